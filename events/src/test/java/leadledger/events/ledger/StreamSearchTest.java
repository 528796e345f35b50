package leadledger.events.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import leadledger.events.ledger.StreamSearch.Owners;
import leadledger.events.ledger.StreamSearch.Place;
import leadledger.events.ledger.StreamSearch.Stretch;
import leadledger.events.ledger.testing.Appends;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("Streams of leads are found by whose they are, and read page by page, from indexes")
class StreamSearchTest {

    private static final int LEADS = 300;
    private static final int ATTEMPTS = 10;
    private static final String KIND = "aftersales-lead";

    private static final LedgerFixture FIXTURE = new LedgerFixture();
    private static final StatementHooks HOOKS = new StatementHooks();
    private static final List<UUID> STREAMS = new ArrayList<>();
    private static PostgresLedger ledger;
    private static StreamSearch search;
    private static long head;

    /** Every tenth lead is moved at the end from its dealer to the next one. */
    @BeforeAll
    static void someThousandEvents() throws SQLException {
        ledger = FIXTURE.node(HOOKS.around(FIXTURE.database().app()));
        search = ledger.search();
        for (int i = 0; i < LEADS; i++) {
            UUID lead = UUID.randomUUID();
            STREAMS.add(lead);
            append(lead, 0, 1, "aftersales.lead-created", dealer(i));
        }
        for (int i = 0; i < LEADS; i++) {
            append(STREAMS.get(i), 1, ATTEMPTS, "aftersales.contact-attempt-recorded", dealer(i));
        }
        for (int i = 0; i < LEADS; i += 10) {
            append(STREAMS.get(i), 1 + ATTEMPTS, 1, "aftersales.lead-reassigned", dealer(i + 1));
        }
        head = ledger.head();
        try (Connection connection = FIXTURE.database().owner().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("analyze ledger.event");
        }
    }

    @AfterAll
    static void close() throws Exception {
        FIXTURE.afterEach(null);
    }

    private static String dealer(int number) {
        return "JP-" + number % 30;
    }

    private static void append(UUID lead, int from, int events, String type, String tenant) {
        ledger.append(Appends.to(lead)
                .kind(KIND)
                .type(type, 1)
                .tenant(tenant)
                .from(from)
                .events(events)
                .build());
    }

    private static List<UUID> ids(List<Place> places) {
        return places.stream().map(Place::streamId).toList();
    }

    @Test
    @DisplayName("A tenant has what it got and did not lose, at the position asked for")
    void ofTenant() {
        List<UUID> ofTen = List.of(STREAMS.get(11), STREAMS.get(41));

        assertThat(ids(search.ofTenant("JP-11", new Stretch(0, head), head, 2))).isEqualTo(ofTen);
        assertThat(ids(search.ofTenant("JP-11", new Stretch(0, head), head, 100)))
                .as("ten of its own and ten that came")
                .hasSize(20)
                .doesNotHaveDuplicates();
        assertThat(ids(search.ofTenant("JP-10", new Stretch(0, head), head, 100)))
                .isEmpty();
        assertThat(ids(search.ofTenant("JP-10", new Stretch(0, LEADS), LEADS, 100)))
                .as("before they were moved")
                .hasSize(10);
        Place second = search.ofTenant("JP-11", new Stretch(0, head), head, 2).getLast();
        assertThat(ids(search.ofTenant("JP-11", new Stretch(second.position(), head), head, 1)))
                .containsExactly(STREAMS.get(71));
    }

    @Test
    @DisplayName("Streams appear with their first event after a position, once, and with owners only theirs")
    void appearing() {
        Set<String> kinds = Set.of(KIND);
        Owners anybody = new Owners.Anybody();

        assertThat(ids(search.appearing(kinds, 0, new Stretch(0, head), anybody, head)))
                .isEqualTo(STREAMS);
        assertThat(ids(search.appearing(kinds, LEADS, new Stretch(LEADS, head), anybody, head)))
                .as("in a period after all of them began")
                .isEqualTo(STREAMS);
        assertThat(search.appearing(kinds, LEADS, new Stretch(LEADS + 1, LEADS + ATTEMPTS), anybody, head))
                .as("it has appeared before")
                .isEmpty();
        assertThat(search.appearing(Set.of("sales-lead"), 0, new Stretch(0, head), anybody, head))
                .isEmpty();
        assertThat(ids(search.appearing(kinds, 0, new Stretch(0, head), new Owners.Some(Set.of("JP-11"), ""), head)))
                .hasSize(20);
        assertThat(ids(search.appearing(kinds, 0, new Stretch(0, head), new Owners.Some(Set.of("JP-10"), ""), head)))
                .isEmpty();
        assertThat(ids(search.appearing(kinds, 0, new Stretch(0, head), new Owners.Some(Set.of(), "JP-2"), head)))
                .as("by where they began: JP-2, JP-20 to JP-29")
                .hasSize(110);
    }

