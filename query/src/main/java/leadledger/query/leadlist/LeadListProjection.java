package leadledger.query.leadlist;

import static leadledger.query.leadlist.LeadListColumns.COLUMNS;
import static leadledger.query.leadlist.LeadListColumns.NAMES;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.StoredEvent;
import leadledger.query.access.RowSecurity;
import leadledger.query.projection.CopyText;
import leadledger.query.projection.Projection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The table behind the list views: {@code query.lead_list}, one row per lead. */
@Component
public final class LeadListProjection implements Projection<LeadListRow> {

    /** Name for operators and tokens. */
    public static final String NAME = "lead-list";

    static final String TABLE = "lead_list";

    private static final String UPSERT_SET = Arrays.stream(NAMES.split(", "))
            .filter(column -> !column.equals("lead_id"))
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));
    private static final String PLACES =
            Arrays.stream(NAMES.split(", ")).map(column -> "?").collect(Collectors.joining(", "));

    private final EventCatalog catalog;

    /** Decodes events by the catalog. */
    public LeadListProjection(EventCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String table() {
        return TABLE;
    }

    @Override
    public String keyColumn() {
        return "lead_id";
    }

    @Override
    public String createTable(String fullName) {
        return "create table " + fullName + " (" + COLUMNS.definitions() + ")";
    }

    /**
     * Eight views in three orders (creation, name, lead type; each read both ways) would be 24 indexes. Nine suffice,
     * since every one begins with the dealer, whose leads are a small part of all:
     *
     * <ul>
     *   <li>What a dealer works on all day, open leads, is few rows: one index per order where {@code not ended}. The four
     *       views of open leads differ by status, attempts and moment of assignment, which stand at the end of the keys, so
     *       that rows of other views are passed over, and counts are made, without looking into the table.
     *   <li>What has ended grows for ever. By creation, the order that lists open with, each of the three views of it has
     *       its own index. The one for lost leads holds the assigned ones too: which of them are lost, the moment decides
     *       (AS-64).
     *   <li>In their other orders, ended leads are picked from the dealer's whole list, which has one index per order. What
     *       the views ask for stands at the end of the keys again.
     * </ul>
     *
     * A search looks at all of the dealer's leads. The index of its whole list by creation therefore holds the text that is
     * searched, and what the views ask for, so that nothing but the hits shown is fetched from the table. The other filters
     * look into the rows, bounded by the dealer's part of the index that gives the order. Readers of several dealers have an
     * index by creation.
     */
    @Override
    public List<String> createIndexes(String fullName) {
        String on = "create index on " + fullName;
        String openKeys = ", lead_id, status, attempts, assigned_at) where not ended";
        String allKeys = ", lead_id, status, assigned_at, close_reason)";
        return List.of(
                "create unique index on " + fullName + " (lead_id)",
                on + " (dealer, created_at, lead_id)"
                        + " include (search_text, status, ended, attempts, assigned_at, close_reason, lead_type)",
                on + " (dealer, name_key" + allKeys,
                on + " (dealer, lead_type, created_at" + allKeys,
                on + " (dealer, created_at" + openKeys,
                on + " (dealer, name_key" + openKeys,
                on + " (dealer, lead_type, created_at" + openKeys,
                on + " (dealer, created_at, lead_id) where status in ('CLOSED_WITH_SALE', 'BOOKED')",
                on + " (dealer, created_at, lead_id) where close_reason is not null",
                on + " (dealer, created_at, lead_id, assigned_at)"
                        + " where status in ('ASSIGNED_TO_DEALER', 'SALES_LOST')",
                on + " (created_at, lead_id)");
    }

    @Override
    public Optional<String> seenBy() {
        return Optional.of(RowSecurity.OF_DEALER);
    }

    @Override
    public boolean covers(String streamKind) {
        return streamKind.equals(AftersalesEvent.STREAM_KIND);
    }

    @Override
    public int lastSequence(LeadListRow row) {
        return row.lastSequence();
    }

    @Override
    public LeadListRow fold(@Nullable LeadListRow row, StoredEvent stored) {
        return LeadListFold.after(row, catalog.decode(stored, AftersalesEvent.class));
    }

    @Override
    public Map<UUID, LeadListRow> load(Connection connection, String fullName, Collection<UUID> streams)
            throws SQLException {
        Map<UUID, LeadListRow> rows = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("select " + NAMES + " from " + fullName + " where lead_id = any(?)")) {
            select.setArray(1, connection.createArrayOf("uuid", streams.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    LeadListRow read = COLUMNS.read(row);
                    rows.put(read.leadId(), read);
                }
            }
        }
        return rows;
    }

    @Override
    public void save(Connection connection, String fullName, Collection<LeadListRow> rows) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("insert into " + fullName + " (" + NAMES
                + ") values (" + PLACES + ") on conflict (lead_id) do update set " + UPSERT_SET)) {
            for (LeadListRow row : rows) {
                COLUMNS.bind(upsert, row);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    @Override
    public void bulkLoad(Connection connection, String fullName, Iterable<LeadListRow> rows) throws SQLException {
        CopyText.load(connection, fullName, NAMES, rows, (row, text) -> COLUMNS.copy(text, row));
    }
}
