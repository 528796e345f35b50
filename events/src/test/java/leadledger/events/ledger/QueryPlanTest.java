package leadledger.events.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import leadledger.events.ledger.AppendRefusedException.Reason;
import leadledger.events.ledger.testing.Appends;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("LG-03: what the ledger asks PostgreSQL is answered from an index, however the statement is planned")
class QueryPlanTest {

    private static final int STREAMS = 300;
    private static final int EVENTS_PER_STREAM = 20;

    private static final LedgerFixture FIXTURE = new LedgerFixture();
    private static final StatementHooks HOOKS = new StatementHooks();
    private static final List<UUID> STREAM_IDS = new ArrayList<>();
    private static PostgresLedger ledger;

    @BeforeAll
    static void someThousandEvents() throws SQLException {
        ledger = FIXTURE.node(HOOKS.around(FIXTURE.database().app()));
        for (int s = 0; s < STREAMS; s++) {
            STREAM_IDS.add(UUID.randomUUID());
        }
        // In two rounds, so that no stream lies together.
        for (int from = 0; from < EVENTS_PER_STREAM; from += EVENTS_PER_STREAM / 2) {
            for (UUID stream : STREAM_IDS) {
                ledger.append(Appends.to(stream)
                        .from(from)
                        .events(EVENTS_PER_STREAM / 2)
                        .build());
            }
        }
        for (int i = 0; i < 50; i++) {
            ledger.append(Appends.toNewStream().kind("reference").build());
        }
        try (Connection connection = FIXTURE.database().owner().getConnection();
                Statement analyze = connection.createStatement()) {
            analyze.execute("analyze ledger.event");
        }
    }

    @AfterAll
    static void close() throws Exception {
        FIXTURE.afterEach(null);
    }

    @Test
    @DisplayName("a stream is found by its index; PostgreSQL may sort its few rows when it fetches them in heap order")
    void aStreamIsReadThroughTheIndexOfStreams() throws SQLException {
        ledger.readStream(STREAM_IDS.getFirst(), 0);

        for (List<String> nodes : plans(lastStatement("order by sequence"), "'" + STREAM_IDS.getFirst() + "'", "0")) {
            assertThat(nodes)
                    .isSubsetOf(
                            "Index Scan on event_stream_sequence",
                            "Sort",
                            "Bitmap Heap Scan",
                            "Bitmap Index Scan on event_stream_sequence")
                    .anyMatch(node -> node.endsWith("Index Scan on event_stream_sequence"));
        }
    }

    @Test
    void theLastSequenceIsReadThroughTheIndexOfStreams() throws SQLException {
        ledger.lastSequence(STREAM_IDS.getFirst());

        assertPlans(
                lastStatement("order by sequence desc limit 1"),
                "event_stream_sequence",
                "'" + STREAM_IDS.getFirst() + "'");
    }

    @Test
    void positionsAreReadThroughThePrimaryKey() throws SQLException {
        ledger.readAfter(2_000, 1_000);

        assertPlans(lastStatement("order by position"), "event_pkey", "2000", "3000");
        assertPlans(lastStatement("order by position"), "event_pkey", "5990", "6990");
        assertPlans(lastStatement("order by position"), "event_pkey", "0", "6000");
    }

    @Test
    @DisplayName("LG-01: reference data is read through an index that holds nothing else")
    void referenceDataIsReadThroughItsOwnIndex() throws SQLException {
        ledger.readKind("reference", 0, 1_000);

        assertPlans(lastStatement("stream_kind = 'reference'"), "event_reference", "0", "1000");
        assertPlans(lastStatement("stream_kind = 'reference'"), "event_reference", "3000", "1000");
    }

    @Test
    void theTimeOfAPositionIsReadThroughThePrimaryKey() throws SQLException {
        ledger.positionAsOf(LedgerFixture.START);

        assertPlans(lastStatement("select recorded_at"), "event_pkey", "3000");
    }

    @Test
    @DisplayName("LG-05: an append, stale ones and repeated keys included, never scans a table")
    void anAppendNeverScansATable() throws SQLException {
        assertAppendsByIndexAlone(FIXTURE);
    }

