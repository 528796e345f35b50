package leadledger.query.leadlist;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.aftersales.LeadType;
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

    static final String COLUMNS = "lead_id, last_sequence, dealer, reference, lead_name, name_key, search_text,"
            + " vin, status, ended, lead_type, source, campaign, created_at, assigned_at, attempts, first_attempt_at,"
            + " closed_at, close_reason, close_category, recontacted";

    private static final String UPSERT_SET = Arrays.stream(COLUMNS.split(", "))
            .filter(column -> !column.equals("lead_id"))
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));
    private static final String PLACES =
            Arrays.stream(COLUMNS.split(", ")).map(column -> "?").collect(Collectors.joining(", "));

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
        return "create table " + fullName + """
                 (
                    lead_id          uuid        not null,
                    last_sequence    integer     not null,
                    dealer           text        not null collate "C",
                    reference        text        not null,
                    lead_name        text        not null,
                    name_key         text        not null collate "C",
                    search_text      text        not null,
                    vin              text,
                    status           text        not null collate "C",
                    ended            boolean     not null,
                    lead_type        text        not null collate "C",
                    source           text        not null,
                    campaign         text        not null,
                    created_at       timestamptz not null,
                    assigned_at      timestamptz not null,
                    attempts         integer     not null,
                    first_attempt_at timestamptz,
                    closed_at        timestamptz,
                    close_reason     text        collate "C",
                    close_category   text,
                    recontacted      boolean     not null
                )""";
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
                connection.prepareStatement("select " + COLUMNS + " from " + fullName + " where lead_id = any(?)")) {
            select.setArray(1, connection.createArrayOf("uuid", streams.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    LeadListRow read = read(row);
                    rows.put(read.leadId(), read);
                }
            }
        }
        return rows;
    }

    static LeadListRow read(ResultSet row) throws SQLException {
        return new LeadListRow(
                row.getObject(1, UUID.class),
                row.getInt(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                LeadStatus.valueOf(row.getString(9)),
                row.getBoolean(10),
                LeadType.valueOf(row.getString(11)),
                row.getString(12),
                row.getString(13),
                row.getObject(14, OffsetDateTime.class).toInstant(),
                row.getObject(15, OffsetDateTime.class).toInstant(),
                row.getInt(16),
                moment(row, 17),
                moment(row, 18),
                row.getString(19),
                row.getString(20),
                row.getBoolean(21));
    }

    private static @Nullable Instant moment(ResultSet row, int column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    @Override
    public void save(Connection connection, String fullName, Collection<LeadListRow> rows) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("insert into " + fullName + " (" + COLUMNS
                + ") values (" + PLACES + ") on conflict (lead_id) do update set " + UPSERT_SET)) {
            for (LeadListRow row : rows) {
                upsert.setObject(1, row.leadId());
                upsert.setInt(2, row.lastSequence());
                upsert.setString(3, row.dealer());
                upsert.setString(4, row.reference());
                upsert.setString(5, row.leadName());
                upsert.setString(6, row.nameKey());
                upsert.setString(7, row.searchText());
                upsert.setString(8, row.vin());
                upsert.setString(9, row.status().name());
                upsert.setBoolean(10, row.ended());
                upsert.setString(11, row.leadType().name());
                upsert.setString(12, row.source());
                upsert.setString(13, row.campaign());
                upsert.setObject(14, at(row.createdAt()));
                upsert.setObject(15, at(row.assignedAt()));
                upsert.setInt(16, row.attempts());
                upsert.setObject(17, at(row.firstAttemptAt()));
                upsert.setObject(18, at(row.closedAt()));
                upsert.setString(19, row.closeReason());
                upsert.setString(20, row.closeCategory());
                upsert.setBoolean(21, row.recontacted());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    static @Nullable OffsetDateTime at(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    @Override
    public void bulkLoad(Connection connection, String fullName, Iterable<LeadListRow> rows) throws SQLException {
        CopyText.load(
                connection,
                fullName,
                COLUMNS,
                rows,
                (row, text) -> text.column(row.leadId())
                        .column(row.lastSequence())
                        .column(row.dealer())
                        .column(row.reference())
                        .column(row.leadName())
                        .column(row.nameKey())
                        .column(row.searchText())
                        .column(row.vin())
                        .column(row.status())
                        .column(row.ended())
                        .column(row.leadType())
                        .column(row.source())
                        .column(row.campaign())
                        .column(row.createdAt())
                        .column(row.assignedAt())
                        .column(row.attempts())
                        .column(row.firstAttemptAt())
                        .column(row.closedAt())
                        .column(row.closeReason())
                        .column(row.closeCategory())
                        .column(row.recontacted()));
    }
}
