package leadledger.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import leadledger.events.ledger.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * A read model with one row per stream, folded from the stream's events in order. What is one row here may be several in
 * the table.
 *
 * <p>The same fold serves live events and rebuilds, and nothing but events goes into a row, so the same events make the
 * same rows anywhere and at any time (LG-30).
 *
 * @param <R> a row
 */
public interface Projection<R> {

    /** Name for operators and tokens, such as {@code lead-list}. */
    String name();

    /** Table in schema {@code query} that serves queries. */
    String table();

    /** Column by which rows of two tables are compared, different in each row: that of the stream, where it has one row. */
    String keyColumn();

    /**
     * Raised whenever the same events fold to other rows than before: the table is then built anew at the next start, as it
     * is when its statements have changed.
     */
    default int foldRevision() {
        return 1;
    }

    /** Statements that create an empty table of the given full name, without indexes. */
    String createTable(String fullName);

    /** Statements that create the indexes of the given table; kept apart because a rebuild loads first. */
    List<String> createIndexes(String fullName);

    /**
     * Which rows a reader's scope sees, one of the conditions of {@link leadledger.query.access.RowSecurity}; none: the table
     * is not read for requests at all.
     */
    default Optional<String> seenBy() {
        return Optional.empty();
    }

    /** Whether streams of this kind have rows here. */
    boolean covers(String streamKind);

    /**
     * The row after one more event.
     *
     * @param row the row so far; none before the first event
     * @throws RuntimeException when the event cannot be taken; it is parked then
     */
    R fold(@Nullable R row, StoredEvent event);

    /** Sequence of the last event folded into the row: the same event twice changes nothing. */
    int lastSequence(R row);

    /** The rows of these streams in the given table. */
    Map<UUID, R> load(Connection connection, String fullName, Collection<UUID> streams) throws SQLException;

    /** Inserts or replaces rows. */
    void save(Connection connection, String fullName, Collection<R> rows) throws SQLException;

    /** Writes rows into an empty table as fast as can be. */
    void bulkLoad(Connection connection, String fullName, Iterable<R> rows) throws SQLException;
}
