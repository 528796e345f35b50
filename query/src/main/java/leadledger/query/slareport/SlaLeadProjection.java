package leadledger.query.slareport;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.aftersales.LeadType;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.Closure;
import leadledger.events.sla.SlaFacts;
import leadledger.query.access.RowSecurity;
import leadledger.query.projection.CopyText;
import leadledger.query.projection.Projection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The facts that verdicts follow from: {@code query.sla_lead}, one row per lead. No verdict is kept, since time alone
 * changes it. No personal data.
 *
 * <p>Columns tell of the newest assignment; the few earlier ones of leads that were moved (AS-65) are kept as texts.
 */
@Component
public final class SlaLeadProjection implements Projection<SlaLeadRow> {

    /** Name for operators and tokens. */
    public static final String NAME = "sla-lead";

    static final String TABLE = "sla_lead";

    static final String COLUMNS = "lead_id, last_sequence, lead_type, source, campaign, dealer, assigned_at,"
            + " attempts, booked_at, closed_at, closure, former_dealers, earlier,"
            + " reference, master_lead, rulings";
    private static final int COLUMN_COUNT = 16;

    private final EventCatalog catalog;
    private final Set<String> withoutMeaning;

    /** Decodes events by the catalog. */
    public SlaLeadProjection(EventCatalog catalog) {
        this.catalog = catalog;
        this.withoutMeaning = Stream.of(
                        LeadLost.class,
                        BookingBecameFinal.class,
                        LeadEdited.class,
                        RecontactMoved.class,
                        RecontactLeadCreated.class)
                .map(catalog::typeOf)
                .collect(Collectors.toUnmodifiableSet());
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
                    lead_id                  uuid        not null,
                    last_sequence            integer     not null,
                    lead_type                text        not null collate "C",
                    source                   text        not null,
                    campaign                 text        not null,
                    dealer                   text        not null collate "C",
                    assigned_at              timestamptz not null,
                    attempts                 text[]      not null collate "C",
                    booked_at                timestamptz,
                    closed_at                timestamptz,
                    closure                  text        collate "C",
                    former_dealers           text[]      not null collate "C",
                    earlier                  text[]      not null collate "C",
                    reference                text        not null,
                    master_lead              uuid,
                    rulings                  text[]      not null collate "C"
                )""";
    }

    @Override
    public List<String> createIndexes(String fullName) {
        return List.of(
                "create unique index on " + fullName + " (lead_id)",
                "create index on " + fullName + " (dealer, assigned_at, lead_id)",
                "create index on " + fullName + " (assigned_at, lead_id)",
                "create index on " + fullName + " (assigned_at) where cardinality(earlier) > 0",
                "create index on " + fullName + " using gin (former_dealers) where cardinality(earlier) > 0",
                "create index on " + fullName + " (master_lead) where master_lead is not null",
                "create index on " + fullName + " (dealer, assigned_at, lead_id) where master_lead is not null",
                "create index on " + fullName + " (assigned_at, lead_id) where master_lead is not null");
    }

    @Override
    public Optional<String> seenBy() {
        return Optional.of(RowSecurity.OF_DEALER_OR_FORMER);
    }

    @Override
    public boolean covers(String streamKind) {
        return streamKind.equals(AftersalesEvent.STREAM_KIND);
    }

    @Override
    public int lastSequence(SlaLeadRow row) {
        return row.lastSequence();
    }

    @Override
    public SlaLeadRow fold(@Nullable SlaLeadRow row, StoredEvent stored) {
        if (row != null && withoutMeaning.contains(stored.type())) {
            return with(row, stored.sequence(), row.masterLead(), row.facts());
        }
        Recorded<AftersalesEvent> recorded = catalog.decode(stored, AftersalesEvent.class);
        if (row == null) {
            if (!(recorded.event() instanceof LeadCreated created)) {
                throw new IllegalStateException("a lead begins with its creation");
            }
            return new SlaLeadRow(
                    created.leadId().value(),
                    stored.sequence(),
                    created.reference(),
                    created.leadType(),
                    created.source(),
                    created.campaign(),
                    null,
                    SlaFacts.NONE.evolve(created, recorded.recordedAt()));
        }
        UUID masterLead =
                recorded.event() instanceof RecontactedFrom from ? from.master().value() : row.masterLead();
        return with(row, stored.sequence(), masterLead, row.facts().evolve(recorded.event(), recorded.recordedAt()));
    }

    private static SlaLeadRow with(SlaLeadRow row, int sequence, @Nullable UUID masterLead, SlaFacts facts) {
        return new SlaLeadRow(
                row.leadId(),
                sequence,
                row.reference(),
                row.leadType(),
                row.source(),
                row.campaign(),
                masterLead,
                facts);
    }

    @Override
    public Map<UUID, SlaLeadRow> load(Connection connection, String fullName, Collection<UUID> streams)
            throws SQLException {
        Map<UUID, SlaLeadRow> rows = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("select " + COLUMNS + " from " + fullName + " where lead_id = any(?)")) {
            select.setArray(1, connection.createArrayOf("uuid", streams.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    SlaLeadRow read = read(row);
                    rows.put(read.leadId(), read);
                }
            }
        }
        return rows;
    }

    static SlaLeadRow read(ResultSet row) throws SQLException {
        List<Assignment> assignments = new ArrayList<>();
        Instant assignedAt = instant(row, 7);
        String[] earlier = texts(row, 13);
        for (int i = 0; i < earlier.length; i++) {
            assignments.add(AssignmentText.read(i + 1, earlier[i]));
        }
        String closure = row.getString(11);
        assignments.add(new Assignment(
                earlier.length + 1,
                new DealerId(row.getString(6)),
                Objects.requireNonNull(assignedAt),
                Stream.of(texts(row, 8)).map(AssignmentText::attempt).toList(),
                instant(row, 9),
                instant(row, 10),
                closure == null ? null : Closure.valueOf(closure),
                null,
                Stream.of(texts(row, 16)).map(AssignmentText::ruling).toList()));
        return new SlaLeadRow(
                row.getObject(1, UUID.class),
                row.getInt(2),
                row.getString(14),
                LeadType.valueOf(row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getObject(15, UUID.class),
                new SlaFacts(assignments));
    }

    private static String[] texts(ResultSet row, int column) throws SQLException {
        return (String[]) row.getArray(column).getArray();
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    private static List<Assignment> earlier(SlaLeadRow row) {
        List<Assignment> all = row.facts().assignments();
        return all.subList(0, all.size() - 1);
    }

    @Override
    public void save(Connection connection, String fullName, Collection<SlaLeadRow> rows) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("insert into " + fullName + " (" + COLUMNS
                + ") values (" + "?, ".repeat(COLUMN_COUNT - 1) + "?) on conflict (lead_id) do update set"
                + " last_sequence = excluded.last_sequence, dealer = excluded.dealer,"
                + " assigned_at = excluded.assigned_at, attempts = excluded.attempts,"
                + " booked_at = excluded.booked_at, rulings = excluded.rulings,"
                + " closed_at = excluded.closed_at, closure = excluded.closure,"
                + " former_dealers = excluded.former_dealers, earlier = excluded.earlier,"
                + " master_lead = excluded.master_lead")) {
            for (SlaLeadRow row : rows) {
                Assignment newest = row.facts().assignments().getLast();
                upsert.setObject(1, row.leadId());
                upsert.setInt(2, row.lastSequence());
                upsert.setString(3, row.leadType().name());
                upsert.setString(4, row.source());
                upsert.setString(5, row.campaign());
                upsert.setString(6, newest.dealer().value());
                upsert.setObject(7, at(newest.assignedAt()));
                upsert.setArray(8, connection.createArrayOf("text", attempts(newest)));
                upsert.setObject(9, at(newest.bookedAt()));
                upsert.setObject(10, at(newest.closedAt()));
                upsert.setString(
                        11, newest.closure() == null ? null : newest.closure().name());
                upsert.setArray(12, connection.createArrayOf("text", formerDealers(row)));
                upsert.setArray(13, connection.createArrayOf("text", earlierTexts(row)));
                upsert.setString(14, row.reference());
                upsert.setObject(15, row.masterLead());
                upsert.setArray(16, connection.createArrayOf("text", rulings(newest)));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    private static Object[] formerDealers(SlaLeadRow row) {
        return earlier(row).stream()
                .map(assignment -> assignment.dealer().value())
                .toArray();
    }

    private static Object[] attempts(Assignment newest) {
        return newest.attempts().stream().map(AssignmentText::of).toArray();
    }

    private static Object[] rulings(Assignment newest) {
        return newest.rulings().stream().map(AssignmentText::of).toArray();
    }

    private static Object[] earlierTexts(SlaLeadRow row) {
        return earlier(row).stream().map(AssignmentText::of).toArray();
    }

    @Override
    public void bulkLoad(Connection connection, String fullName, Iterable<SlaLeadRow> rows) throws SQLException {
        CopyText.load(connection, fullName, COLUMNS, rows, (row, text) -> {
            Assignment newest = row.facts().assignments().getLast();
            text.column(row.leadId())
                    .column(row.lastSequence())
                    .column(row.leadType())
                    .column(row.source())
                    .column(row.campaign())
                    .column(newest.dealer())
                    .column(newest.assignedAt())
                    .column(array(attempts(newest)))
                    .column(newest.bookedAt())
                    .column(newest.closedAt())
                    .column(newest.closure())
                    .column(array(formerDealers(row)))
                    .column(array(earlierTexts(row)))
                    .column(row.reference())
                    .column(row.masterLead())
                    .column(array(rulings(newest)));
        });
    }

    /** An array literal; nothing in the elements needs more than its quotes. */
    private static String array(Object[] elements) {
        return Stream.of(elements).map(element -> "\"" + element + "\"").collect(Collectors.joining(",", "{", "}"));
    }
}
