package leadledger.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import leadledger.events.ledger.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * Takes a batch of events into a table: one load and one save for all rows of the batch, and per stream either a new row
 * or parked letters. Runs inside the caller's transaction.
 *
 * @param <R> a row
 */
final class RowFolder<R> {

    private final Projection<R> projection;
    private final DeadLetters deadLetters;

    RowFolder(Projection<R> projection, DeadLetters deadLetters) {
        this.projection = projection;
        this.deadLetters = deadLetters;
    }

    /** Folds the events, in order, into the table. */
    void take(Connection connection, String table, List<StoredEvent> events) throws SQLException {
        Map<UUID, List<StoredEvent>> byStream = new LinkedHashMap<>();
        events.forEach(event -> byStream.computeIfAbsent(event.streamId(), id -> new ArrayList<>())
                .add(event));
        Set<UUID> parked = deadLetters.parkedAmong(connection, projection.name(), byStream.keySet());
        for (UUID stream : parked) {
            List<StoredEvent> behind = byStream.remove(stream);
            if (behind != null) {
                deadLetters.park(connection, projection.name(), behind, "behind a parked event");
            }
        }
        Map<UUID, R> rows = projection.load(connection, table, byStream.keySet());
        Map<UUID, R> changed = new LinkedHashMap<>();
        for (Map.Entry<UUID, List<StoredEvent>> stream : byStream.entrySet()) {
            Folded<R> folded = fold(rows.get(stream.getKey()), stream.getValue());
            if (folded.row != null) {
                changed.put(stream.getKey(), folded.row);
            }
            if (folded.failure != null) {
                deadLetters.park(connection, projection.name(), folded.notTaken, folded.failure);
            }
        }
        save(connection, table, changed, byStream);
    }

    /** Folds as far as it goes. */
    Folded<R> fold(@Nullable R row, List<StoredEvent> events) {
        R current = row;
        for (int i = 0; i < events.size(); i++) {
            StoredEvent event = events.get(i);
            if (current != null && event.sequence() <= projection.lastSequence(current)) {
                continue;
            }
            try {
                current = projection.fold(current, event);
            } catch (RuntimeException e) {
                return new Folded<>(current, events.subList(i, events.size()), DeadLetters.cause(e));
            }
        }
        return new Folded<>(current, List.of(), null);
    }

    /**
     * What became of a stream's events.
     *
     * @param row the row after the last event that was taken; none if there never was one
     * @param notTaken the event that failed and all after it
     * @param failure why, without any content of the event
     */
    record Folded<R>(
            @Nullable R row,
            List<StoredEvent> notTaken,
            @Nullable String failure) {}

    /** All rows at once; if the database refuses them, one by one, and only the guilty stream is parked. */
    private void save(Connection connection, String table, Map<UUID, R> rows, Map<UUID, List<StoredEvent>> events)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Savepoint all = connection.setSavepoint();
        try {
            projection.save(connection, table, rows.values());
            connection.releaseSavepoint(all);
            return;
        } catch (SQLException e) {
            if (isOutage(e)) {
                throw e;
            }
            connection.rollback(all);
        }
        for (Map.Entry<UUID, R> row : rows.entrySet()) {
            Savepoint one = connection.setSavepoint();
            try {
                projection.save(connection, table, List.of(row.getValue()));
                connection.releaseSavepoint(one);
            } catch (SQLException e) {
                if (isOutage(e)) {
                    throw e;
                }
                connection.rollback(one);
                deadLetters.park(
                        connection,
                        projection.name(),
                        events.getOrDefault(row.getKey(), List.of()),
                        "SQLSTATE " + e.getSQLState());
            }
        }
    }

    /**
     * Not the event's fault: connection lost, server going down, too many clients, conflict with another transaction, or a
     * table that is not as this version of the service knows it.
     */
    static boolean isOutage(SQLException e) {
        String state = e.getSQLState();
        return state == null
                || state.startsWith("08")
                || state.startsWith("40")
                || state.startsWith("42")
                || state.startsWith("53")
                || state.startsWith("55")
                || state.startsWith("57");
    }
}
