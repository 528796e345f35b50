package leadledger.app.benchmark;

import static leadledger.app.benchmark.Report.Target;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import leadledger.app.benchmark.Load.Result;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.shared.LeadId;

/** Two nodes on one database against one node, with the same number of commands in flight altogether. */
final class NodesMeasurement {

    private static final int IN_FLIGHT = 64;

    private final Database database;
    private final Options options;
    private final Report report;
    private final AtomicInteger commands = new AtomicInteger();

    NodesMeasurement(Database database, Options options, Report report) {
        this.database = database;
        this.options = options;
        this.report = report;
    }

    void run() {
        DataSource pool = database.pool("ledger");
        try (OurNode one = new OurNode(pool, InstantSource.system());
                OurNode other = new OurNode(database.pool("ledger"), InstantSource.system())) {
            Map<String, Runnable> subjects = new LinkedHashMap<>();
            subjects.put("one", () -> create(one));
            // Every second command to each, whoever sends it.
            subjects.put("two", () -> create(commands.get() % 2 == 0 ? one : other));
            Load.warmUp(subjects);
            Map<String, Result> results = Load.alternate(options, IN_FLIGHT, subjects);
            report.add(
                    "create, two nodes / one node, " + IN_FLIGHT + " in flight",
                    "",
                    "one: " + Report.rate(results.get("one")),
                    Report.rate(results.get("two")),
                    results.get("two").perSecond() / results.get("one").perSecond(),
                    new Target(0.35, 0.7, "x", true));
            Soundness.requireLedger(pool, commands.get());
        }
    }

    private void create(OurNode node) {
        node.send(Samples.create(new LeadId(LedgerIds.next()), commands.incrementAndGet(), Instant.now()));
    }
}