    @Test
    @DisplayName("Pages of events go through all streams in the order given, and on within one")
    void events() {
        List<UUID> asked = List.of(STREAMS.get(7), STREAMS.get(3), STREAMS.get(5));
        List<String> read = new ArrayList<>();
        List<UUID> left = asked;
        int after = -1;
        while (true) {
            List<StoredEvent> page = search.events(left, after, new Stretch(0, head), 4);
            page.forEach(event -> read.add(STREAMS.indexOf(event.streamId()) + "." + event.sequence()));
            if (page.size() < 4) {
                break;
            }
            left = left.subList(left.indexOf(page.getLast().streamId()), left.size());
            after = page.getLast().sequence();
        }
        List<String> expected = new ArrayList<>();
        for (int lead : List.of(7, 3, 5)) {
            for (int sequence = 0; sequence <= ATTEMPTS; sequence++) {
                expected.add(lead + "." + sequence);
            }
        }
        assertThat(read).isEqualTo(expected);
        assertThat(search.tenancies(List.of(STREAMS.get(10), STREAMS.get(3)), head).stream()
                        .map(event -> STREAMS.indexOf(event.streamId()) + "." + event.sequence()))
                .containsExactly("10.0", "10." + (1 + ATTEMPTS), "3.0");
    }

    @Test
    @DisplayName("A tenant's streams are found in the index of tenancies, however the statement is planned")
    void planOfTenant() throws SQLException {
        search.ofTenant("JP-11", new Stretch(0, head), head, 100);
        for (List<String> nodes : plans(last("t.tenant = "), "'JP-11'", "0", "5000", "5000", "100")) {
            assertThat(nodes)
                    .anyMatch(node -> node.endsWith("Index Scan on event_tenancy"))
                    .anyMatch(node -> node.contains("Index Scan") && node.endsWith("on event_stream_sequence"))
                    .doesNotContain("Seq Scan", "Hash");
        }
    }

    @Test
    @DisplayName("Events and tenancies of given streams are found by stream")
    void plansByStream() throws SQLException {
        search.events(List.of(STREAMS.getFirst()), -1, new Stretch(0, head), 100);
        String streams = "'{" + STREAMS.get(1) + "," + STREAMS.get(2) + "}'::uuid[]";
        for (List<String> nodes : plans(last("case s.n"), streams, "-1", "0", "5000", "100", "100")) {
            assertThat(nodes)
                    .anyMatch(node -> node.contains("Index Scan") && node.endsWith("on event_stream_sequence"))
                    .doesNotContain("Seq Scan");
        }
        search.tenancies(List.of(STREAMS.getFirst()), head);
        for (List<String> nodes : plans(
                last("unnest(?) with ordinality s (id, n) join lateral (select * from ledger.event x"
                        + " where x.stream_id = s.id and x.type"),
                streams,
                "5000")) {
            assertThat(nodes)
                    .anyMatch(node -> node.contains("Index Scan") && node.endsWith("on event_stream_sequence"))
                    .doesNotContain("Seq Scan");
        }
    }

    @Test
    @DisplayName("What appears is found within its stretch, and whose it is by stream")
    void plansOfAppearing() throws SQLException {
        Stretch stretch = new Stretch(LEADS, LEADS + 100);
        search.appearing(Set.of(KIND), LEADS, stretch, new Owners.Anybody(), head);
        search.appearing(Set.of(KIND), LEADS, stretch, new Owners.Some(Set.of("JP-11"), ""), head);
        for (List<String> nodes : plans(last("starts_with"), "1000", "1100", "'{x}'", "1000", "5000", "'{x}'", "'y'")) {
            assertThat(nodes)
                    .anyMatch(node -> node.endsWith("on event_pkey"))
                    .anyMatch(node -> node.contains("Index Scan") && node.endsWith("on event_stream_sequence"))
                    .doesNotContain("Seq Scan");
        }
        String anybodys = HOOKS.executed("coalesce").stream()
                .filter(sql -> !sql.contains("starts_with"))
                .toList()
                .getLast();
        for (List<String> nodes : plans(anybodys, "1000", "1100", "'{x}'", "1000")) {
            assertThat(nodes)
                    .anyMatch(node -> node.contains("Index Scan") && node.endsWith("on event_stream_sequence"))
                    .doesNotContain("Seq Scan");
        }
    }

    private static String last(String fragment) {
        return HOOKS.executed(fragment).getLast();
    }

    /** Planned once for these values and once for any values, as the driver's prepared statements may be. */
    private static List<List<String>> plans(String sql, String... values) throws SQLException {
        String numbered = sql;
        for (int i = 1; i <= values.length; i++) {
            numbered = numbered.replaceFirst("\\?", "\\$" + i + (values[i - 1].endsWith("uuid[]") ? "::uuid[]" : ""));
        }
        List<List<String>> plans = new ArrayList<>();
        try (Connection connection = FIXTURE.database().appUnpooled().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("prepare question as " + numbered);
            for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
                statement.execute("set plan_cache_mode = " + mode);
                try (ResultSet row = statement.executeQuery(
                        "explain (format json) execute question (" + String.join(", ", values) + ")")) {
                    row.next();
                    plans.add(nodes(LedgerJson.mapper().readTree(row.getString(1))));
                }
            }
        }
        return plans;
    }

    private static List<String> nodes(JsonNode plan) {
        return plan.findParents("Node Type").stream()
                .map(node -> node.get("Node Type").asString()
                        + (node.has("Index Name")
                                ? " on " + node.get("Index Name").asString()
                                : ""))
                .toList();
    }
}
