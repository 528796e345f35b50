package leadledger.events.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * The ledger of one node: one append-only order of facts in PostgreSQL, shared by all nodes (LG-01, LG-06).
 *
 * <p>Positions are gapless and in commit order, so a reader's place is one number and nothing that commits late can be
 * skipped (LG-03, LG-04). All methods are safe for any number of threads.
 */
public final class PostgresLedger implements InstantSource, AutoCloseable {

    private static final String COLUMNS = "position, event_id, stream_id, stream_kind, sequence, type, revision,"
            + " recorded_at, occurred_at, actor, tenant, correlation_id, causation_id, payload, metadata, leaf_hash";
    private static final String BY_STREAM =
            "select " + COLUMNS + " from ledger.event where stream_id = ? and sequence >= ? order by sequence";
    private static final String BY_POSITION =
            "select " + COLUMNS + " from ledger.event where position > ? and position <= ? order by position";
    private static final String IMPORTED = "select " + COLUMNS + " from ledger.event where " + ImportMark.HAS_METADATA
            + " and position > ? order by position limit ?";
    private static final String LAST_SEQUENCE =
            "select sequence from ledger.event where stream_id = ? order by sequence desc limit 1";
    private static final String RECORDED_AT = "select recorded_at from ledger.event where position = ?";
    private static final Pattern KIND = Pattern.compile("[a-z-]{1,64}");
    private static final Duration LONGEST_UNKNOWN = Duration.ofSeconds(5);
    private static final String HEAD = "select position, recorded_at from ledger.head";

    private final DataSource dataSource;
    private final InstantSource clock;
    private final LedgerSettings settings;
    private final LedgerTail tail = new LedgerTail();
    private final Appender appender;
    private final TailWatch watch;

