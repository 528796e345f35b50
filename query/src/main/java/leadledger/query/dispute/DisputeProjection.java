package leadledger.query.dispute;

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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.dispute.DisputeReason;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.dispute.DisputedProcess;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sla.Sla;
import leadledger.query.access.RowSecurity;
import leadledger.query.access.SalesTenancy;
import leadledger.query.projection.CopyText;
import leadledger.query.projection.Projection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Disputes of both processes: {@code query.dispute}, one line per lead, which tells whose its assignments are and is nobody's to
 * see, and one per dispute. No personal data.
 */
@Component
public final class DisputeProjection implements Projection<LeadDisputes> {

    /** Name for operators and tokens. */
    public static final String NAME = "dispute";

    static final String TABLE = "dispute";

    /** Whether a line is a dispute's. */
    static final String OF_DISPUTE = "sla is not null";

    static final String COLUMNS =
            "row_id, lead_id, last_sequence, process, reference, tenants, market_tenant, tenant, sla,"
                    + " assignment, reason, status, outcome, opened_at, steps";
    private static final int COLUMN_COUNT = 15;

    private final EventCatalog catalog;
    private final Set<String> meaningful;

    /** Decodes events by the catalog. */
    public DisputeProjection(EventCatalog catalog) {
        this.catalog = catalog;
        Set<String> types = new HashSet<>();
        Stream.of(
                        AftersalesEvent.LeadCreated.class,
                        AftersalesEvent.LeadReassigned.class,
                        SalesEvent.LeadCaptured.class,
                        SalesEvent.LeadDelivered.class)
                .map(catalog::typeOf)
                .forEach(types::add);
        types.addAll(catalog.typesOf(AftersalesEvent.OfDispute.class));
        types.addAll(catalog.typesOf(SalesEvent.OfDispute.class));
        this.meaningful = Set.copyOf(types);
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
        return "row_id";
    }

    @Override
    public String createTable(String fullName) {
        return "create table " + fullName + """
                 (
                    row_id        uuid    not null,
                    lead_id       uuid    not null,
                    last_sequence integer not null,
                    process       text    not null collate "C",
                    reference     text    not null,
                    tenants       text[]  not null collate "C",
                    market_tenant text    collate "C",
                    tenant        text    collate "C",
                    sla           text    collate "C",
                    assignment    integer,
                    reason        text    collate "C",
                    status        text    collate "C",
                    outcome       text    collate "C",
                    opened_at     timestamptz,
                    steps         text[]  not null collate "C"
                )""";
    }

    @Override
    public List<String> createIndexes(String fullName) {
        return List.of(
                "create unique index on " + fullName + " (row_id)",
                "create index on " + fullName + " (lead_id)",
                "create index on " + fullName + " (opened_at, row_id) where " + OF_DISPUTE,
                "create index on " + fullName + " (tenant, opened_at, row_id) where " + OF_DISPUTE);
    }

    @Override
    public Optional<String> seenBy() {
        return Optional.of(RowSecurity.OF_TENANT_OR_MARKET);
    }

    @Override
    public boolean covers(String streamKind) {
        return streamKind.equals(AftersalesEvent.STREAM_KIND) || streamKind.equals(SalesEvent.STREAM_KIND);
    }

    @Override
    public int lastSequence(LeadDisputes row) {
        return row.lastSequence();
    }

    @Override
    public LeadDisputes fold(@Nullable LeadDisputes row, StoredEvent stored) {
        if (row != null && !meaningful.contains(stored.type())) {
            return row.with(stored.sequence(), row.tenants(), row.disputes());
        }
        return stored.streamKind().equals(AftersalesEvent.STREAM_KIND)
                ? fold(
                        row,
                        stored,
                        catalog.decode(stored, AftersalesEvent.class).event())
                : fold(row, stored, catalog.decode(stored, SalesEvent.class).event());
    }

    private static LeadDisputes fold(@Nullable LeadDisputes row, StoredEvent stored, AftersalesEvent event) {
        if (row == null) {
            if (!(event instanceof AftersalesEvent.LeadCreated created)) {
                throw new IllegalStateException("a lead begins with its creation");
            }
            return new LeadDisputes(
                    stored.streamId(),
                    stored.sequence(),
                    DisputedProcess.AFTERSALES,
                    created.reference(),
                    List.of(created.dealer().value()),
                    null,
                    List.of());
        }
        return switch (event) {
            case AftersalesEvent.LeadReassigned moved ->
                row.with(stored.sequence(), more(row.tenants(), moved.dealer().value()), row.disputes());
            case AftersalesEvent.OfDispute of -> after(row, stored, of.step());
            default -> row.with(stored.sequence(), row.tenants(), row.disputes());
        };
    }

    private static LeadDisputes fold(@Nullable LeadDisputes row, StoredEvent stored, SalesEvent event) {
        if (row == null) {
            if (!(event instanceof SalesEvent.LeadCaptured captured)) {
                throw new IllegalStateException("a lead begins with its capture");
            }
            return new LeadDisputes(
                    stored.streamId(),
                    stored.sequence(),
                    DisputedProcess.SALES,
                    captured.reference(),
                    List.of(),
                    SalesTenancy.queued(captured.queue()).marketTenant(),
                    List.of());
        }
        return switch (event) {
            // The clock was started by the first delivery, and the lead stays with its outlet.
            case SalesEvent.LeadDelivered to
            when row.tenants().isEmpty() ->
                row.with(stored.sequence(), List.of(to.outlet().value()), row.disputes());
            case SalesEvent.OfDispute of -> after(row, stored, of.step());
            default -> row.with(stored.sequence(), row.tenants(), row.disputes());
        };
    }

