package leadledger.query.saleskpi;

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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import leadledger.events.sla.Ruling;
import leadledger.events.sla.Sla;
import leadledger.query.access.RowSecurity;
import leadledger.query.access.SalesTenancy;
import leadledger.query.projection.CopyText;
import leadledger.query.projection.Projection;
import leadledger.query.saleskpi.SalesKpiRow.Contract;
import leadledger.query.saleskpi.SalesKpiRow.Deed;
import leadledger.query.saleskpi.SalesKpiRow.Delivery;
import leadledger.query.saleskpi.SalesKpiRow.Ownership;
import leadledger.query.saleskpi.SalesKpiRow.RulingChange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The facts that key figures follow from: {@code query.sales_kpi}, one row per lead. No personal data. */
@Component
public final class SalesKpiProjection implements Projection<SalesKpiRow> {

    /** Name for operators and tokens. */
    public static final String NAME = "sales-kpi";

    static final String TABLE = "sales_kpi";

    static final String COLUMNS = "lead_id, last_sequence, reference, market, brand, outlet, delivered_at,"
            + " delivery_recorded_at, owners, marks, followed_up_at, followed_up_by, test_drive_at, test_drive_by,"
            + " appraisal_at, appraisal_by, converted_at, converted_by, contract_by, contracts, tenant, owner_tenant,"
            + " market_tenant, owner_tenants, rulings";
    private static final int COLUMN_COUNT = 25;

    /** Between a moment and what belongs to it; neither contains it. */
    private static final String SEPARATOR = " ";

    private static final String NOTHING = "-";

    private final EventCatalog catalog;
    private final Set<String> withoutMeaning;

