package leadledger.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.query.projection.DeadLetters.Letter;
import leadledger.query.projection.Projections.LetterResult;
import leadledger.query.projection.RowFolder.Folded;
import org.jspecify.annotations.Nullable;

/**
 * Takes the parked events of one lead once more, in the caller's transaction. New events of the lead that arrive
 * meanwhile are parked behind these, so order is kept whoever is first.
 *
 * @param <R> a row
 */
final class LetterRetry<R> {

    private final Projection<R> projection;
    private final PostgresLedger ledger;
    private final DeadLetters deadLetters;
    private final RowFolder<R> folder;
    private final Connection connection;

    LetterRetry(Projection<R> projection, PostgresLedger ledger, DeadLetters deadLetters, Connection connection) {
        this.projection = projection;
        this.ledger = ledger;
        this.deadLetters = deadLetters;
        this.folder = new RowFolder<>(projection, deadLetters);
        this.connection = connection;
    }

    LetterResult run(UUID stream, @Nullable String discardReason, String by) throws SQLException {
        ProjectionProcessor.beginFolding(connection, projection.name());
        List<Letter> letters = deadLetters.ofStream(connection, projection.name(), stream);
        if (letters.isEmpty()) {
            return LetterResult.NOTHING_PARKED;
        }
        if (discardReason != null) {
            Letter discarded = letters.getFirst();
            deadLetters.keepDiscarded(connection, projection.name(), discarded, discardReason, by);
            deadLetters.remove(connection, projection.name(), stream, discarded.position());
            letters = letters.subList(1, letters.size());
            if (letters.isEmpty()) {
                return LetterResult.TAKEN;
            }
        }
        return takeAgain(stream, letters);
    }

    private LetterResult takeAgain(UUID stream, List<Letter> letters) throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        for (Letter letter : letters) {
            events.addAll(ledger.readAfter(letter.position() - 1, 1));
        }
        String table = TableNames.serving(projection);
        Folded<R> folded =
                folder.fold(projection.load(connection, table, List.of(stream)).get(stream), events);
        String failure = folded.failure();
        R row = folded.row();
        if (row != null) {
            Savepoint before = connection.setSavepoint();
            try {
                projection.save(connection, table, List.of(row));
            } catch (SQLException e) {
                connection.rollback(before);
                deadLetters.triedInVain(
                        connection,
                        projection.name(),
                        stream,
                        letters.getFirst().position(),
                        "SQLSTATE " + e.getSQLState());
                return LetterResult.STILL_PARKED;
            }
        }
        long takenUpTo = failure == null
                ? events.getLast().position()
                : folded.notTaken().getFirst().position() - 1;
        deadLetters.remove(connection, projection.name(), stream, takenUpTo);
        if (failure == null) {
            return LetterResult.TAKEN;
        }
        deadLetters.triedInVain(
                connection,
                projection.name(),
                stream,
                folded.notTaken().getFirst().position(),
                failure);
        return LetterResult.STILL_PARKED;
    }
}