    /**
     * A node's ledger; {@link #start} begins its work.
     *
     * @param dataSource connections of a role that may read the ledger and call {@code ledger.append}
     * @param clock the server's clock; what it says is cut to milliseconds and never lets recorded time decrease
     * @param settings limits
     */
    public PostgresLedger(DataSource dataSource, InstantSource clock, LedgerSettings settings) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.settings = settings;
        this.appender = new Appender(
                new AppendConnection(dataSource, (int) settings.appendTimeout().toMillis()), tail, clock, settings);
        this.watch = new TailWatch(dataSource, tail, settings.pollInterval());
    }

    /** Begins to take events and to watch for those of other nodes. */
    public void start() {
        withStatement(HEAD, statement -> {
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                tail.advanceTo(row.getLong(1), instant(row, 2));
                return row;
            }
        });
        appender.start();
        watch.start();
    }

    /**
     * Appends what one command decided, and returns after the commit.
     *
     * @throws AppendRefusedException when nothing was stored because of a rule of the ledger
     * @throws LedgerUnavailableException when the database did not answer in time; the outcome may be unknown
     */
    public Receipt append(NewEvents events) {
        try {
            // The appender gives up by itself at the timeout; the margin only guards against its death.
            return appender.append(events).get(settings.appendTimeout().toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("append failed", e.getCause());
        } catch (TimeoutException e) {
            throw new LedgerUnavailableException("no answer from the appender", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailableException("interrupted while waiting for the commit", e);
        }
    }

    /** The events of a stream from a sequence on, in order. */
    public List<StoredEvent> readStream(UUID streamId, int fromSequence) {
        return query(BY_STREAM, statement -> {
            statement.setObject(1, streamId);
            statement.setInt(2, fromSequence);
        });
    }

    /** Finds streams of leads by whose they are. */
    public StreamSearch search() {
        return new StreamSearch(dataSource);
    }

    /** The columns of an event, in the order in which {@link #storedEvent} reads them. */
    static String columns(String alias) {
        return alias + "." + COLUMNS.replace(", ", ", " + alias + ".");
    }

    /** The events after a position, in order, at most {@code limit}. */
    public List<StoredEvent> readAfter(long position, int limit) {
        return query(BY_POSITION, statement -> {
            statement.setLong(1, position);
            statement.setLong(2, position + limit);
        });
    }

    /**
     * The events of all streams of one kind after a position, in order, at most {@code limit}. Quick for kinds that have an
     * index of their own, which is {@code reference}; for others the ledger is read through.
     */
    public List<StoredEvent> readKind(String streamKind, long afterPosition, int limit) {
        if (!KIND.matcher(streamKind).matches()) {
            throw new IllegalArgumentException("not a kind of streams");
        }
        // The kind stands in the statement itself: with a parameter, PostgreSQL cannot know that a partial index will
        // do.
        return query(
                "select " + COLUMNS + " from ledger.event where stream_kind = '" + streamKind
                        + "' and position > ? order by position limit ?",
                statement -> {
                    statement.setLong(1, afterPosition);
                    statement.setInt(2, limit);
                });
    }

    /**
     * The imported events after a position, in order, at most {@code limit} (LG-40): what was known at a moment of the past,
     * though the ledger took it over only later. Quick where there are none.
     */
    public List<StoredEvent> readImported(long afterPosition, int limit) {
        return query(IMPORTED, statement -> {
            statement.setLong(1, afterPosition);
            statement.setInt(2, limit);
        });
    }

    /** Sequence of the last event of a stream, if it has any. */
    public OptionalInt lastSequence(UUID streamId) {
        return withStatement(LAST_SEQUENCE, statement -> {
            statement.setObject(1, streamId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
            }
        });
    }

    /** Position of the last committed event; 0 for an empty ledger. Asks the database. */
    public long head() {
        return withStatement(HEAD, statement -> {
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** Position up to which this node knows the ledger to reach; never beyond {@link #head}. */
    public long knownHead() {
        return tail.position();
    }

    /**
     * Position of the last event recorded at or before a moment (LG-03); 0 if there is none. Halves the ledger until it
     * is found: recorded time never decreases with position.
     */
    public long positionAsOf(Instant moment) {
        long low = 0;
        long high = head();
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (recordedAt(middle).isAfter(moment)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return low;
    }

    private Instant recordedAt(long position) {
        return withStatement(RECORDED_AT, statement -> {
            statement.setLong(1, position);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return instant(row, 1);
            }
        });
    }

    /**
     * The moment to decide by: the server's clock in milliseconds, but never before a recorded time that this node knows,
     * so that a clock set back does not put the past behind the present.
     */
    @Override
    public Instant instant() {
        Instant now = Appender.toMilliseconds(clock.instant());
        Instant recorded = tail.recordedAt();
        return now.isBefore(recorded) ? recorded : now;
    }

    /** Waits until the ledger reaches beyond a position, at most for the given time; says whether it does. */
    public boolean awaitBeyond(long position, Duration atMost) throws InterruptedException {
        return tail.awaitBeyond(position, atMost);
    }

    /**
     * Waits until {@link #knownHead} has come to a position that the ledger has.
     *
     * @throws LedgerUnavailableException when it does not in time
     */
    public void awaitKnown(long position) {
        try {
            if (!awaitBeyond(position - 1, LONGEST_UNKNOWN)) {
                throw new LedgerUnavailableException("this node has not come as far as the ledger", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailableException("interrupted while waiting for the ledger", e);
        }
    }

    /** Runs a short task whenever the ledger has grown, on whichever thread found out. */
    public void addGrowthListener(Runnable listener) {
        tail.addListener(listener);
    }

    /** Ends what {@link #addGrowthListener} began. */
    public void removeGrowthListener(Runnable listener) {
        tail.removeListener(listener);
    }

    /** Commits what waits, then lets go of the database. */
    @Override
    public void close() {
        appender.close();
        watch.close();
    }

    private List<StoredEvent> query(String sql, StatementSetup setup) {
        return withStatement(sql, statement -> {
            setup.accept(statement);
            List<StoredEvent> events = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(storedEvent(rows));
                }
            }
            return events;
        });
    }

    /** As {@link #readAfter}, faster for thousands of events: for readers of a whole history, range by range. */
    public List<StoredEvent> readBulk(long position, int limit) {
        List<StoredEvent> events = new ArrayList<>(limit);
        try (Connection connection = dataSource.getConnection();
                CopiedRows rows = new CopiedRows(
                        connection,
                        "select " + COLUMNS + " from ledger.event where position > " + position + " and position <= "
                                + (position + limit) + " order by position")) {
            while (rows.next()) {
                events.add(new StoredEvent(
                        rows.int8(),
                        rows.uuid(),
                        rows.uuid(),
                        rows.text(),
                        rows.int4(),
                        rows.text(),
                        rows.int2(),
                        rows.instant(),
                        rows.instant(),
                        rows.text(),
                        rows.text(),
                        rows.uuid(),
                        rows.uuid(),
                        rows.bytes(),
                        rows.bytes(),
                        rows.bytes()));
            }
        } catch (SQLException e) {
            throw new LedgerUnavailableException("the ledger could not be read, SQLSTATE " + e.getSQLState(), e);
        }
        return events;
    }

    /** Streams a range of positions through a cursor, for readers that want a whole history in bounded memory. */
    public void readRange(long afterPosition, long toPosition, int fetchSize, Consumer<StoredEvent> reader) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(BY_POSITION)) {
                statement.setFetchSize(fetchSize);
                statement.setLong(1, afterPosition);
                statement.setLong(2, toPosition);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        reader.accept(storedEvent(rows));
                    }
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new LedgerUnavailableException("the ledger could not be read, SQLSTATE " + e.getSQLState(), e);
        }
    }

    static StoredEvent storedEvent(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getString(4),
                row.getInt(5),
                row.getString(6),
                row.getInt(7),
                instant(row, 8),
                instant(row, 9),
                row.getString(10),
                row.getString(11),
                row.getObject(12, UUID.class),
                row.getObject(13, UUID.class),
                row.getBytes(14),
                row.getBytes(15),
                row.getBytes(16));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class)
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toInstant();
    }

    private <T> T withStatement(String sql, StatementWork<T> work) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.apply(statement);
        } catch (SQLException e) {
            throw new LedgerUnavailableException("the ledger could not be read, SQLSTATE " + e.getSQLState(), e);
        }
    }

    @FunctionalInterface
    private interface StatementSetup {
        void accept(PreparedStatement statement) throws SQLException;
    }

    @FunctionalInterface
    private interface StatementWork<T> {
        T apply(PreparedStatement statement) throws SQLException;
    }
}
