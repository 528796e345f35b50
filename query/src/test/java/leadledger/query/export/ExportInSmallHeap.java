package leadledger.query.export;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.PostgresLedger;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.Scopes;

/** A process that exports a whole ledger in every format into nothing. Arguments: address of the database, role, password. */
final class ExportInSmallHeap {

    private ExportInSmallHeap() {}

    /**
     * A format, and what is counted of it.
     *
     * @param mark stands once for each event, in CSV for each row
     */
    private record Counted(String name, ExportFormat format, String mark) {}

    public static void main(String... arguments) {
        EventCatalog catalog = LedgerJson.catalog();
        List<Counted> formats = List.of(
                new Counted("csv", new CsvFormat(false), "\r\n"),
                new Counted("cloudevents", new CloudEventsFormat(), "\"specversion\""),
                new Counted("ocel", new OcelFormat(catalog), "\"position\",\"value\""),
                new Counted("xes", new XesFormat(), "<event>"));
        PrintStream console = new PrintStream(System.out, true);
        try (HikariDataSource dataSource = pool(arguments);
                PostgresLedger ledger = new PostgresLedger(
                        dataSource, () -> Instant.parse("2026-03-01T00:00:00Z"), LedgerSettings.DEFAULTS)) {
            Exports exports = new Exports(ledger, catalog, Scopes.NETWORK, new KeptAccess(), ExportSettings.DEFAULTS);
            for (Counted counted : formats) {
                long begun = System.nanoTime();
                Counting nowhere = new Counting(counted.mark());
                exports.run(
                        ExportFixture.reading(ExportFixture.HQ, null),
                        ExportFixture.EVERYTHING,
                        export -> write(export, counted.format(), nowhere));
                console.println("wrote " + counted.name() + " " + nowhere.marks);
                console.println(nowhere.bytes + " bytes in " + Duration.ofNanos(System.nanoTime() - begun));
            }
        }
    }

    private static HikariDataSource pool(String... arguments) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setUsername(arguments[1]);
        config.setPassword(arguments[2]);
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    private static void write(Export export, ExportFormat format, OutputStream out) {
        try {
            OutputStream buffered = new BufferedOutputStream(out);
            format.write(export, buffered);
            buffered.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts bytes and marks. */
    private static final class Counting extends OutputStream {

        private final byte[] mark;
        private int matched;
        private long marks;
        private long bytes;

        Counting(String mark) {
            this.mark = mark.getBytes(US_ASCII);
        }

        @Override
        public void write(int b) {
            bytes++;
            if (b == mark[matched]) {
                matched++;
            } else {
                // A mark's beginning is nowhere else in it but in quotation marks, which do not stand side by side.
                matched = b == mark[0] ? 1 : 0;
            }
            if (matched == mark.length) {
                marks++;
                matched = 0;
            }
        }

        @Override
        public void write(byte[] some, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                write(some[i]);
            }
        }
    }
}
