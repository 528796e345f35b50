package leadledger.query.saleslist;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.PurchaseHorizon;
import leadledger.events.sales.SalesStatus;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import leadledger.query.access.SalesTenancy;
import leadledger.query.projection.CopyText;
import leadledger.query.projection.RowColumns;
import leadledger.query.saleslead.SalesPlace;
import org.jspecify.annotations.Nullable;

/** How a lead's row stands in the table of the lists, and in the one of its versions. */
final class SalesListColumns implements RowColumns<SalesListRow> {

    static final SalesListColumns COLUMNS = new SalesListColumns();

    static final String NAMES = "lead_id, last_sequence, tenant, owner_tenant, market_tenant, view, unassigned,"
            + " arrived_at, name_key, market, brand, held_outlet, opens_at, outlet, owner, status, reference, lead_name,"
            + " source, campaign, model, purchase_horizon, created_at, delivered_at, followed_up_at, phone_key,"
            + " other_phone_key, email_key, person_key";

    private static final String DEFINITIONS = """
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
            person_key       text        collate "C\"""";

    private SalesListColumns() {}

    @Override
    public String names() {
        return NAMES;
    }

    @Override
    public String definitions() {
        return DEFINITIONS;
    }

    @Override
    public String stream() {
        return "lead_id";
    }

    @Override
    public List<String> tenancy() {
        return List.of("tenant", "owner_tenant", "market_tenant");
    }

    @Override
    public List<@Nullable String> tenancy(SalesListRow row) {
        SalesTenancy tenancy = row.place().tenancy();
        return Arrays.asList(tenancy.tenant(), tenancy.ownerTenant(), tenancy.marketTenant());
    }

    @Override
    public UUID stream(SalesListRow row) {
        return row.leadId();
    }

    @Override
    public boolean showsTheSame(SalesListRow one, SalesListRow other) {
        return one.at(other.lastSequence()).equals(other);
    }

    @Override
    public void bind(PreparedStatement statement, SalesListRow row) throws SQLException {
        int place = 0;
        for (Object value : values(row)) {
            place++;
            switch (value) {
                case null -> statement.setObject(place, null);
                case Instant moment -> statement.setObject(place, moment.atOffset(ZoneOffset.UTC));
                case Integer number -> statement.setInt(place, number);
                case Boolean truth -> statement.setBoolean(place, truth);
                case UUID id -> statement.setObject(place, id);
                default -> statement.setString(place, value.toString());
            }
        }
    }

    @Override
    public SalesListRow read(ResultSet row) throws SQLException {
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

    @Override
    public void copy(CopyText text, SalesListRow row) {
        values(row).forEach(text::column);
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
}
