package leadledger.query.deadlines;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.OfDispute;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.sales.SalesEvent.HeldDeliveryMoved;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.SlaPolicy;
import leadledger.query.deadlines.Deadline.Kind;
import leadledger.query.projection.CopyText;
import leadledger.query.projection.Projection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The table behind the service's own work: {@code query.lead_deadline}, one row per lead of either process. A lead has at
 * most one thing due at a time: an aftersales lead while it is open its lapse, after a re-contact was agreed the new lead; a
 * sales lead the delivery that is held.
 */
@Component
public final class DeadlineProjection implements Projection<DeadlineRow> {

    /** Name for operators and tokens. */
    public static final String NAME = "lead-deadline";

    static final String TABLE = "lead_deadline";

    private static final String COLUMNS = "lead_id, last_sequence, dealer, outlet, kind, due_at";

    private final EventCatalog catalog;

    /** Decodes events by the catalog. */
    public DeadlineProjection(EventCatalog catalog) {
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
                    lead_id       uuid    not null,
                    last_sequence integer not null,
                    dealer        text    collate "C",
                    outlet        text    collate "C",
                    kind          text    collate "C",
                    due_at        timestamptz
                )""";
    }

    /** Most leads have nothing due any more: the index holds the others, in the order in which they are taken. */
    @Override
    public List<String> createIndexes(String fullName) {
        return List.of(
                "create unique index on " + fullName + " (lead_id)",
                "create index on " + fullName + " (due_at, kind desc, lead_id) where due_at is not null",
                "create index on " + fullName + " (outlet, due_at, lead_id) where kind = 'HELD_DELIVERY'");
    }

    @Override
    public boolean covers(String streamKind) {
        return streamKind.equals(AftersalesEvent.STREAM_KIND) || streamKind.equals(SalesEvent.STREAM_KIND);
    }

    @Override
    public int lastSequence(DeadlineRow row) {
        return row.lastSequence();
    }

    @Override
    public DeadlineRow fold(@Nullable DeadlineRow row, StoredEvent stored) {
        return stored.streamKind().equals(SalesEvent.STREAM_KIND)
                ? foldSales(row, stored)
                : foldAftersales(row, stored);
    }

    private DeadlineRow foldSales(@Nullable DeadlineRow row, StoredEvent stored) {
        Recorded<SalesEvent> recorded = catalog.decode(stored, SalesEvent.class);
        int sequence = recorded.sequence();
        UUID lead = recorded.streamId();
        return switch (recorded.event()) {
            case DeliveryHeld held -> held(lead, sequence, held.outlet().value(), held.opensAt());
            case HeldDeliveryMoved moved
            when row != null && row.outlet() != null -> held(lead, sequence, row.outlet(), moved.opensAt());
            case HeldDeliveryCancelled ignored -> held(lead, sequence, null, null);
            case LeadDelivered ignored -> held(lead, sequence, null, null);
            default -> row == null ? held(lead, sequence, null, null) : held(lead, sequence, row.outlet(), row.dueAt());
        };
    }

    private static DeadlineRow held(UUID lead, int sequence, @Nullable String outlet, @Nullable Instant opensAt) {
        return new DeadlineRow(lead, sequence, null, outlet, outlet == null ? null : Kind.HELD_DELIVERY, opensAt);
    }

    private DeadlineRow foldAftersales(@Nullable DeadlineRow row, StoredEvent stored) {
        Recorded<AftersalesEvent> recorded = catalog.decode(stored, AftersalesEvent.class);
        int sequence = recorded.sequence();
        if (recorded.event() instanceof LeadCreated created) {
            return lapse(created.leadId().value(), sequence, created.dealer().value(), recorded.recordedAt());
        }
        if (row == null) {
            throw new IllegalStateException("a lead begins with its creation");
        }
        return switch (recorded.event()) {
            case LeadReassigned moved
            when row.kind() == Kind.LAPSE ->
                lapse(row.leadId(), sequence, moved.dealer().value(), recorded.recordedAt());
            case RecontactAgreed agreed when row.kind() == Kind.LAPSE -> recontact(row, recorded, agreed.dueAt());
            // One of another system may have been moved away from a day that was past already.
            case RecontactMoved moved
            when row.kind() == Kind.RE_CONTACT || recorded.imported() != null ->
                recontact(row, recorded, moved.dueAt());
            case LeadClosedWithSale ignored -> due(row, sequence, null, null);
            case LeadClosedWithoutSale ignored -> due(row, sequence, null, null);
            case LeadLost ignored -> due(row, sequence, null, null);
            case BookingBecameFinal ignored -> due(row, sequence, null, null);
            case RecontactLeadCreated ignored -> due(row, sequence, null, null);
            case LeadCreated ignored -> due(row, sequence, row.kind(), row.dueAt());
            case ContactAttemptRecorded ignored -> due(row, sequence, row.kind(), row.dueAt());
            case ContactAttemptCorrected ignored -> due(row, sequence, row.kind(), row.dueAt());
            case AppointmentBooked ignored -> due(row, sequence, row.kind(), row.dueAt());
            case LeadReassigned ignored -> due(row, sequence, row.kind(), row.dueAt());
            case RecontactAgreed ignored -> due(row, sequence, row.kind(), row.dueAt());
            case RecontactMoved ignored -> due(row, sequence, row.kind(), row.dueAt());
            case RecontactedFrom ignored -> due(row, sequence, row.kind(), row.dueAt());
            case LeadEdited ignored -> due(row, sequence, row.kind(), row.dueAt());
            case OfDispute ignored -> due(row, sequence, row.kind(), row.dueAt());
        };
    }

    private static DeadlineRow lapse(UUID lead, int sequence, String dealer, Instant assignedAt) {
        return new DeadlineRow(lead, sequence, dealer, null, Kind.LAPSE, SlaPolicy.lapsesAt(assignedAt));
    }

    /** A day that was past when the lead was imported was the other system's to keep (LG-40). */
    private static DeadlineRow recontact(DeadlineRow row, Recorded<AftersalesEvent> recorded, Instant dueAt) {
        boolean kept = recorded.imported() == null || dueAt.isAfter(recorded.ledgerRecordedAt());
        return due(row, recorded.sequence(), kept ? Kind.RE_CONTACT : null, kept ? dueAt : null);
    }

    private static DeadlineRow due(DeadlineRow row, int sequence, @Nullable Kind kind, @Nullable Instant dueAt) {
        return new DeadlineRow(row.leadId(), sequence, row.dealer(), null, kind, dueAt);
    }

    @Override
    public Map<UUID, DeadlineRow> load(Connection connection, String fullName, Collection<UUID> streams)
            throws SQLException {
        Map<UUID, DeadlineRow> rows = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("select " + COLUMNS + " from " + fullName + " where lead_id = any(?)")) {
            select.setArray(1, connection.createArrayOf("uuid", streams.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    DeadlineRow read = read(row);
                    rows.put(read.leadId(), read);
                }
            }
        }
        return rows;
    }

    private static DeadlineRow read(ResultSet row) throws SQLException {
        String kind = row.getString(5);
        OffsetDateTime dueAt = row.getObject(6, OffsetDateTime.class);
        return new DeadlineRow(
                row.getObject(1, UUID.class),
                row.getInt(2),
                row.getString(3),
                row.getString(4),
                kind == null ? null : Kind.valueOf(kind),
                dueAt == null ? null : dueAt.toInstant());
    }

    @Override
    public void save(Connection connection, String fullName, Collection<DeadlineRow> rows) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "insert into " + fullName + " (" + COLUMNS
                        + ") values (?, ?, ?, ?, ?, ?) on conflict (lead_id) do update set last_sequence = excluded.last_sequence,"
                        + " dealer = excluded.dealer, outlet = excluded.outlet, kind = excluded.kind, due_at = excluded.due_at")) {
            for (DeadlineRow row : rows) {
                Kind kind = row.kind();
                Instant dueAt = row.dueAt();
                upsert.setObject(1, row.leadId());
                upsert.setInt(2, row.lastSequence());
                upsert.setString(3, row.dealer());
                upsert.setString(4, row.outlet());
                upsert.setString(5, kind == null ? null : kind.name());
                upsert.setObject(6, dueAt == null ? null : dueAt.atOffset(ZoneOffset.UTC));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    @Override
    public void bulkLoad(Connection connection, String fullName, Iterable<DeadlineRow> rows) throws SQLException {
        CopyText.load(
                connection,
                fullName,
                COLUMNS,
                rows,
                (row, text) -> text.column(row.leadId())
                        .column(row.lastSequence())
                        .column(row.dealer())
                        .column(row.outlet())
                        .column(row.kind())
                        .column(row.dueAt()));
    }
}
