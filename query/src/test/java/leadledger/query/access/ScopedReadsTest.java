package leadledger.query.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leadledger.events.shared.DealerId;
import leadledger.query.bell.BellProjection;
import leadledger.query.bell.ReaderStates;
import leadledger.query.leadlist.LeadListProjection;
import leadledger.query.projection.ProjectionFixture;
import leadledger.query.projection.Projections;
import leadledger.query.slareport.SlaLeadProjection;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.LeadScribe;
import leadledger.query.testing.Scopes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("AC-03: the database shows a scope its rows only, even where a query forgets to ask for them")
class ScopedReadsTest {

    private static final List<String> DEALERS = List.of("JP-OSAKA", "JP-TOKYO", "JP-KOBE", "IT-ROMA", "IT-MILANO");
    private static final List<ReadScope> SCOPES = List.of(
            Scopes.ofDealer("JP-OSAKA"),
            Scopes.ofDealer("JP-TOKYO"),
            Scopes.ofDealer("IT-ROMA"),
            Scopes.ofDealer("XX-NOWHERE"),
            Scopes.ofMarket("JP"),
            Scopes.ofMarket("IT"),
            Scopes.ofMarket("FR"),
            Scopes.ofEverything());
    private static final String ALL_LEADS = "select lead_id::text || ' ' || dealer from query.lead_list order by 1";
    private static final String ALL_FACTS =
            "select concat_ws(' ', lead_id, dealer, nullif(array_to_string(former_dealers, ' '), ''))"
                    + " from query.sla_lead order by 1";
    private static final String ALL_NOTICES =
            "select concat_ws(' ', id, tenant) from query.bell_notification order by 1";
    private static final String ALL_MARKS =
            "select concat_ws(' ', position, tenant, subject) from bell.read_mark order by 1";
    private static final String ALL_STATES =
            "select concat_ws(' ', read_up_to, tenant, subject) from bell.reader order by 1";
    private static final int LEADS = 60;

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture(ReaderStates.SCHEMA);

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private ScopedReads reads;

    /** Leads of all dealers, some of them moved, some more than once, within a market and beyond. */
    @BeforeEach
    void leads(TestReporter reporter) {
        reporter.publishEntry("seed", Long.toString(seed));
        LeadScribe scribe = new LeadScribe(fixture.ledger()).as("HQ/u-9");
        for (int i = 0; i < LEADS; i++) {
            UUID lead = scribe.create(LeadDraft.of(DEALERS.get(i % DEALERS.size())));
            for (int moves = random.nextInt(6) - 3; moves > 0; moves--) {
                scribe.reassign(lead, DEALERS.get(random.nextInt(DEALERS.size())));
            }
        }
        Projections lists = fixture.node(new LeadListProjection(fixture.catalog()));
        Projections facts = fixture.node(new SlaLeadProjection(fixture.catalog()));
        Projections bell = fixture.node(new BellProjection(fixture.catalog()));
        fixture.awaitAll(bell, BellProjection.NAME);
        fixture.awaitAll(lists, LeadListProjection.NAME);
        fixture.awaitAll(facts, SlaLeadProjection.NAME);
        reads = Scopes.reads(fixture.database().app());
    }

    private static List<String> read(ScopedReads.Reading reading, String sql) {
        return reading.sql(sql).query(String.class).list();
    }

    /** Of all rows those whose dealer, one of those named in the row, is in the scope. */
    private static List<String> within(ReadScope scope, List<String> rows) {
        return rows.stream()
                .filter(row -> {
                    String[] parts = row.split(" ", -1);
                    return IntStream.range(1, parts.length).anyMatch(i -> scope.includes(new DealerId(parts[i])));
                })
                .toList();
    }

    @Test
    @DisplayName("a query without any condition shows what the scope includes: own leads, and facts of former ones")
    void withoutWhere() {
        List<String> leads = fixture.column(ALL_LEADS);
        List<String> facts = fixture.column(ALL_FACTS);
        List<String> notices = fixture.column(ALL_NOTICES);
        assertThat(leads).hasSize(LEADS);
        assertThat(notices)
                .as("of each lead a row of its own and one for the new dealer")
                .hasSizeGreaterThanOrEqualTo(2 * LEADS);
        for (ReadScope scope : SCOPES) {
            assertThat(reads.<List<String>>read(scope, reading -> read(reading, ALL_LEADS)))
                    .as("seed %d", seed)
                    .isEqualTo(within(scope, leads));
            assertThat(reads.<List<String>>read(scope, reading -> read(reading, ALL_FACTS)))
                    .as("seed %d", seed)
                    .isEqualTo(within(scope, facts));
            assertThat(reads.<List<String>>read(scope, reading -> read(reading, ALL_NOTICES)))
                    .as("seed %d", seed)
                    .isEqualTo(within(scope, notices));
        }
        assertThat(within(Scopes.ofDealer("JP-OSAKA"), leads)).isNotEmpty().hasSizeLessThan(LEADS);
        assertThat(within(Scopes.ofDealer("JP-OSAKA"), notices)).isNotEmpty().hasSizeLessThan(notices.size());
    }

