package leadledger.query.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.ledger.testing.TestClock;
import leadledger.query.access.ReaderRole;
import leadledger.query.access.RowSecurity;
import leadledger.query.access.ScopedReads;
import leadledger.query.projection.Projection;
import leadledger.query.projection.Projections;
import leadledger.query.projection.VersionsProjection;

/**
 * A ledger with a list's two tables, under row-level security: the one of versions knows all that is recorded, the live one
 * what was recorded up to the position at which it is cut. So the two can be compared at any moment (SL-22).
 *
 * @param <R> a row of the list
 */
public final class PastAndLive<R> implements AutoCloseable {

    private static final int BATCH = 60;

    private final Projection<R> live;
    private final VersionsProjection<R> versions;
    private final Random random;
    private final LedgerDatabase database;
    private final PostgresLedger ledger;
    private long folded;

    /** Of empty tables and an empty ledger. */
    public PastAndLive(Projection<R> live, VersionsProjection<R> versions, TestClock clock, Random random)
            throws SQLException {
        this.live = live;
        this.versions = versions;
        this.random = random;
        database = LedgerDatabase.create(Projections.SCHEMA);
        ledger = new PostgresLedger(database.app(), clock, LedgerSettings.DEFAULTS);
        ledger.start();
        try (Connection connection = database.app().getConnection();
                Statement statement = connection.createStatement()) {
            for (Projection<?> projection : List.of(live, versions)) {
                String table = table(projection);
                statement.execute(projection.createTable(table));
                for (String index : projection.createIndexes(table)) {
                    statement.execute(index);
                }
                for (String security :
                        RowSecurity.protect(table, projection.seenBy().orElseThrow(), ReaderRole.DEFAULT)) {
                    statement.execute(security);
                }
            }
        }
    }

    private static String table(Projection<?> projection) {
        return "query." + projection.table();
    }

    /** The ledger. */
    public PostgresLedger ledger() {
        return ledger;
    }

    /** Reads the tables within a scope. */
    public ScopedReads reads() {
        return Scopes.reads(database.app());
    }

    /** Takes what was recorded since the last time into the versions. */
    public void catchUp() throws SQLException {
        folded = take(versions, folded, ledger.head());
    }

    /** Makes the live table what it was when the ledger ended at a position. */
    public void cutLive(long position) throws SQLException {
        try (Connection connection = folding();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from " + table(live));
            connection.commit();
        }
        take(live, 0, position);
    }

    /** Each lead's row now. */
    public Map<UUID, R> rowsNow() {
        Map<UUID, R> rows = new HashMap<>();
        ledger.readAfter(0, Integer.MAX_VALUE)
                .forEach(event -> rows.put(event.streamId(), live.fold(rows.get(event.streamId()), event)));
        return rows;
    }

    /** In batches, as the runtime would. */
    private <T> long take(Projection<T> projection, long after, long upTo) throws SQLException {
        long taken = after;
        while (taken < upTo) {
            List<StoredEvent> batch = ledger.readAfter(taken, (int) Math.min(upTo - taken, 1 + random.nextInt(BATCH)));
            try (Connection connection = folding()) {
                Map<UUID, T> rows = new HashMap<>(projection.load(
                        connection,
                        table(projection),
                        batch.stream().map(StoredEvent::streamId).distinct().toList()));
                batch.forEach(event -> rows.put(event.streamId(), projection.fold(rows.get(event.streamId()), event)));
                projection.save(connection, table(projection), rows.values());
                connection.commit();
            }
            taken = batch.getLast().position();
        }
        return taken;
    }

    /** A transaction that may write, as the runtime begins it. */
    private Connection folding() throws SQLException {
        Connection connection = database.app().getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select " + RowSecurity.FOLDING_ON);
        }
        return connection;
    }

    @Override
    public void close() {
        ledger.close();
        database.close();
    }
}
