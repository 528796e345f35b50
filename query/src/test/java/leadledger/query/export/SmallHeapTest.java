package leadledger.query.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import leadledger.events.ledger.testing.LedgerDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Exports take the same memory however many events there are")
class SmallHeapTest {

    private static final int EVENTS_OF_A_LEAD = 5;
    private static final int LEADS = 40_000;
    private static final int FIELDS_OF_A_CREATION = 9;
    private static final int FIELDS_OF_AN_ATTEMPT = 3;

    /** All of them would take several times as much. */
    private static final String HEAP = "-Xmx64m";

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    @DisplayName("Given 200,000 events, then a JVM with a heap of 64 MB exports them in every format")
    void twoHundredThousandEvents() throws Exception {
        try (LedgerDatabase database = LedgerDatabase.create()) {
            fill(database);

            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            HEAP,
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            ExportInSmallHeap.class.getName(),
                            database.jdbcUrl(),
                            LedgerDatabase.APPLICATION_ROLE,
                            LedgerDatabase.PASSWORD))
                    .redirectErrorStream(true)
                    .start();
            String said = output(process);
            assertThat(process.waitFor()).as(said).isZero();
            int events = LEADS * EVENTS_OF_A_LEAD;
            int rows = 1 + LEADS * FIELDS_OF_A_CREATION + (events - LEADS) * FIELDS_OF_AN_ATTEMPT;
            assertThat(said.lines().filter(line -> line.startsWith("wrote ")))
                    .as(said)
                    .containsExactly(
                            "wrote csv " + rows,
                            "wrote cloudevents " + events,
                            "wrote ocel " + events,
                            "wrote xes " + events);
        }
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    /** Written by the owner past the appender: this is about reading. */
    private static void fill(LedgerDatabase database) throws SQLException {
        String created =
                "'{\"leadId\":\"' || lead || '\",\"reference\":\"AL-2026-' || n || '\",\"dealer\":\"JP-OSAKA\",\"leadType\":"
                        + "\"CUSTOMER_DRIVEN\",\"source\":\"WEB\",\"campaign\":\"SPRING\",\"vin\":\"' || 'JT2BF22K1W0' ||"
                        + " lpad(n::text, 6, '0') || '\",\"request\":{\"lastName\":\"山田\",\"inquiry\":\"点検\","
                        + "\"preferredDateTimes\":[]},\"consents\":{}}'";
        String attempt = "'{\"number\":' || s || ',\"channel\":\"PHONE\",\"outcome\":\"NOT_REACHED\"}'";
        try (Connection connection = database.owner().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into ledger.event select (n - 1) * " + EVENTS_OF_A_LEAD + " + s + 1,"
                    + " gen_random_uuid(), lead, 'aftersales-lead', s,"
                    + " case s when 0 then 'aftersales.lead-created' else 'aftersales.contact-attempt-recorded' end, 1,"
                    + " timestamptz '" + BEGIN + "' + n * interval '1 second', timestamptz '" + BEGIN + "',"
                    + " 'AFTERSALES_AGENT/u-' || n % 100, 'JP-OSAKA', lead, lead,"
                    + " convert_to(case s when 0 then " + created + " else " + attempt + " end, 'UTF8'), '{}', ''"
                    + " from (select n, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as lead"
                    + " from generate_series(1, " + LEADS + ") n) leads, generate_series(0, "
                    + (EVENTS_OF_A_LEAD - 1) + ") s");
            statement.execute("update ledger.head set position = " + LEADS * EVENTS_OF_A_LEAD
                    + ", recorded_at = timestamptz '2026-02-01'");
            statement.execute("analyze ledger.event");
        }
    }
}