    @Test
    @DisplayName("at the bell a user sees what it has read and selected itself, at its dealer, and nobody else does")
    void ownMarksOnly() {
        for (String dealer : DEALERS) {
            for (String subject : List.of("u-1", "u-2")) {
                String user = "('" + dealer + "', '" + subject + "', ";
                fixture.execute("insert into bell.reader (tenant, subject, read_up_to) values " + user + "7)");
                fixture.execute("insert into bell.read_mark (tenant, subject, notification_id, position) values " + user
                        + "'" + UUID.randomUUID() + "', 9)");
            }
        }
        ReadScope osaka = Scopes.ofDealer("JP-OSAKA");

        assertThat(kept(osaka, "u-1")).containsExactly("9 JP-OSAKA u-1", "7 JP-OSAKA u-1");
        assertThat(kept(osaka, "u-2")).containsExactly("9 JP-OSAKA u-2", "7 JP-OSAKA u-2");
        assertThat(kept(osaka, "u-3")).isEmpty();
        assertThat(kept(osaka, "")).isEmpty();
        assertThat(kept(Scopes.ofDealer("XX-NOWHERE"), "u-1")).isEmpty();
        assertThat(kept(Scopes.ofEverything(), "u-1")).isEmpty();
        for (String table : List.of("bell.reader", "bell.read_mark")) {
            assertThat(reads.<Integer>read(osaka, reading -> count(reading, table)))
                    .as("%s, without a user", table)
                    .isZero();
            assertThat(asOwner("select set_config('role', '" + ReaderRole.DEFAULT.name() + "', true)", table))
                    .as("%s, without a scope", table)
                    .containsExactly(0);
        }
    }

    private List<String> kept(ReadScope scope, String subject) {
        return reads.read(
                scope,
                subject,
                reading -> Stream.of(ALL_MARKS, ALL_STATES)
                        .flatMap(sql -> read(reading, sql).stream())
                        .toList());
    }

    @Test
    @DisplayName("a query that asks for what is not the reader's gets nothing")
    void askingForMore() {
        String tokyo = "select lead_id::text from query.lead_list where dealer = 'JP-TOKYO' or true";

        assertThat(reads.<List<String>>read(Scopes.ofMarket("IT"), reading -> read(reading, tokyo)))
                .hasSameSizeAs(within(Scopes.ofMarket("IT"), fixture.column(ALL_LEADS)));
    }

    @Test
    @DisplayName(
            "without a scope nothing is seen, by the reader's role and by the tables' owner; the reader never folds")
    void withoutScope() {
        assertThat(asOwner("select 1")).as("the owner").containsExactly(0, 0, 0);
        assertThat(asOwner("select set_config('role', '" + ReaderRole.DEFAULT.name() + "', true)"))
                .as("the reader")
                .containsExactly(0, 0, 0);
        assertThat(asOwner("select set_config('role', '" + ReaderRole.DEFAULT.name() + "', true), "
                        + RowSecurity.FOLDING_ON))
                .as("the reader that says it folds")
                .containsExactly(0, 0, 0);
        assertThat(asOwner("select " + RowSecurity.FOLDING_ON))
                .as("folding")
                .containsExactly(LEADS, LEADS, fixture.column(ALL_NOTICES).size());
        assertThat(asOwner("select 1")).as("the next transaction").containsExactly(0, 0, 0);
    }

    private List<Integer> asOwner(String begin) {
        return asOwner(begin, "query.lead_list", "query.sla_lead", "query.bell_notification");
    }

