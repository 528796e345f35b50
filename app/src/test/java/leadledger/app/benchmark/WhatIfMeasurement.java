package leadledger.app.benchmark;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import leadledger.query.projection.Projections;
import leadledger.query.whatif.WhatIfProbe;

/** SL-11: a what if over the whole history, by both policies. */
final class WhatIfMeasurement {

    private final Database database;
    private final Options options;
    private final Report report;

    WhatIfMeasurement(Database database, Options options, Report report) {
        this.database = database;
        this.options = options;
        this.report = report;
    }

    void run() throws Exception {
        DataSource pool = database.pool("ledger");
        AtomicReference<Instant> clock = new AtomicReference<>(Instant.EPOCH);
        History history = new History(options.events());
        try (OurNode ours = new OurNode(pool, clock::get)) {
            history.write(ours, clock);
            database.settle();
            try (Projections tables = ReadModels.of(ours, pool)) {
                tables.start();
            }
            WhatIfProbe probe = new WhatIfProbe(ours.ledger(), ours.catalog(), pool);
            long begin = System.nanoTime();
            Database.require(probe.differing(history.end()) >= 0, "an answer");
            double seconds = (System.nanoTime() - begin) / 1e9;
            report.add(
                    "what if over " + history.events() + " events of " + history.leads() + " leads, heap at most "
                            + ManagementFactory.getMemoryMXBean()
                                            .getHeapMemoryUsage()
                                            .getMax()
                                    / (1024 * 1024)
                            + " MiB",
                    "",
                    "",
                    String.format(Locale.ROOT, "%.1f s", seconds),
                    "");
        }
    }
}
