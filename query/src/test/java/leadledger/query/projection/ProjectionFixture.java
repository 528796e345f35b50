package leadledger.query.projection;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerMessageSource;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.LedgerStorageEngine;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.Receipt;
import leadledger.events.ledger.SchemaMigration;
import leadledger.events.ledger.testing.Appends;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.query.access.ReaderRole;
import org.awaitility.Awaitility;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * An empty ledger with the reading side's schema for each test, and nodes that follow it, put together as the application
 * does it. Closes everything afterwards.
 */
public final class ProjectionFixture implements AfterEachCallback {

    /** Long enough for the slowest machine; nothing waits for it but a failure. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Quick to notice what production takes some seconds for. */
    static final ProjectionSettings QUICK = new ProjectionSettings(
            Duration.ofMillis(100),
            Duration.ofSeconds(2),
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            500,
            400_000);

    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(2);

    static {
        Awaitility.setDefaultTimeout(PATIENCE);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
        Awaitility.setDefaultPollDelay(Duration.ZERO);
    }

    private final List<SchemaMigration> schemas = new ArrayList<>();
    private final EventCatalog catalog = LedgerJson.catalog();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final AtomicInteger nodes = new AtomicInteger();
    private LedgerDatabase database;
    private PostgresLedger ledger;

    /**
     * A fixture.
     *
     * @param more schemas beside those of the ledger and of the read models
     */
    public ProjectionFixture(SchemaMigration... more) {
        schemas.add(Projections.SCHEMA);
        schemas.addAll(List.of(more));
    }

    /** The catalog of all events. */
    public EventCatalog catalog() {
        return catalog;
    }

    /** This test's database. */
    public LedgerDatabase database() {
        if (database == null) {
            database = closeLater(LedgerDatabase.create(schemas.toArray(SchemaMigration[]::new)));
        }
        return database;
    }

    /** The ledger through which the test writes. */
    public PostgresLedger ledger() {
        if (ledger == null) {
            ledger = ledger(database().app(), InstantSource.system());
        }
        return ledger;
    }

    /** The ledger through which the test writes, by this clock; before anything else asks for it. */
    public PostgresLedger ledger(InstantSource clock) {
        if (ledger != null) {
            throw new IllegalStateException("there is a ledger already");
        }
        ledger = ledger(database().app(), clock);
        return ledger;
    }

    PostgresLedger ledger(DataSource dataSource, InstantSource clock) {
        PostgresLedger opened = closeLater(new PostgresLedger(dataSource, clock, LedgerSettings.DEFAULTS));
        opened.start();
        return opened;
    }

    /** A node that follows the ledger for the projections. */
    public Projections node(Projection<?> projection, Projection<?>... more) {
        DataSource dataSource = database().app();
        List<Projection<?>> all = new ArrayList<>(List.of(projection));
        all.addAll(List.of(more));
        return start(prepare(all, dataSource, QUICK, new JdbcTransactionManager(dataSource)));
    }

    Projections node(Projection<?> projection, ProjectionSettings settings) {
        return start(prepare(projection, database().app(), settings));
    }

    static Projections start(Projections node) {
        node.start();
        return node;
    }

    /** A node that does not follow the ledger yet. */
    Projections prepare(Projection<?> projection, DataSource dataSource, ProjectionSettings settings) {
        return prepare(projection, dataSource, settings, new JdbcTransactionManager(dataSource));
    }

    Projections prepare(
            Projection<?> projection,
            DataSource dataSource,
            ProjectionSettings settings,
            PlatformTransactionManager transactions) {
        return prepare(List.of(projection), dataSource, settings, transactions);
    }

    private Projections prepare(
            List<Projection<?>> projections,
            DataSource dataSource,
            ProjectionSettings settings,
            PlatformTransactionManager transactions) {
        String nodeId = "node-" + nodes.incrementAndGet();
        PostgresLedger follows = ledger();
        return closeLater(new Projections(
                nodeId,
                projections,
                follows,
                new LedgerMessageSource(
                        follows, catalog, new LedgerStorageEngine(follows, catalog, event -> Optional.empty())),
                dataSource,
                new SpringTransactions(transactions),
                tokenStore(nodeId, dataSource),
                ReaderRole.DEFAULT,
                settings));
    }

    private static TokenStore tokenStore(String nodeId, DataSource dataSource) {
        return JdbcTokenStore.builder()
                .connectionProvider(new TransactionAwareDataSourceProxy(dataSource)::getConnection)
                .serializer(Jackson3Serializer.builder().build())
                .schema(TokenSchema.builder()
                        .setTokenTable("query.token_entry")
                        .setProcessorNameColumn("processor_name")
                        .setTokenTypeColumn("token_type")
                        .build())
                .nodeId(nodeId)
                .claimTimeout(CLAIM_TIMEOUT)
                .build();
    }

    /** As the application joins Axon's transactions to Spring's. */
    private record SpringTransactions(PlatformTransactionManager manager) implements TransactionManager {

        @Override
        public Transaction startTransaction() {
            TransactionStatus status = manager.getTransaction(new DefaultTransactionDefinition());
            return new Transaction() {
                @Override
                public void commit() {
                    if (!status.isCompleted()) {
                        manager.commit(status);
                    }
                }

                @Override
                public void rollback() {
                    if (!status.isCompleted()) {
                        manager.rollback(status);
                    }
                }
            };
        }
    }

    /** A pool of its own, as another node would have. */
    HikariDataSource pool() {
        return closeLater(database().pool());
    }

    /** Events of a test stream from a sequence on. */
    Receipt append(UUID stream, int fromSequence, int count) {
        return append(Appends.to(stream).from(fromSequence).events(count));
    }

    Receipt append(Appends command) {
        return ledger().append(command.build());
    }

    /** Runs all at the same time and fails if one of them does. */
    static void together(Stream<Runnable> tasks) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> running =
                    tasks.map(task -> CompletableFuture.runAsync(task, threads)).toList();
            running.forEach(CompletableFuture::join);
        }
    }

    /** Everything in the ledger is in the read model. */
    public void awaitAll(Projections node, String projection) {
        node.awaitVisible(projection, ledger().head(), PATIENCE);
    }

    /** The rows of a table as text, in order. */
    public List<String> rows(String table) {
        return column("select t::text from " + table + " t order by 1");
    }

    /** What the tally must be, told by the ledger itself. */
    Map<UUID, String> storiesByLedger() {
        return map("select stream_id, string_agg(position::text, ',' order by sequence) || ',' from ledger.event"
                + " where stream_kind = 'test-stream' group by stream_id");
    }

    /** What the tally is. */
    Map<UUID, String> stories() {
        return map("select stream_id, story from query.tally");
    }

    private Map<UUID, String> map(String sql) {
        Map<UUID, String> map = new LinkedHashMap<>();
        query(sql, row -> map.put(row.getObject(1, UUID.class), row.getString(2)));
        return map;
    }

    /** The first column as text. */
    public List<String> column(String sql) {
        List<String> values = new ArrayList<>();
        query(sql, row -> values.add(row.getString(1)));
        return values;
    }

    /** The first column of the first row as text. */
    public String value(String sql) {
        return column(sql).getFirst();
    }

    /** Runs a statement as the owner of everything. */
    public void execute(String sql) {
        try (Connection connection = database().superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, RowReader reader) {
        try (Connection connection = database().superuser().getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                reader.read(row);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    <T extends AutoCloseable> T closeLater(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        database = null;
        ledger = null;
    }
}
