package leadledger.query.saleslist;

import static leadledger.query.saleslist.SalesListColumns.COLUMNS;
import static leadledger.query.saleslist.SalesListColumns.NAMES;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.sales.SalesEvent;
import leadledger.query.access.RowSecurity;
import leadledger.query.projection.CopyText;
import leadledger.query.projection.Projection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The table behind the list views of sales leads: {@code query.sales_list}, one row per lead. */
@Component
public final class SalesListProjection implements Projection<SalesListRow> {

    /** Name for operators and tokens. */
    public static final String NAME = "sales-list";

    static final String TABLE = "sales_list";

    /** Columns by which possible duplicates are recognised (SA-03). */
    static final List<String> DUPLICATE_KEYS = List.of("phone_key", "other_phone_key", "email_key", "person_key");

    private static final List<String> COLUMN_LIST = List.of(NAMES.split(", "));
    private static final String UPSERT_SET = COLUMN_LIST.stream()
            .filter(column -> !column.equals("lead_id"))
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));
    private static final String PLACES = COLUMN_LIST.stream().map(column -> "?").collect(Collectors.joining(", "));

    private final EventCatalog catalog;

    /** Decodes events by the catalog. */
    public SalesListProjection(EventCatalog catalog) {
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
        return "create table " + fullName + " (\n" + COLUMNS.definitions().indent(4) + ")";
    }

    /**
     * Whoever reads, reads by one of the three columns that say whose a lead is: an outlet's by {@code tenant}, somebody's
     * own and the call centre's queue by {@code owner_tenant}, a market's by {@code market_tenant}.
     *
     * <ul>
     *   <li>Seven views are a value of {@code view} each, and the queue is one of them: one index per order serves all of
     *       them, since {@code arrived_at} is when a queued lead was captured and when another one was delivered.
     *   <li>The wide views ask for no value, so that each order has an index without it.
     *   <li>Row-level security asks for all three columns. So that rows are counted without looking into the table, the indexes
     *       by moment hold them all.
     *   <li>What somebody owns is little; in other orders than by moment it is sorted. So is a market by name.
     *   <li>Possible duplicates are looked up by equal keys (SA-03).
     * </ul>
     */
    @Override
    public List<String> createIndexes(String fullName) {
        String on = "create index on " + fullName;
        List<String> indexes = new ArrayList<>();
        indexes.add("create unique index on " + fullName + " (lead_id)");
        for (String tenant : COLUMNS.tenancy()) {
            String others = COLUMNS.tenancy().stream()
                    .filter(other -> !other.equals(tenant))
                    .collect(Collectors.joining(", "));
            indexes.add(on + " (" + tenant + ", view, arrived_at, lead_id) include (" + others + ")");
            indexes.add(on + " (" + tenant + ", arrived_at, lead_id) include (view, " + others + ")");
        }
        indexes.add(on + " (tenant, view, name_key, lead_id)");
        indexes.add(on + " (tenant, name_key, lead_id)");
        indexes.add(on + " (tenant, unassigned, arrived_at, lead_id)");
        indexes.add(on + " (view, arrived_at, lead_id)");
        indexes.add(on + " (arrived_at, lead_id)");
        for (String key : DUPLICATE_KEYS) {
            indexes.add(on + " (" + key + ") where " + key + " is not null");
        }
        return List.copyOf(indexes);
    }

    @Override
    public Optional<String> seenBy() {
        return Optional.of(RowSecurity.OF_SALES);
    }

    @Override
    public boolean covers(String streamKind) {
        return streamKind.equals(SalesEvent.STREAM_KIND);
    }

    @Override
    public int lastSequence(SalesListRow row) {
        return row.lastSequence();
    }

    @Override
    public SalesListRow fold(@Nullable SalesListRow row, StoredEvent stored) {
        return SalesListFold.after(row, catalog.decode(stored, SalesEvent.class));
    }

    @Override
    public Map<UUID, SalesListRow> load(Connection connection, String fullName, Collection<UUID> streams)
            throws SQLException {
        Map<UUID, SalesListRow> rows = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("select " + NAMES + " from " + fullName + " where lead_id = any(?)")) {
            select.setArray(1, connection.createArrayOf("uuid", streams.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    SalesListRow read = COLUMNS.read(row);
                    rows.put(read.leadId(), read);
                }
            }
        }
        return rows;
    }

    @Override
    public void save(Connection connection, String fullName, Collection<SalesListRow> rows) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("insert into " + fullName + " (" + NAMES
                + ") values (" + PLACES + ") on conflict (lead_id) do update set " + UPSERT_SET)) {
            for (SalesListRow row : rows) {
                COLUMNS.bind(upsert, row);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    @Override
    public void bulkLoad(Connection connection, String fullName, Iterable<SalesListRow> rows) throws SQLException {
        CopyText.load(connection, fullName, NAMES, rows, (row, text) -> COLUMNS.copy(text, row));
    }
}