    @Test
    @DisplayName(
            "LG-05: not even in a ledger of which PostgreSQL knows that it is tiny, so that its plans outlive that")
    void anAppendToATinyLedgerNeverScansATable() throws Exception {
        LedgerFixture tiny = new LedgerFixture();
        try {
            try (PostgresLedger node = tiny.node()) {
                node.append(Appends.to(STREAM_IDS.getFirst())
                        .answer("key", "request", "")
                        .build());
            }
            try (Connection connection = tiny.database().owner().getConnection();
                    Statement analyze = connection.createStatement()) {
                analyze.execute("vacuum analyze ledger.event");
                analyze.execute("vacuum analyze ledger.command_answer");
            }
            assertAppendsByIndexAlone(tiny);
        } finally {
            tiny.afterEach(null);
        }
    }

    @Test
    @DisplayName("LG-05: a large batch looks at the answers kept under its own keys, not at all that were ever kept")
    void aLargeBatchLooksAtItsOwnKeysAlone() throws SQLException {
        int kept = 20_000;
        List<NewEvents> batch = Stream.generate(() -> Appends.toNewStream()
                        .answer(UUID.randomUUID().toString(), "", "")
                        .build())
                .limit(400)
                .toList();
        try (Connection owner = FIXTURE.database().owner().getConnection();
                Statement statement = owner.createStatement()) {
            statement.execute("insert into ledger.command_answer (key_hash, request_hash, answered_at, detail)"
                    + " select sha256(i::text::bytea), '', now(), '' from generate_series(1, " + kept + ") i");
            statement.execute("analyze ledger.command_answer");
        }
        try (Connection connection = FIXTURE.database().app().getConnection()) {
            new AppendConnection(OpenTransaction.on(connection), 60_000).append(batch, LedgerFixture.START);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select sum(pg_stat_get_xact_tuples_returned(oid))"
                            + " from pg_class where relname like 'command_answer%'")) {
                row.next();
                assertThat(row.getInt(1)).as("entries read").isLessThan(kept);
            }
            connection.rollback();
        }
    }

    private static void assertAppendsByIndexAlone(LedgerFixture fixture) throws SQLException {
        UUID fresh = UUID.randomUUID();
        try (Connection connection = fixture.database().app().getConnection()) {
            AppendConnection appends = new AppendConnection(OpenTransaction.on(connection), 60_000);
            // More often than the driver and PL/pgSQL need to go over to plans for any values.
            for (int i = 0; i < 20; i++) {
                List<Reason> refusals = appends.append(
                                List.of(
                                        Appends.to(fresh)
                                                .from(3 * i)
                                                .events(3)
                                                .answer("key " + i, "request", "")
                                                .build(),
                                        Appends.to(STREAM_IDS.getFirst())
                                                .from(3)
                                                .build(),
                                        Appends.toNewStream()
                                                .answer("key " + (i - 1), "request", "")
                                                .build()),
                                LedgerFixture.START)
                        .refusals();
                assertThat(refusals).containsExactly(null, Reason.STALE, i == 0 ? null : Reason.REPEATED);
                // The same by the statement for a command of one event that waited alone.
                assertThat(alone(
                                appends,
                                Appends.toNewStream()
                                        .answer("alone " + i, "request", "")
                                        .build()))
                        .isNull();
                assertThat(alone(
                                appends,
                                Appends.toNewStream()
                                        .answer("alone " + i, "request", "")
                                        .build()))
                        .isEqualTo(Reason.REPEATED);
                assertThat(alone(
                                appends,
                                Appends.to(STREAM_IDS.getFirst()).from(3).build()))
                        .isEqualTo(Reason.STALE);
            }
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select sum(seq_scan), min(idx_scan)"
                            + " from pg_stat_xact_user_tables"
                            + " where schemaname = 'ledger' and relname in ('event', 'command_answer')")) {
                row.next();
                assertThat(row.getInt(1)).as("sequential scans").isZero();
                assertThat(row.getInt(2)).as("index scans").isPositive();
            }
            connection.rollback();
        }
    }

    private static @Nullable Reason alone(AppendConnection appends, NewEvents command) throws SQLException {
        return appends.append(List.of(command), LedgerFixture.START).refusals().getFirst();
    }

    private String lastStatement(String fragment) {
        return HOOKS.executed(fragment).getLast();
    }

    private void assertPlans(String sql, String index, String... values) throws SQLException {
        for (List<String> nodes : plans(sql, values)) {
            assertThat(nodes).isNotEmpty().isSubsetOf("Limit", "Index Scan on " + index, "Index Only Scan on " + index);
        }
    }

    /** Planned once for these values and once for any values, as the driver's prepared statements may be. */
    private List<List<String>> plans(String sql, String... values) throws SQLException {
        String numbered = sql;
        for (int i = 1; i <= values.length; i++) {
            numbered = numbered.replaceFirst("\\?", "\\$" + i);
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
