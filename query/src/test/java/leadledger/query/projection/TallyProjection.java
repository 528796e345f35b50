package leadledger.query.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import leadledger.events.ledger.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * The plainest read model: per stream the positions of its events, in the order in which they were folded. What was missed,
 * doubled or taken out of order shows.
 */
class TallyProjection implements Projection<TallyProjection.Tally> {

    static final String NAME = "tally";
    static final String TABLE = "query.tally";
    /** Type of events whose rows the database refuses. */
    static final String REFUSED_TYPE = "test.refused-by-the-database";

    @SuppressWarnings("UnnecessaryLambda") // Replaced by tests.
    private static final Consumer<StoredEvent> NOTHING = event -> {};

    private volatile Consumer<StoredEvent> onFold = NOTHING;

    /**
     * A row.
     *
     * @param streamId the stream
     * @param lastSequence sequence of the last event
     * @param story positions, each with a comma after it
     */
    record Tally(UUID streamId, int lastSequence, String story) {}

    /** What happens whenever an event is folded; it may throw or wait. */
    void onFold(Consumer<StoredEvent> action) {
        onFold = action;
    }

    /** Ends what {@link #onFold} began. */
    void mend() {
        onFold = NOTHING;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String table() {
        return "tally";
    }

    @Override
    public String keyColumn() {
        return "stream_id";
    }

    @Override
    public String createTable(String fullName) {
        return "create table " + fullName
                + " (stream_id uuid not null, last_sequence integer not null,"
                + " story text not null constraint tally_story_check check (story not like '%refused%'))";
    }

    @Override
    public List<String> createIndexes(String fullName) {
        return List.of("create unique index on " + fullName + " (stream_id)");
    }

    @Override
    public boolean covers(String streamKind) {
        return streamKind.equals("test-stream");
    }

    @Override
    public Tally fold(@Nullable Tally row, StoredEvent event) {
        onFold.accept(event);
        String before = row == null ? "" : row.story();
        String refused = event.type().equals(REFUSED_TYPE) ? "refused" : "";
        return new Tally(event.streamId(), event.sequence(), before + event.position() + refused + ",");
    }

    @Override
    public int lastSequence(Tally row) {
        return row.lastSequence();
    }

    @Override
    public Map<UUID, Tally> load(Connection connection, String fullName, Collection<UUID> streams) throws SQLException {
        Map<UUID, Tally> rows = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select stream_id, last_sequence, story from " + fullName + " where stream_id = any(?)")) {
            select.setArray(1, connection.createArrayOf("uuid", streams.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Tally tally = new Tally(row.getObject(1, UUID.class), row.getInt(2), row.getString(3));
                    rows.put(tally.streamId(), tally);
                }
            }
        }
        return rows;
    }

    @Override
    public void save(Connection connection, String fullName, Collection<Tally> rows) throws SQLException {
        write(
                connection,
                "insert into " + fullName + " values (?, ?, ?) on conflict (stream_id) do update"
                        + " set last_sequence = excluded.last_sequence, story = excluded.story",
                rows);
    }

    @Override
    public void bulkLoad(Connection connection, String fullName, Iterable<Tally> rows) throws SQLException {
        write(connection, "insert into " + fullName + " values (?, ?, ?)", rows);
    }

    private static void write(Connection connection, String sql, Iterable<Tally> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Tally row : rows) {
                insert.setObject(1, row.streamId());
                insert.setInt(2, row.lastSequence());
                insert.setString(3, row.story());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
