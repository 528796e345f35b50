package leadledger.query.saleslist;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.PurchaseHorizon;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesStatus;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import leadledger.query.access.RowSecurity;
import leadledger.query.access.SalesTenancy;
import leadledger.query.projection.CopyText;
import leadledger.query.projection.Projection;
import leadledger.query.saleslead.SalesPlace;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The table behind the list views of sales leads: {@code query.sales_list}, one row per lead. */
@Component
public final class SalesListProjection implements Projection<SalesListRow> {

    /** Name for operators and tokens. */
    public static final String NAME = "sales-list";

    static final String TABLE = "sales_list";

    static final String COLUMNS = "lead_id, last_sequence, tenant, owner_tenant, market_tenant, view, unassigned,"
            + " arrived_at, name_key, market, brand, held_outlet, opens_at, outlet, owner, status, reference, lead_name,"
            + " source, campaign, model, purchase_horizon, created_at, delivered_at, followed_up_at, phone_key,"
            + " other_phone_key, email_key, person_key";

    private static final List<String> TENANTS = List.of("tenant", "owner_tenant", "market_tenant");
    private static final List<String> COLUMN_LIST = List.of(COLUMNS.split(", "));
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
        return "create table " + fullName + """
                 (
                    lead_id          uuid        not null,
                    last_sequence    integer     not null,
                    tenant           text        not null collate "C",
                    owner_tenant     text        collate "C",
                    market_tenant    text        not null collate "C",
                    view             text        not null collate "C",
                    unassigned       boolean     not null,
                    arrived_at       timestamptz not null,
                    name_key         text        not null collate "C",
                    market           text        not null,
                    brand            text        not null,
                    held_outlet      text,
                    opens_at         timestamptz,
                    outlet           text,
                    owner            text,
                    status           text        not null,
                    reference        text        not null,
                    lead_name        text        not null,
                    source           text        not null,
                    campaign         text,
                    model            text,
                    purchase_horizon text,
                    created_at       timestamptz not null,
                    delivered_at     timestamptz,
                    followed_up_at   timestamptz,
                    phone_key        text        collate "C",
                    other_phone_key  text        collate "C",
                    email_key        text        collate "C",
                    person_key       text        collate "C"
                )""";
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
        for (String tenant : TENANTS) {
            String others =
                    TENANTS.stream().filter(other -> !other.equals(tenant)).collect(Collectors.joining(", "));
            indexes.add(on + " (" + tenant + ", view, arrived_at, lead_id) include (" + others + ")");
            indexes.add(on + " (" + tenant + ", arrived_at, lead_id) include (view, " + others + ")");
        }
        indexes.add(on + " (tenant, view, name_key, lead_id)");
        indexes.add(on + " (tenant, name_key, lead_id)");
        indexes.add(on + " (tenant, unassigned, arrived_at, lead_id)");
        indexes.add(on + " (view, arrived_at, lead_id)");
        indexes.add(on + " (arrived_at, lead_id)");
        for (String key : List.of("phone_key", "other_phone_key", "email_key", "person_key")) {
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
                connection.prepareStatement("select " + COLUMNS + " from " + fullName + " where lead_id = any(?)")) {
            select.setArray(1, connection.createArrayOf("uuid", streams.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    SalesListRow read = read(row);
                    rows.put(read.leadId(), read);
                }
            }
        }
        return rows;
    }

    static SalesListRow read(ResultSet row) throws SQLException {
        String horizon = row.getString("purchase_horizon");
        return new SalesListRow(
                row.getObject("lead_id", UUID.class),
                row.getInt("last_sequence"),
                place(row),
                SalesStatus.valueOf(row.getString("status")),
                row.getString("reference"),
                row.getString("lead_name"),
                row.getString("source"),
                row.getString("campaign"),
                row.getString("model"),
                horizon == null ? null : PurchaseHorizon.valueOf(horizon),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                moment(row, "delivered_at"),
                moment(row, "followed_up_at"),
                new DuplicateKeys(
                        row.getString("phone_key"),
                        row.getString("other_phone_key"),
                        row.getString("email_key"),
                        row.getString("person_key")));
    }

    private static SalesPlace place(ResultSet row) throws SQLException {
        String heldFor = row.getString("held_outlet");
        Instant opensAt = moment(row, "opens_at");
        String outlet = row.getString("outlet");
        String owner = row.getString("owner");
        return new SalesPlace(
                new LeadQueue(new MarketId(row.getString("market")), row.getString("brand")),
                heldFor == null || opensAt == null ? null : new SalesPlace.Held(new OutletId(heldFor), opensAt),
                outlet == null ? null : new OutletId(outlet),
                owner == null ? null : new UserId(owner));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    /** The values of the columns, in their order. */
    private static List<@Nullable Object> values(SalesListRow row) {
        SalesTenancy tenancy = row.place().tenancy();
        SalesPlace.Held held = row.place().held();
        return Arrays.asList(
                row.leadId(),
                row.lastSequence(),
                tenancy.tenant(),
                tenancy.ownerTenant(),
                tenancy.marketTenant(),
                row.view().path(),
                row.isUnassigned(),
                row.arrivedAt(),
                row.nameKey(),
                row.place().queue().market().value(),
                row.place().queue().brand(),
                held == null ? null : held.outlet().value(),
                held == null ? null : held.opensAt(),
                row.place().outlet(),
                row.place().owner(),
                row.status(),
                row.reference(),
                row.leadName(),
                row.source(),
                row.campaign(),
                row.model(),
                row.purchaseHorizon(),
                row.createdAt(),
                row.deliveredAt(),
                row.followedUpAt(),
                row.keys().phone(),
                row.keys().otherPhone(),
                row.keys().email(),
                row.keys().person());
    }

    @Override
    public void save(Connection connection, String fullName, Collection<SalesListRow> rows) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("insert into " + fullName + " (" + COLUMNS
                + ") values (" + PLACES + ") on conflict (lead_id) do update set " + UPSERT_SET)) {
            for (SalesListRow row : rows) {
                int place = 0;
                for (Object value : values(row)) {
                    place++;
                    switch (value) {
                        case null -> upsert.setObject(place, null);
                        case Instant moment -> upsert.setObject(place, moment.atOffset(ZoneOffset.UTC));
                        case Integer number -> upsert.setInt(place, number);
                        case Boolean truth -> upsert.setBoolean(place, truth);
                        case UUID id -> upsert.setObject(place, id);
                        default -> upsert.setString(place, value.toString());
                    }
                }
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    @Override
    public void bulkLoad(Connection connection, String fullName, Iterable<SalesListRow> rows) throws SQLException {
        CopyText.load(
                connection, fullName, COLUMNS, rows, (row, text) -> values(row).forEach(text::column));
    }
}
