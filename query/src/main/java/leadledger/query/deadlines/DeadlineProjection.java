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
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.SlaPolicy;
import leadledger.query.deadlines.Deadline.Kind;
import leadledger.query.projection.CopyText;
import leadledger.query.projection.Projection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The table behind the service's own work: {@code query.lead_deadline}, one row per lead. A lead has at most one thing due
 * at a time: while it is open, its lapse; after a re-contact was agreed, the new lead.
 */
@Component
public final class DeadlineProjection implements Projection<DeadlineRow> {

    /** Name for operators and tokens. */
    public static final String NAME = "lead-deadline";

    static final String TABLE = "lead_deadline";

    private static final String COLUMNS = "lead_id, last_sequence, dealer, kind, due_at";

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
                    dealer        text    not null collate "C",
                    kind          text    collate "C",
                    due_at        timestamptz
                )""";
    }

    /** Most leads have nothing due any more: the index holds the others, in the order in which they are taken. */
    @Override
    public List<String> createIndexes(String fullName) {
        return List.of(
                "create unique index on " + fullName + " (lead_id)",
                "create index on " + fullName + " (due_at, kind desc, lead_id) where due_at is not null");
    }

    @Override
    public boolean covers(String streamKind) {
        return streamKind.equals(AftersalesEvent.STREAM_KIND);
    }

    @Override
    public int lastSequence(DeadlineRow row) {
        return row.lastSequence();
    }

    @Override
    public DeadlineRow fold(@Nullable DeadlineRow row, StoredEvent stored) {
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
            case RecontactAgreed agreed
            when row.kind() == Kind.LAPSE -> due(row, sequence, Kind.RE_CONTACT, agreed.dueAt());
            case RecontactMoved moved
            when row.kind() == Kind.RE_CONTACT -> due(row, sequence, Kind.RE_CONTACT, moved.dueAt());
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
        };
    }

    private static DeadlineRow lapse(UUID lead, int sequence, String dealer, Instant assignedAt) {
        return new DeadlineRow(lead, sequence, dealer, Kind.LAPSE, SlaPolicy.DEFAULT.lapsesAt(assignedAt));
    }

    private static DeadlineRow due(DeadlineRow row, int sequence, @Nullable Kind kind, @Nullable Instant dueAt) {
        return new DeadlineRow(row.leadId(), sequence, row.dealer(), kind, dueAt);
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
        String kind = row.getString(4);
        OffsetDateTime dueAt = row.getObject(5, OffsetDateTime.class);
        return new DeadlineRow(
                row.getObject(1, UUID.class),
                row.getInt(2),
                row.getString(3),
                kind == null ? null : Kind.valueOf(kind),
                dueAt == null ? null : dueAt.toInstant());
    }

    @Override
    public void save(Connection connection, String fullName, Collection<DeadlineRow> rows) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("insert into " + fullName + " (" + COLUMNS
                + ") values (?, ?, ?, ?, ?) on conflict (lead_id) do update set last_sequence = excluded.last_sequence,"
                + " dealer = excluded.dealer, kind = excluded.kind, due_at = excluded.due_at")) {
            for (DeadlineRow row : rows) {
                Kind kind = row.kind();
                Instant dueAt = row.dueAt();
                upsert.setObject(1, row.leadId());
                upsert.setInt(2, row.lastSequence());
                upsert.setString(3, row.dealer());
                upsert.setString(4, kind == null ? null : kind.name());
                upsert.setObject(5, dueAt == null ? null : dueAt.atOffset(ZoneOffset.UTC));
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
                        .column(row.kind())
                        .column(row.dueAt()));
    }
}