    /** Decodes events by the catalog. */
    public SalesKpiProjection(EventCatalog catalog) {
        this.catalog = catalog;
        this.withoutMeaning =
                SalesKpiFold.WITHOUT_MEANING.stream().map(catalog::typeOf).collect(Collectors.toUnmodifiableSet());
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
                    lead_id              uuid    not null,
                    last_sequence        integer not null,
                    reference            text    not null,
                    market               text    not null collate "C",
                    brand                text    not null collate "C",
                    outlet               text    collate "C",
                    delivered_at         timestamptz,
                    delivery_recorded_at timestamptz,
                    owners               text[]  not null collate "C",
                    marks                text[]  not null collate "C",
                    followed_up_at       timestamptz,
                    followed_up_by       text    collate "C",
                    test_drive_at        timestamptz,
                    test_drive_by        text    collate "C",
                    appraisal_at         timestamptz,
                    appraisal_by         text    collate "C",
                    converted_at         timestamptz,
                    converted_by         text    collate "C",
                    contract_by          text    collate "C",
                    contracts            text[]  not null collate "C",
                    tenant               text    not null collate "C",
                    owner_tenant         text    collate "C",
                    market_tenant        text    not null collate "C",
                    owner_tenants        text[]  not null collate "C",
                    rulings              text[]  not null collate "C"
                )""";
    }

    @Override
    public List<String> createIndexes(String fullName) {
        return List.of(
                "create unique index on " + fullName + " (lead_id)",
                "create index on " + fullName + " (outlet, delivered_at, lead_id) where delivered_at is not null",
                "create index on " + fullName + " (market, delivered_at, lead_id) where delivered_at is not null",
                "create index on " + fullName + " (delivered_at, lead_id) where delivered_at is not null");
    }

    @Override
    public Optional<String> seenBy() {
        return Optional.of(RowSecurity.OF_SALES_OR_FORMER_OWNER);
    }

    @Override
    public boolean covers(String streamKind) {
        return streamKind.equals(SalesEvent.STREAM_KIND);
    }

    @Override
    public int lastSequence(SalesKpiRow row) {
        return row.lastSequence();
    }

    @Override
    public SalesKpiRow fold(@Nullable SalesKpiRow row, StoredEvent stored) {
        if (row != null && withoutMeaning.contains(stored.type())) {
            return row.at(stored.sequence());
        }
        SalesEvent event = catalog.decode(stored, SalesEvent.class).event();
        if (row == null) {
            if (!(event instanceof LeadCaptured captured)) {
                throw new IllegalStateException("a lead begins with its capture");
            }
            return SalesKpiRow.captured(
                    captured.leadId().value(), stored.sequence(), captured.reference(), captured.queue());
        }
        return SalesKpiFold.fold(row, stored.sequence(), event, stored.knownAt());
    }

    @Override
    public Map<UUID, SalesKpiRow> load(Connection connection, String fullName, Collection<UUID> streams)
            throws SQLException {
        Map<UUID, SalesKpiRow> rows = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("select " + COLUMNS + " from " + fullName + " where lead_id = any(?)")) {
            select.setArray(1, connection.createArrayOf("uuid", streams.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    SalesKpiRow read = read(row);
                    rows.put(read.leadId(), read);
                }
            }
        }
        return rows;
    }

    static SalesKpiRow read(ResultSet row) throws SQLException {
        String outlet = row.getString(6);
        Instant deliveredAt = instant(row, 7);
        Instant recordedAt = instant(row, 8);
        return new SalesKpiRow(
                row.getObject(1, UUID.class),
                row.getInt(2),
                row.getString(3),
                new LeadQueue(new MarketId(row.getString(4)), row.getString(5)),
                outlet == null || deliveredAt == null || recordedAt == null
                        ? null
                        : new Delivery(new OutletId(outlet), deliveredAt, recordedAt),
                texts(row, 9)
                        .map(parts -> new Ownership(Instant.parse(parts[0]), new UserId(parts[1])))
                        .toList(),
                texts(row, 10).map(parts -> Instant.parse(parts[0])).toList(),
                deed(row, 11),
                deed(row, 13),
                deed(row, 15),
                deed(row, 17),
                user(row, 19),
                texts(row, 20)
                        .map(parts -> new Contract(Instant.parse(parts[0]), ContractResult.valueOf(parts[1])))
                        .toList(),
                texts(row, 25).map(SalesKpiProjection::ruling).toList());
    }

    private static RulingChange ruling(String[] parts) {
        Instant at = Instant.parse(parts[0]);
        DisputeOutcome outcome = parts[3].equals(NOTHING) ? null : DisputeOutcome.valueOf(parts[3]);
        return new RulingChange(
                at,
                new Ruling(
                        UUID.fromString(parts[1]),
                        Sla.valueOf(parts[2]),
                        outcome,
                        outcome == null ? null : at,
                        parts[4].equals(NOTHING) ? null : Instant.parse(parts[4])));
    }

    private static String text(RulingChange change) {
        Ruling ruling = change.ruling();
        return String.join(
                SEPARATOR,
                change.at().toString(),
                ruling.dispute().toString(),
                ruling.sla().name(),
                Objects.toString(ruling.outcome(), NOTHING),
                Objects.toString(ruling.countsAt(), NOTHING));
    }

    private static Stream<String[]> texts(ResultSet row, int column) throws SQLException {
        return Arrays.stream((String[]) row.getArray(column).getArray()).map(text -> text.split(SEPARATOR, -1));
    }

    private static @Nullable Deed deed(ResultSet row, int column) throws SQLException {
        Instant at = instant(row, column);
        return at == null ? null : new Deed(at, user(row, column + 1));
    }

    private static @Nullable UserId user(ResultSet row, int column) throws SQLException {
        String user = row.getString(column);
        return user == null ? null : new UserId(user);
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    @Override
    public void save(Connection connection, String fullName, Collection<SalesKpiRow> rows) throws SQLException {
        String changed = Arrays.stream(COLUMNS.split(", *"))
                .filter(column -> !column.equals("lead_id"))
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(", "));
        try (PreparedStatement upsert =
                connection.prepareStatement("insert into " + fullName + " (" + COLUMNS + ") values ("
                        + "?, ".repeat(COLUMN_COUNT - 1) + "?) on conflict (lead_id) do update set " + changed)) {
            for (SalesKpiRow row : rows) {
                int column = 1;
                for (Object value : values(row)) {
                    upsert.setObject(column++, sql(connection, value));
                }
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private static @Nullable Object sql(Connection connection, @Nullable Object value) throws SQLException {
        return switch (value) {
            case Instant moment -> moment.atOffset(ZoneOffset.UTC);
            case List<?> texts -> connection.createArrayOf("text", texts.toArray());
            case OutletId outlet -> outlet.value();
            case UserId user -> user.value();
            case null, default -> value;
        };
    }

    @Override
    public void bulkLoad(Connection connection, String fullName, Iterable<SalesKpiRow> rows) throws SQLException {
        CopyText.load(connection, fullName, COLUMNS, rows, (row, text) -> {
            for (Object value : values(row)) {
                text.column(value instanceof List<?> texts ? array(texts) : value);
            }
        });
    }

    /** An array literal; nothing in the elements needs more than its quotes. */
    private static String array(List<?> elements) {
        return elements.stream().map(element -> "\"" + element + "\"").collect(Collectors.joining(",", "{", "}"));
    }

    /** In the order of the columns. */
    private static List<@Nullable Object> values(SalesKpiRow row) {
        Delivery delivery = row.delivery();
        SalesTenancy tenancy = delivery == null
                ? SalesTenancy.queued(row.queue())
                : SalesTenancy.delivered(
                        delivery.outlet(), row.owner(), row.queue().market());
        return Arrays.asList(
                row.leadId(),
                row.lastSequence(),
                row.reference(),
                row.queue().market().toString(),
                row.queue().brand(),
                delivery == null ? null : delivery.outlet(),
                delivery == null ? null : delivery.deliveredAt(),
                delivery == null ? null : delivery.recordedAt(),
                row.owners().stream()
                        .map(ownership -> ownership.since() + SEPARATOR + ownership.owner())
                        .toList(),
                row.marks().stream().map(Instant::toString).toList(),
                at(row.followUp()),
                by(row.followUp()),
                at(row.testDrive()),
                by(row.testDrive()),
                at(row.appraisal()),
                by(row.appraisal()),
                at(row.conversion()),
                by(row.conversion()),
                row.contractBy(),
                row.contracts().stream()
                        .map(contract -> contract.at() + SEPARATOR + contract.result())
                        .toList(),
                tenancy.tenant(),
                tenancy.ownerTenant(),
                tenancy.marketTenant(),
                ownerTenants(row),
                row.rulings().stream().map(SalesKpiProjection::text).toList());
    }

    /** All that ever owned it: each has figures of its own on the lead. */
    private static List<String> ownerTenants(SalesKpiRow row) {
        Delivery delivery = row.delivery();
        return delivery == null
                ? List.of()
                : row.owners().stream()
                        .map(ownership -> SalesTenancy.owner(delivery.outlet(), ownership.owner()))
                        .distinct()
                        .toList();
    }

    private static @Nullable Instant at(@Nullable Deed deed) {
        return deed == null ? null : deed.at();
    }

    private static @Nullable UserId by(@Nullable Deed deed) {
        return deed == null ? null : deed.by();
    }
}
