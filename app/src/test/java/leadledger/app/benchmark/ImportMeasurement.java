package leadledger.app.benchmark;

import java.time.InstantSource;
import javax.sql.DataSource;
import leadledger.command.imports.ImportProbe;
import leadledger.command.imports.ImportStore;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.PostgresLedger;

/** A hundred thousand lines of history of another system, files to ledger (LG-40); then the same leads once more. */
final class ImportMeasurement {

    private static final int HISTORY_LINES = 100_000;
    private static final int LEADS = HISTORY_LINES / 10;
    private static final Report.Target LIMIT = Report.Target.atMost(120, 60, " s");

    private final Database database;
    private final Report report;

    ImportMeasurement(Database database, Report report) {
        this.database = database;
        this.report = report;
    }

    void run() {
        ImportStore.SCHEMA.migrate(database.owner(), "bench");
        DataSource pool = database.pool("ledger");
        try (PostgresLedger ledger = new PostgresLedger(pool, InstantSource.system(), LedgerSettings.DEFAULTS)) {
            ledger.start();
            ImportProbe probe = new ImportProbe(ledger, pool);
            Object files = ImportProbe.files(HISTORY_LINES);
            measure("import of " + HISTORY_LINES + " history lines", () -> {
                Database.require(probe.run("first", files)[0] == LEADS, "all leads");
            });
            // Other bytes, so that it is another import.
            Object longer = ImportProbe.files(HISTORY_LINES + 10);
            measure("the same leads again, and one more", () -> {
                Database.require(probe.run("first", longer)[1] == LEADS, "all leads were there");
            });
        }
    }

    private void measure(String what, Runnable work) {
        long before = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - before) / 1e9;
        report.add(what, "", "", String.format("%.1f s", seconds), seconds, LIMIT);
    }
}