    /** Total: a step of an unknown dispute changes nothing. */
    private static LeadDisputes after(LeadDisputes row, StoredEvent stored, DisputeStep step) {
        List<DisputeRow> changed = new ArrayList<>(row.disputes());
        boolean known = row.disputes().stream().anyMatch(dispute -> dispute.id().equals(step.dispute()));
        if (step instanceof DisputeStep.Opened opened && !known) {
            changed.add(new DisputeRow(
                    opened.dispute(),
                    opened.sla(),
                    opened.assignment(),
                    row.tenant(opened.assignment()),
                    opened.reason(),
                    List.of(DisputeRow.Step.of(opened, stored.recordedAt(), stored.actor()))));
        } else {
            changed.replaceAll(dispute -> dispute.id().equals(step.dispute())
                    ? dispute.after(step, stored.recordedAt(), stored.actor())
                    : dispute);
        }
        return row.with(stored.sequence(), row.tenants(), changed);
    }

    private static List<String> more(List<String> before, String next) {
        return Stream.concat(before.stream(), Stream.of(next)).toList();
    }

    @Override
    public Map<UUID, LeadDisputes> load(Connection connection, String fullName, Collection<UUID> streams)
            throws SQLException {
        Map<UUID, LeadDisputes> rows = new HashMap<>();
        // A lead's own line comes before those of its disputes.
        try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS + " from " + fullName
                + " where lead_id = any(?) order by sla nulls first, opened_at, row_id")) {
            select.setArray(1, connection.createArrayOf("uuid", streams.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    UUID lead = row.getObject(2, UUID.class);
                    LeadDisputes known = rows.get(lead);
                    rows.put(lead, known == null ? lead(row) : andDispute(known, dispute(row)));
                }
            }
        }
        rows.replaceAll((lead, row) -> row.with(
                row.lastSequence(),
                row.tenants(),
                row.disputes().stream()
                        .sorted(Comparator.comparing(DisputeRow::openedAt).thenComparing(DisputeRow::id))
                        .toList()));
        return rows;
    }

    private static LeadDisputes andDispute(LeadDisputes row, DisputeRow dispute) {
        return row.with(
                row.lastSequence(),
                row.tenants(),
                Stream.concat(row.disputes().stream(), Stream.of(dispute)).toList());
    }

    private static LeadDisputes lead(ResultSet row) throws SQLException {
        return new LeadDisputes(
                row.getObject(2, UUID.class),
                row.getInt(3),
                DisputedProcess.valueOf(row.getString(4)),
                row.getString(5),
                texts(row, 6),
                row.getString(7),
                List.of());
    }

    static DisputeRow dispute(ResultSet row) throws SQLException {
        return new DisputeRow(
                row.getObject(1, UUID.class),
                Sla.valueOf(row.getString(9)),
                row.getInt(10),
                row.getString(8),
                DisputeReason.valueOf(row.getString(11)),
                texts(row, 15).stream().map(DisputeRow.Step::read).toList());
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    @Override
    public void save(Connection connection, String fullName, Collection<LeadDisputes> rows) throws SQLException {
        String changed = Arrays.stream(COLUMNS.split(", *"))
                .filter(column -> !column.equals("row_id"))
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(", "));
        try (PreparedStatement upsert = connection.prepareStatement("insert into " + fullName + " (" + COLUMNS
                + ") values (" + "?, ".repeat(COLUMN_COUNT - 1) + "?) on conflict (row_id) do update set " + changed)) {
            for (List<@Nullable Object> line : lines(rows).toList()) {
                int column = 1;
                for (Object value : line) {
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
            case null, default -> value;
        };
    }

    @Override
    public void bulkLoad(Connection connection, String fullName, Iterable<LeadDisputes> rows) throws SQLException {
        CopyText.load(
                connection,
                fullName,
                COLUMNS,
                () -> lines(rows).iterator(),
                (line, text) ->
                        line.forEach(value -> text.column(value instanceof List<?> texts ? array(texts) : value)));
    }

    /** An array literal; nothing in the elements needs more than its quotes. */
    private static String array(List<?> elements) {
        return elements.stream().map(element -> "\"" + element + "\"").collect(Collectors.joining(",", "{", "}"));
    }

    /** In the order of the columns: the lead's own line, and one for each dispute. */
    private static Stream<List<@Nullable Object>> lines(Iterable<LeadDisputes> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .flatMap(row -> Stream.concat(
                        Stream.of(line(row, null)), row.disputes().stream().map(dispute -> line(row, dispute))));
    }

    private static List<@Nullable Object> line(LeadDisputes row, @Nullable DisputeRow dispute) {
        return dispute == null
                ? Arrays.asList(
                        row.leadId(),
                        row.leadId(),
                        row.lastSequence(),
                        row.process().name(),
                        row.reference(),
                        row.tenants(),
                        row.marketTenant(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of())
                : Arrays.asList(
                        dispute.id(),
                        row.leadId(),
                        row.lastSequence(),
                        row.process().name(),
                        row.reference(),
                        row.tenants(),
                        row.marketTenant(),
                        dispute.tenant(),
                        dispute.sla().name(),
                        dispute.assignment(),
                        dispute.reason().name(),
                        dispute.status().name(),
                        Objects.toString(dispute.outcome(), null),
                        dispute.openedAt(),
                        dispute.steps().stream().map(DisputeRow.Step::text).toList());
    }

    static @Nullable OffsetDateTime at(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }
}