    /** Counts tables in a transaction that begins with a query. */
    private List<Integer> asOwner(String begin, String... tables) {
        JdbcTransactionManager manager =
                new JdbcTransactionManager(fixture.database().app());
        JdbcClient jdbc = JdbcClient.create(fixture.database().app());
        List<Integer> counts = new ArrayList<>();
        new TransactionTemplate(manager).executeWithoutResult(status -> {
            jdbc.sql(begin).query((row, number) -> row.getString(1)).single();
            for (String table : tables) {
                counts.add(count(jdbc::sql, table));
            }
        });
        return counts;
    }

    private static int count(ScopedReads.Reading reading, String table) {
        return reading.sql("select count(*) from " + table).query(Integer.class).single();
    }

    @Test
    @DisplayName("the reader's role reads lists, facts and the bell, nothing else, and writes nothing")
    void onlyReading() {
        for (String forbidden : List.of(
                "select count(*) from query.lead_deadline",
                "select count(*) from query.dead_letter",
                "select count(*) from ledger.event",
                "update query.lead_list set attempts = 0",
                "delete from query.sla_lead",
                "delete from query.bell_notification",
                "delete from bell.read_mark",
                "insert into bell.reader (tenant, subject) values ('JP-OSAKA', 'u-1')")) {
            assertThatThrownBy(() -> reads.read(
                            Scopes.ofEverything(),
                            reading -> reading.sql(forbidden)
                                    .query((row, number) -> row.getString(1))
                                    .list()))
                    .as(forbidden)
                    .isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    @DisplayName("a scope does not enter a transaction that is under way: it would stay there")
    void notWithinAnother() {
        TransactionTemplate another = new TransactionTemplate(
                new JdbcTransactionManager(fixture.database().app()));

        assertThatThrownBy(() -> another.executeWithoutResult(
                        status -> reads.read(Scopes.ofEverything(), reading -> read(reading, ALL_LEADS))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("10,000 reads of any scopes, through three connections and among folding: none sees another's rows")
    void nothingBleeds() throws Exception {
        int workers = 25;
        int readsEach = 400;
        Map<ReadScope, List<String>> expected = SCOPES.stream()
                .collect(Collectors.toMap(Function.identity(), scope -> within(scope, fixture.column(ALL_LEADS))));
        HikariConfig config = new HikariConfig();
        config.setDataSource(fixture.database().appUnpooled());
        config.setMaximumPoolSize(3);
        try (HikariDataSource pool = new HikariDataSource(config);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ScopedReads few = Scopes.reads(pool);
            List<Future<?>> running = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                Random own = new Random(seed + worker);
                running.add(threads.submit(() -> {
                    for (int i = 0; i < readsEach; i++) {
                        ReadScope scope = SCOPES.get(own.nextInt(SCOPES.size()));
                        assertThat(few.<List<String>>read(scope, reading -> read(reading, ALL_LEADS)))
                                .as("seed %d", seed)
                                .isEqualTo(expected.get(scope));
                        switch (own.nextInt(20)) {
                            case 0 -> fold(pool);
                            case 1 -> fail(few, scope);
                            default -> {
                                // Read on.
                            }
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> worker : running) {
                worker.get();
            }
            assertThat(leftBehind(pool)).containsOnly("ledger_app||||");
        }
    }

    private static void fold(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select " + RowSecurity.FOLDING_ON);
            assertThat(statement.executeUpdate("update query.lead_list set attempts = attempts where lead_id ="
                            + " (select lead_id from query.lead_list order by created_at, lead_id limit 1)"))
                    .isEqualTo(1);
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static void fail(ScopedReads reads, ReadScope scope) {
        assertThatThrownBy(() -> reads.read(scope, reading -> read(reading, "select (1 / 0)::text")))
                .isInstanceOf(DataAccessException.class);
    }

    /** Role and settings of each connection of the pool, outside of any transaction of ours. */
    private static List<String> leftBehind(HikariDataSource pool) throws SQLException {
        List<Connection> all = new ArrayList<>();
        List<String> left = new ArrayList<>();
        try {
            for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
                Connection connection = pool.getConnection();
                all.add(connection);
                try (Statement statement = connection.createStatement();
                        var row = statement.executeQuery("select concat_ws('|', current_user,"
                                + " coalesce(current_setting('leadledger.scope', true), ''),"
                                + " coalesce(current_setting('leadledger.dealers', true), ''),"
                                + " coalesce(current_setting('leadledger.subject', true), ''),"
                                + " coalesce(current_setting('leadledger.folding', true), ''))")) {
                    row.next();
                    left.add(row.getString(1));
                }
            }
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
        return left;
    }
}
