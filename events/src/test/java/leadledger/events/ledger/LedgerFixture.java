package leadledger.events.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javax.sql.DataSource;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.ledger.testing.TestClock;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An empty ledger of its own for each test, and the nodes that the test opens on it; closes them all afterwards. */
final class LedgerFixture implements AfterEachCallback {

    static final Instant START = Instant.parse("2026-11-22T01:02:03.456Z");
    /** For waits that must not end by themselves while the test runs. */
    static final Duration NEVER = Duration.ofHours(1);

    /** Where a test lets something wait without waiting itself. */
    static final Executor ASYNC = task -> Thread.ofVirtual().start(task);

    static {
        // Not a threshold: a condition that holds is seen at once, one that never does fails in the end.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(90));
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
        Awaitility.setDefaultPollDelay(Duration.ZERO);
    }

    private final TestClock clock = new TestClock(START);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private @Nullable LedgerDatabase database;

    LedgerDatabase database() {
        if (database == null) {
            database = closeLater(LedgerDatabase.create());
        }
        return database;
    }

    TestClock clock() {
        return clock;
    }

    /** A running node with the fixture's clock and default settings. */
    PostgresLedger node() {
        return node(database().app(), clock, LedgerSettings.DEFAULTS);
    }

    PostgresLedger node(DataSource dataSource) {
        return node(dataSource, clock, LedgerSettings.DEFAULTS);
    }

    PostgresLedger node(DataSource dataSource, InstantSource nodeClock, LedgerSettings settings) {
        PostgresLedger ledger = closeLater(new PostgresLedger(dataSource, nodeClock, settings));
        ledger.start();
        return ledger;
    }

    /** A pool of its own, as another node would have. */
    HikariDataSource pool() {
        return closeLater(database().pool());
    }

    /** The writer of a node alone, not started: what it is given before {@code start} becomes one batch. */
    Appender appender(DataSource dataSource, LedgerSettings settings) {
        return closeLater(new Appender(
                new AppendConnection(dataSource, (int) settings.appendTimeout().toMillis()),
                new LedgerTail(),
                clock,
                settings));
    }

    /** Gives the commands to a writer that has not begun to work, so that they make one batch. */
    List<CompletableFuture<Receipt>> commitTogether(NewEvents... commands) {
        return commitTogether(database().app(), LedgerSettings.DEFAULTS, commands);
    }

    List<CompletableFuture<Receipt>> commitTogether(
            DataSource dataSource, LedgerSettings settings, NewEvents... commands) {
        Appender appender = appender(dataSource, settings);
        List<CompletableFuture<Receipt>> waiting =
                Stream.of(commands).map(appender::append).toList();
        appender.start();
        return waiting;
    }

    <T extends AutoCloseable> T closeLater(T resource) {
        open.push(resource);
        return resource;
    }

    /** Every row of the ledger, read past the code under test. */
    List<StoredEvent> rows() {
        String sql = "select position, event_id, stream_id, stream_kind, sequence, type, revision, recorded_at,"
                + " occurred_at, actor, tenant, correlation_id, causation_id, payload, metadata, leaf_hash"
                + " from ledger.event order by position";
        try (Connection connection = database().owner().getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            List<StoredEvent> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(new StoredEvent(
                        row.getLong("position"),
                        row.getObject("event_id", UUID.class),
                        row.getObject("stream_id", UUID.class),
                        row.getString("stream_kind"),
                        row.getInt("sequence"),
                        row.getString("type"),
                        row.getInt("revision"),
                        instant(row, "recorded_at"),
                        instant(row, "occurred_at"),
                        row.getString("actor"),
                        row.getString("tenant"),
                        row.getObject("correlation_id", UUID.class),
                        row.getObject("causation_id", UUID.class),
                        row.getBytes("payload"),
                        row.getBytes("metadata"),
                        row.getBytes("leaf_hash")));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** The first column of the first row, as text. */
    String superuserQuery(String sql) {
        try (Connection connection = database().superuser().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
