package leadledger.query.leadlist;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.aftersales.LeadType;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.shared.Recorded;
import leadledger.query.projection.Projection;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.stereotype.Component;

/** The table behind the list views: {@code query.lead_list}, one row per lead. */
@Component
public final class LeadListProjection implements Projection<LeadListRow> {

    /** Name for operators and tokens. */
    public static final String NAME = "lead-list";

    static final String TABLE = "lead_list";

    static final String COLUMNS = "lead_id, last_sequence, dealer, reference, lead_name, name_key, search_text,"
            + " vin, status, lead_type, source, campaign, assigned_at, attempts, first_attempt_at";
    private static final int COLUMN_COUNT = 15;

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
                    lead_type        text        not null collate "C",
                    source           text        not null,
                    campaign         text        not null,
                    assigned_at      timestamptz not null,
                    attempts         integer     not null,
                    first_attempt_at timestamptz
                )""";
    }

    @Override
    public List<String> createIndexes(String fullName) {
        String open = " where status = 'ASSIGNED_TO_DEALER'";
        return List.of(
                "create unique index on " + fullName + " (lead_id)",
                "create index on " + fullName + " (dealer, assigned_at, lead_id)",
                "create index on " + fullName + " (assigned_at, lead_id)",
                "create index on " + fullName + " (dealer, name_key, lead_id)",
                "create index on " + fullName + " (dealer, lead_type, assigned_at, lead_id)",
                "create index on " + fullName + " (dealer, assigned_at, lead_id)" + open,
                "create index on " + fullName + " (dealer, assigned_at, lead_id)" + open + " and attempts = 0",
                "create index on " + fullName + " (dealer, assigned_at, lead_id)" + open + " and attempts > 0",
                "create index on " + fullName
                        + " (dealer, assigned_at, lead_id) where status in ('CLOSED_WITH_SALE', 'BOOKED')");
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
        Recorded<AftersalesEvent> recorded = catalog.decode(stored, AftersalesEvent.class);
        return switch (recorded.event()) {
            case LeadCreated created -> created(recorded, created);
            case ContactAttemptRecorded ignored -> attempted(existing(row), recorded);
            case ContactAttemptCorrected ignored -> unchanged(existing(row), recorded);
            case AppointmentBooked ignored -> booked(existing(row), recorded);
            case LeadClosedWithSale ignored -> unchanged(existing(row), recorded);
            case LeadClosedWithoutSale ignored -> unchanged(existing(row), recorded);
            case RecontactAgreed ignored -> unchanged(existing(row), recorded);
            case RecontactMoved ignored -> unchanged(existing(row), recorded);
            case RecontactLeadCreated ignored -> unchanged(existing(row), recorded);
            case RecontactedFrom ignored -> unchanged(existing(row), recorded);
            case LeadLost ignored -> unchanged(existing(row), recorded);
            case BookingBecameFinal ignored -> unchanged(existing(row), recorded);
            case LeadReassigned ignored -> unchanged(existing(row), recorded);
            case LeadEdited ignored -> unchanged(existing(row), recorded);
        };
    }

    private static LeadListRow existing(@Nullable LeadListRow row) {
        if (row == null) {
            throw new IllegalStateException("a lead begins with its creation");
        }
        return row;
    }

    private static LeadListRow created(Recorded<AftersalesEvent> recorded, LeadCreated created) {
        String name = created.request().leadName();
        String vin = created.vin() == null ? null : created.vin().value();
        String nameKey = SearchText.fold(name);
        return new LeadListRow(
                created.leadId().value(),
                recorded.sequence(),
                created.dealer().value(),
                created.reference(),
                name,
                nameKey,
                vin == null ? nameKey : nameKey + "\n" + SearchText.fold(vin),
                vin,
                LeadStatus.ASSIGNED_TO_DEALER,
                created.leadType(),
                created.source(),
                created.campaign(),
                recorded.recordedAt(),
                0,
                null);
    }

    private static LeadListRow attempted(LeadListRow row, Recorded<AftersalesEvent> recorded) {
        Instant first = row.firstAttemptAt();
        return with(
                row,
                recorded.sequence(),
                row.status(),
                row.attempts() + 1,
                first == null ? recorded.recordedAt() : first);
    }

    private static LeadListRow unchanged(LeadListRow row, Recorded<AftersalesEvent> recorded) {
        return with(row, recorded.sequence(), row.status(), row.attempts(), row.firstAttemptAt());
    }

    private static LeadListRow booked(LeadListRow row, Recorded<AftersalesEvent> recorded) {
        return with(row, recorded.sequence(), LeadStatus.BOOKED, row.attempts(), row.firstAttemptAt());
    }

    private static LeadListRow with(
            LeadListRow row, int sequence, LeadStatus status, int attempts, @Nullable Instant firstAttemptAt) {
        return new LeadListRow(
                row.leadId(),
                sequence,
                row.dealer(),
                row.reference(),
                row.leadName(),
                row.nameKey(),
                row.searchText(),
                row.vin(),
                status,
                row.leadType(),
                row.source(),
                row.campaign(),
                row.assignedAt(),
                attempts,
                firstAttemptAt);
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
        OffsetDateTime firstAttemptAt = row.getObject(15, OffsetDateTime.class);
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
                LeadType.valueOf(row.getString(10)),
                row.getString(11),
                row.getString(12),
                row.getObject(13, OffsetDateTime.class).toInstant(),
                row.getInt(14),
                firstAttemptAt == null ? null : firstAttemptAt.toInstant());
    }

    @Override
    public void save(Connection connection, String fullName, Collection<LeadListRow> rows) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("insert into " + fullName + " (" + COLUMNS
                + ") values (" + "?, ".repeat(COLUMN_COUNT - 1) + "?) on conflict (lead_id) do update set"
                + " last_sequence = excluded.last_sequence, dealer = excluded.dealer, status = excluded.status,"
                + " attempts = excluded.attempts, first_attempt_at = excluded.first_attempt_at")) {
            for (LeadListRow row : rows) {
                Instant firstAttemptAt = row.firstAttemptAt();
                upsert.setObject(1, row.leadId());
                upsert.setInt(2, row.lastSequence());
                upsert.setString(3, row.dealer());
                upsert.setString(4, row.reference());
                upsert.setString(5, row.leadName());
                upsert.setString(6, row.nameKey());
                upsert.setString(7, row.searchText());
                upsert.setString(8, row.vin());
                upsert.setString(9, row.status().name());
                upsert.setString(10, row.leadType().name());
                upsert.setString(11, row.source());
                upsert.setString(12, row.campaign());
                upsert.setObject(13, row.assignedAt().atOffset(ZoneOffset.UTC));
                upsert.setInt(14, row.attempts());
                upsert.setObject(15, firstAttemptAt == null ? null : firstAttemptAt.atOffset(ZoneOffset.UTC));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    @Override
    public void bulkLoad(Connection connection, String fullName, Iterable<LeadListRow> rows) throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + fullName + " (" + COLUMNS + ") from stdin");
        try {
            CopyText text = new CopyText(copy);
            for (LeadListRow row : rows) {
                text.column(row.leadId().toString())
                        .column(Integer.toString(row.lastSequence()))
                        .column(row.dealer())
                        .column(row.reference())
                        .column(row.leadName())
                        .column(row.nameKey())
                        .column(row.searchText())
                        .column(row.vin())
                        .column(row.status().name())
                        .column(row.leadType().name())
                        .column(row.source())
                        .column(row.campaign())
                        .column(row.assignedAt().toString())
                        .column(Integer.toString(row.attempts()))
                        .column(
                                row.firstAttemptAt() == null
                                        ? null
                                        : row.firstAttemptAt().toString())
                        .endRow();
            }
            text.flush();
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Writes PostgreSQL's text format for COPY. */
    private static final class CopyText {

        private static final int FLUSH_AT = 1 << 16;

        private final CopyIn copy;
        private final StringBuilder buffer = new StringBuilder(FLUSH_AT + 4_096);
        private boolean rowBegun;

        CopyText(CopyIn copy) {
            this.copy = copy;
        }

        CopyText column(@Nullable String value) {
            if (rowBegun) {
                buffer.append('\t');
            }
            rowBegun = true;
            if (value == null) {
                buffer.append("\\N");
                return this;
            }
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                switch (c) {
                    case '\\' -> buffer.append("\\\\");
                    case '\t' -> buffer.append("\\t");
                    case '\n' -> buffer.append("\\n");
                    case '\r' -> buffer.append("\\r");
                    default -> buffer.append(c);
                }
            }
            return this;
        }

        void endRow() throws SQLException {
            buffer.append('\n');
            rowBegun = false;
            if (buffer.length() >= FLUSH_AT) {
                flush();
            }
        }

        void flush() throws SQLException {
            byte[] bytes = buffer.toString().getBytes(UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
            buffer.setLength(0);
        }
    }
}
