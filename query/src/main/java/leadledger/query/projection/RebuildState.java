package leadledger.query.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a rebuild or verification is getting on.
 *
 * @param state what it is doing or has come to
 * @param done events read
 * @param target events to read
 * @param differing for a finished verification: rows that differ from the serving table; absent otherwise
 * @param startedAt when it began
 * @param updatedAt when this was last written
 * @param remaining estimate of the time left; empty if it is not running or too young to tell
 */
public record RebuildState(
        Phase state,
        long done,
        long target,
        @Nullable Long differing,
        Instant startedAt,
        Instant updatedAt,
        Optional<Duration> remaining) {

    /** What a rebuild is doing or has come to. */
    public enum Phase {
        /** Builds beside, to replace the serving table. */
        REBUILDING,
        /** Builds beside, to compare with the serving table. */
        VERIFYING,
        /** The new table serves. */
        REPLACED,
        /** The tables were compared. */
        COMPARED,
        /** It ended with an error; the old table serves on. */
        FAILED
    }

    boolean isRunning() {
        return isRunning(state);
    }

    private static boolean isRunning(Phase phase) {
        return phase == Phase.REBUILDING || phase == Phase.VERIFYING;
    }

    /** Ends what a node has begun that is gone; nothing if it has ended meanwhile. */
    static void abandoned(Connection connection, String projection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update query.rebuild set state = 'FAILED', detail = 'its node is gone'
                 where projection = ? and state in ('REBUILDING', 'VERIFYING')
                """)) {
            update.setString(1, projection);
            update.executeUpdate();
        }
    }

    static Optional<RebuildState> read(Connection connection, String projection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select state, done, target, differing, started_at, updated_at from query.rebuild where projection = ?
                """)) {
            select.setString(1, projection);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    private static RebuildState read(ResultSet row) throws SQLException {
        Phase phase = Phase.valueOf(row.getString(1));
        long done = row.getLong(2);
        long target = row.getLong(3);
        long differing = row.getLong(4);
        Long differs = row.wasNull() ? null : (Long) differing;
        Instant startedAt = row.getTimestamp(5).toInstant();
        Instant updatedAt = row.getTimestamp(6).toInstant();
        Optional<Duration> remaining = isRunning(phase) && done > 0
                ? Optional.of(
                        Duration.ofMillis(Duration.between(startedAt, updatedAt).toMillis() * (target - done) / done))
                : Optional.empty();
        return new RebuildState(phase, done, target, differs, startedAt, updatedAt, remaining);
    }

    static Writer begin(Connection connection, String projection, boolean onlyCompare, long target, InstantSource clock)
            throws SQLException {
        Writer writer = new Writer(connection, projection, clock);
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into query.rebuild (projection, state, done, target, started_at, updated_at)
                values (?, ?, 0, ?, ?, ?)
                on conflict (projection) do update set state = excluded.state, done = 0, target = excluded.target,
                    differing = null, detail = null,
                    started_at = excluded.started_at, updated_at = excluded.updated_at
                """)) {
            Timestamp now = Timestamp.from(clock.instant());
            insert.setString(1, projection);
            insert.setString(2, (onlyCompare ? Phase.VERIFYING : Phase.REBUILDING).name());
            insert.setLong(3, target);
            insert.setTimestamp(4, now);
            insert.setTimestamp(5, now);
            insert.executeUpdate();
        }
        return writer;
    }

    /** Writes progress; used by one thread. */
    static final class Writer {

        private static final Duration BETWEEN_WRITES = Duration.ofMillis(500);

        private final Connection connection;
        private final String projection;
        private final InstantSource clock;
        private Instant written = Instant.EPOCH;

        private Writer(Connection connection, String projection, InstantSource clock) {
            this.connection = connection;
            this.projection = projection;
            this.clock = clock;
        }

        void done(long events) {
            Instant now = clock.instant();
            if (Duration.between(written, now).compareTo(BETWEEN_WRITES) < 0) {
                return;
            }
            written = now;
            try (PreparedStatement update = connection.prepareStatement(
                    "update query.rebuild set done = ?, updated_at = ? where projection = ?")) {
                update.setLong(1, events);
                update.setTimestamp(2, Timestamp.from(now));
                update.setString(3, projection);
                update.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException("progress could not be written, SQLSTATE " + e.getSQLState(), e);
            }
        }

        void replaced() throws SQLException {
            end(Phase.REPLACED, null, null);
        }

        void compared(long differing) throws SQLException {
            end(Phase.COMPARED, differing, null);
        }

        void failed(String cause) throws SQLException {
            end(Phase.FAILED, null, cause);
        }

        private void end(Phase phase, @Nullable Long differing, @Nullable String detail) throws SQLException {
            try (PreparedStatement update = connection.prepareStatement("""
                    update query.rebuild set state = ?, differing = ?, detail = ?, updated_at = ?,
                           done = case when ? then target else done end
                     where projection = ?
                    """)) {
                update.setString(1, phase.name());
                update.setObject(2, differing, Types.BIGINT);
                update.setString(3, detail);
                update.setTimestamp(4, Timestamp.from(clock.instant()));
                update.setBoolean(5, phase != Phase.FAILED);
                update.setString(6, projection);
                update.executeUpdate();
            }
        }
    }
}
