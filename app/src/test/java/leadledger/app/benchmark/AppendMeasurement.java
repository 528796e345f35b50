package leadledger.app.benchmark;

import static leadledger.app.benchmark.Report.Target.atMost;
import static leadledger.app.benchmark.Report.Target.times;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import leadledger.app.benchmark.Load.Result;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.shared.LeadId;

/** Creating leads through the command bus: a command, its decision, its event, its commit. */
final class AppendMeasurement {

    private static final int[] IN_FLIGHT = {1, 8, 32, 256};

    private final Database database;
    private final Options options;
    private final Report report;
    private final AtomicInteger numbers = new AtomicInteger();

    AppendMeasurement(Database database, Options options, Report report) {
        this.database = database;
        this.options = options;
        this.report = report;
    }

    void run() {
        DataSource pool = database.pool("stock");
        DataSource ledgerPool = database.pool("ledger");
        long before = Database.number(ledgerPool, "select position from ledger.head");
        try (StockNode stock = new StockNode(pool);
                OurNode ours = new OurNode(ledgerPool, InstantSource.system())) {
            long stockBefore = Database.number(pool, "select count(*) from stock.domainevententry");
            AtomicInteger stockCommands = new AtomicInteger();
            AtomicInteger ourCommands = new AtomicInteger();
            AtomicInteger rawInserts = new AtomicInteger();
            RawTable raw = new RawTable(database.pool("raw"));
            Map<String, Runnable> subjects = new LinkedHashMap<>();
            subjects.put("stock", () -> create(stock, stockCommands));
            subjects.put("raw", () -> {
                raw.insert();
                rawInserts.incrementAndGet();
            });
            subjects.put("ours", () -> create(ours, ourCommands));
            Load.warmUp(subjects);
            database.settle();
            for (int inFlight : IN_FLIGHT) {
                report(inFlight, Load.alternate(options, inFlight, subjects));
            }
            Soundness.requireLedger(ledgerPool, before + ourCommands.get());
            Database.require(
                    Database.number(pool, "select count(*) from stock.domainevententry")
                            == stockBefore + stockCommands.get(),
                    "stock's events");
            Database.require(raw.count() == rawInserts.get(), "raw rows");
        }
        database.settle();
    }

    private void create(Node node, AtomicInteger counter) {
        node.send(Samples.create(new LeadId(LedgerIds.next()), numbers.incrementAndGet(), Instant.now()));
        counter.incrementAndGet();
    }

    private void report(int inFlight, Map<String, Result> results) {
        Result stock = results.get("stock");
        Result raw = results.get("raw");
        Result ours = results.get("ours");
        String name = "create, " + inFlight + " in flight";
        double ratio = ours.perSecond() / stock.perSecond();
        String[] rates = {Report.rate(stock), Report.rate(raw), Report.rate(ours)};
        String[] latencies = {Report.latency(stock), Report.latency(raw), Report.latency(ours)};
        switch (inFlight) {
            case 32 -> report.add(name, rates[0], rates[1], rates[2], ratio, times(2.2, 3));
            case 256 -> report.add(name, rates[0], rates[1], rates[2], ratio, times(5, 7));
            default -> report.add(name, rates[0], rates[1], rates[2], Report.times(ratio));
        }
        switch (inFlight) {
            case 1 ->
                report.add(
                        "  one writer p50 / p99, p50 against raw",
                        latencies[0],
                        latencies[1],
                        latencies[2],
                        ours.p50Millis() / raw.p50Millis(),
                        atMost(1.2, 1.1, "x"));
            case 256 ->
                report.add(
                        "  p50 / p99, our p99",
                        latencies[0],
                        latencies[1],
                        latencies[2],
                        ours.p99Millis(),
                        atMost(50, 25, " ms"));
            default -> report.add("  p50 / p99", latencies[0], latencies[1], latencies[2], "");
        }
    }
}
