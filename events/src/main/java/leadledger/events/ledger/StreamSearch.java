package leadledger.events.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Finds the streams of leads by whose they are, and reads them, page by page in bounded memory; for exports. Every statement
 * ends soon by itself: it reads one page, or looks at a bounded stretch of positions. Between two pages no connection is held.
 *
 * <p>Whose a lead is, its newest event of {@link #TENANCY_TYPES} says, by its tenant.
 */
public final class StreamSearch {

    /** The events that say whose a lead is, as in the index {@code event_tenancy}. */
    public static final Set<String> TENANCY_TYPES = Set.of(
            "aftersales.lead-created", "aftersales.lead-reassigned", "sales.lead-captured", "sales.lead-delivered");

    // In the statements themselves: with parameters, PostgreSQL cannot know that the partial index will do.
    private static final String SAYS_WHOSE = ".type in ('aftersales.lead-created', 'aftersales.lead-reassigned',"
            + " 'sales.lead-captured', 'sales.lead-delivered')";

    // Where a stream is known, positions are compared with 0 added: planned for any values, PostgreSQL takes a range of
    // positions for small and would go through it for each stream instead. Offset 0 keeps what is looked up for each
    // stream from becoming a join.

    private static final String OF_TENANT = "select t.position, t.stream_id from ledger.event t where t" + SAYS_WHOSE
            + " and t.tenant = ? and t.position > ? and t.position <= ?"
            // A sub-select for each row, where a join could read the tenancies of all leads for each page.
            + " and t.sequence = (select n.sequence from ledger.event n where n.stream_id = t.stream_id and n"
            + SAYS_WHOSE
            + " and n.position + 0 <= ? order by n.sequence desc limit 1) order by t.position limit ?";

    private static final String BEGUN = "select e.position, e.stream_id from ledger.event e"
            + " where e.position > ? and e.position <= ? and e.stream_kind = any(?)"
            // Of one row at a time: what could be gathered for all rows would be, from all of the ledger.
            + " and coalesce((select b.position from ledger.event b where b.stream_id = e.stream_id"
            + " and b.sequence = e.sequence - 1), 0) <= ?";

    private static final String OWNED =
            " and ((select n.tenant from ledger.event n where n.stream_id = e.stream_id and n"
                    + SAYS_WHOSE + " and n.position + 0 <= ? order by n.sequence desc limit 1) = any(?)"
                    + " or starts_with((select f.tenant from ledger.event f where f.stream_id = e.stream_id and f.sequence = 0), ?))";

    private static final String TENANCIES = "select " + PostgresLedger.columns("e")
            + " from unnest(?) with ordinality s (id, n) join lateral (select * from ledger.event x where x.stream_id = s.id"
            + " and x" + SAYS_WHOSE
            + " and x.position + 0 <= ? order by x.sequence offset 0) e on true order by s.n, e.sequence";

    private static final String EVENTS = "select " + PostgresLedger.columns("e")
            + " from unnest(?) with ordinality s (id, n) join lateral (select * from ledger.event x where x.stream_id = s.id"
            + " and x.sequence > case s.n when 1 then ? else -1 end and x.position + 0 > ? and x.position + 0 <= ?"
            + " order by x.sequence limit ?) e on true order by s.n, e.sequence limit ?";

    private static final int STATEMENT_SECONDS = 30;

    private final DataSource dataSource;

    StreamSearch(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Where a stream was found.
     *
     * @param position to search on after
     * @param streamId the stream
     */
    public record Place(long position, UUID streamId) {}

    /**
     * A stretch of the ledger, after one position and up to another.
     *
     * @param after what comes after this position
     * @param upTo the last position of it
     */
    public record Stretch(long after, long upTo) {}

    /** Whose leads a search in all of the ledger finds. */
    public sealed interface Owners {

        /** Everybody's. */
        record Anybody() implements Owners {}

        /**
         * Those of some tenants, and those that began at some.
         *
         * @param tenants who has the lead by its newest tenancy
         * @param beganAt what the tenant of its first event begins with, whosever it is now; empty text: no matter
         */
        record Some(Set<String> tenants, String beganAt) implements Owners {

            public Some {
                tenants = Set.copyOf(tenants);
            }
        }
    }

    /**
     * The streams that a tenant has, in the order in which it got them.
     *
     * @param stretch where to look for that it got them
     * @param known as of which position it has them
     */
    public List<Place> ofTenant(String tenant, Stretch stretch, long known, int limit) {
        return places(OF_TENANT, statement -> {
            statement.setString(1, tenant);
            statement.setLong(2, stretch.after());
            statement.setLong(3, stretch.upTo());
            statement.setLong(4, known);
            statement.setInt(5, limit);
        });
    }

    /**
     * The streams whose first event after a position lies in a stretch, in the order of these events.
     *
     * @param kinds of streams
     * @param after what came before does not count; 0: streams that begin there
     * @param stretch where to look; all that is in it is found at once
     * @param owners whose
     * @param known as of which position
     */
    public List<Place> appearing(Set<String> kinds, long after, Stretch stretch, Owners owners, long known) {
        String owned = owners instanceof Owners.Some ? OWNED : "";
        return places(BEGUN + owned + " order by e.position", statement -> {
            Connection connection = statement.getConnection();
            statement.setLong(1, stretch.after());
            statement.setLong(2, stretch.upTo());
            statement.setArray(3, texts(connection, kinds));
            statement.setLong(4, after);
            if (owners instanceof Owners.Some some) {
                statement.setLong(5, known);
                statement.setArray(6, texts(connection, some.tenants()));
                // No tenant begins with what none contains.
                statement.setString(7, some.beganAt().isEmpty() ? "\n" : some.beganAt());
            }
        });
    }

    /** What says whose these leads were, by a position: stream by stream in the order given, each in its order. */
    public List<StoredEvent> tenancies(List<UUID> streams, long upTo) {
        return events(TENANCIES, statement -> {
            statement.setArray(1, ids(statement.getConnection(), streams));
            statement.setLong(2, upTo);
        });
    }

    /**
     * A page of the events of streams that lie in a stretch: stream by stream in the order given, each in its order.
     *
     * @param streams the first is read on, the others are read from their beginning
     * @param afterSequence the last sequence that was read of the first stream; −1: none
     */
    public List<StoredEvent> events(List<UUID> streams, int afterSequence, Stretch stretch, int limit) {
        return events(EVENTS, statement -> {
            statement.setArray(1, ids(statement.getConnection(), streams));
            statement.setInt(2, afterSequence);
            statement.setLong(3, stretch.after());
            statement.setLong(4, stretch.upTo());
            statement.setInt(5, limit);
            statement.setInt(6, limit);
        });
    }

    private static Array ids(Connection connection, List<UUID> ids) throws SQLException {
        return connection.createArrayOf("uuid", ids.toArray());
    }

    private static Array texts(Connection connection, Collection<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    private List<Place> places(String sql, Setup setup) {
        return read(sql, setup, row -> new Place(row.getLong(1), row.getObject(2, UUID.class)));
    }

    private List<StoredEvent> events(String sql, Setup setup) {
        return read(sql, setup, PostgresLedger::storedEvent);
    }

    private <T> List<T> read(String sql, Setup setup, RowReader<T> reader) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(STATEMENT_SECONDS);
            setup.accept(statement);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new LedgerUnavailableException("the ledger could not be read, SQLSTATE " + e.getSQLState(), e);
        }
    }

    @FunctionalInterface
    private interface Setup {
        void accept(PreparedStatement statement) throws SQLException;
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
