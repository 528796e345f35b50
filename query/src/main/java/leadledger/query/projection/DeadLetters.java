package leadledger.query.projection;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.ledger.UndecodableEventException;

/**
 * Events that a projection could not take, each with all later events of its stream, so that order within a lead is kept
 * and other leads go on (LG-31). Letters name events by position; content stays in the ledger (LG-22).
 */
final class DeadLetters {

    private static final String PARK = """
            insert into query.dead_letter (projection, stream_id, position, cause) values (?, ?, ?, ?)
            on conflict do nothing
            """;

    /** What may be told of a failure: messages of others may quote personal data, names of classes do not. */
    static String cause(RuntimeException e) {
        return e instanceof UndecodableEventException
                ? String.valueOf(e.getMessage())
                : e.getClass().getSimpleName();
    }

    Set<UUID> parkedAmong(Connection connection, String projection, Collection<UUID> streams) throws SQLException {
        Set<UUID> parked = new HashSet<>();
        Array candidates = connection.createArrayOf("uuid", streams.toArray());
        try (PreparedStatement select = connection.prepareStatement(
                "select distinct stream_id from query.dead_letter where projection = ? and stream_id = any(?)")) {
            select.setString(1, projection);
            select.setArray(2, candidates);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    parked.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return parked;
    }

    void park(Connection connection, String projection, List<StoredEvent> events, String cause) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(PARK)) {
            for (StoredEvent event : events) {
                insert.setString(1, projection);
                insert.setObject(2, event.streamId());
                insert.setLong(3, event.position());
                insert.setString(4, cause);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    void removeAll(Connection connection, String projection) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from query.dead_letter where projection = ?")) {
            delete.setString(1, projection);
            delete.executeUpdate();
        }
    }

    void remove(Connection connection, String projection, UUID stream, long upToPosition) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from query.dead_letter where projection = ? and stream_id = ? and position <= ?")) {
            delete.setString(1, projection);
            delete.setObject(2, stream);
            delete.setLong(3, upToPosition);
            delete.executeUpdate();
        }
    }

    /** Counts one more vain try of a stream's first letter. */
    void triedInVain(Connection connection, String projection, UUID stream, long position, String cause)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update query.dead_letter set tries = tries + 1, cause = ?
                 where projection = ? and stream_id = ? and position = ?
                """)) {
            update.setString(1, cause);
            update.setString(2, projection);
            update.setObject(3, stream);
            update.setLong(4, position);
            update.executeUpdate();
        }
    }

    /** Locks and lists the letters of a stream, in order. */
    List<Letter> ofStream(Connection connection, String projection, UUID stream) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select stream_id, position, cause, parked_at, tries from query.dead_letter
                 where projection = ? and stream_id = ? order by position for update
                """)) {
            select.setString(1, projection);
            select.setObject(2, stream);
            return letters(select);
        }
    }

    /** The first letter of each stream after the given stream, at most {@code limit}. */
    List<Letter> firsts(Connection connection, String projection, UUID afterStream, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select distinct on (stream_id) stream_id, position, cause, parked_at, tries from query.dead_letter
                 where projection = ? and stream_id > ? order by stream_id, position limit ?
                """)) {
            select.setString(1, projection);
            select.setObject(2, afterStream);
            select.setInt(3, limit);
            return letters(select);
        }
    }

    long count(Connection connection, String projection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from query.dead_letter where projection = ?")) {
            select.setString(1, projection);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    void keepDiscarded(Connection connection, String projection, Letter letter, String reason, String by)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into query.discarded_letter (projection, stream_id, position, cause, reason, discarded_by)
                values (?, ?, ?, ?, ?, ?) on conflict do nothing
                """)) {
            insert.setString(1, projection);
            insert.setObject(2, letter.streamId());
            insert.setLong(3, letter.position());
            insert.setString(4, letter.cause());
            insert.setString(5, reason);
            insert.setString(6, by);
            insert.executeUpdate();
        }
    }

    /** Positions of events that operators left out of the read model; a rebuild leaves them out too. */
    Set<Long> discarded(Connection connection, String projection) throws SQLException {
        Set<Long> positions = new HashSet<>();
        try (PreparedStatement select =
                connection.prepareStatement("select position from query.discarded_letter where projection = ?")) {
            select.setString(1, projection);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    positions.add(row.getLong(1));
                }
            }
        }
        return positions;
    }

    private static List<Letter> letters(PreparedStatement select) throws SQLException {
        List<Letter> letters = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Timestamp parkedAt = row.getTimestamp(4);
                letters.add(new Letter(
                        row.getObject(1, UUID.class),
                        row.getLong(2),
                        row.getString(3),
                        parkedAt.toInstant(),
                        row.getInt(5)));
            }
        }
        return letters;
    }

    /**
     * A parked event.
     *
     * @param streamId the lead
     * @param position the event's place in the ledger
     * @param cause why, without content
     * @param parkedAt when
     * @param tries how often it was tried again in vain
     */
    record Letter(UUID streamId, long position, String cause, Instant parkedAt, int tries) {}
}
