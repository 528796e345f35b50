package leadledger.query.leadlist;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.aftersales.LeadType;
import leadledger.query.projection.CopyText;
import leadledger.query.projection.RowColumns;
import leadledger.query.slareport.AssignmentText;
import org.jspecify.annotations.Nullable;

/** How a lead's row stands in the table of the lists, and in the one of its versions. */
final class LeadListColumns implements RowColumns<LeadListRow> {

    static final LeadListColumns COLUMNS = new LeadListColumns();

    static final String NAMES = "lead_id, last_sequence, dealer, reference, lead_name, name_key, search_text,"
            + " vin, status, ended, lead_type, source, campaign, created_at, assigned_at, attempts, first_attempt_at,"
            + " closed_at, close_reason, close_category, recontacted, assignment, clocks";

    private static final String DEFINITIONS = """
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
            recontacted      boolean     not null,
            assignment       integer     not null,
            clocks           text        not null collate "C\"""";

    private LeadListColumns() {}

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
        return List.of("dealer");
    }

    @Override
    public List<@Nullable String> tenancy(LeadListRow row) {
        return List.of(row.dealer());
    }

    @Override
    public UUID stream(LeadListRow row) {
        return row.leadId();
    }

    @Override
    public boolean showsTheSame(LeadListRow one, LeadListRow other) {
        return one.at(other.lastSequence()).equals(other);
    }

    @Override
    public void bind(PreparedStatement statement, LeadListRow row) throws SQLException {
        statement.setObject(1, row.leadId());
        statement.setInt(2, row.lastSequence());
        statement.setString(3, row.dealer());
        statement.setString(4, row.reference());
        statement.setString(5, row.leadName());
        statement.setString(6, row.nameKey());
        statement.setString(7, row.searchText());
        statement.setString(8, row.vin());
        statement.setString(9, row.status().name());
        statement.setBoolean(10, row.ended());
        statement.setString(11, row.leadType().name());
        statement.setString(12, row.source());
        statement.setString(13, row.campaign());
        statement.setObject(14, at(row.createdAt()));
        statement.setObject(15, at(row.assignedAt()));
        statement.setInt(16, row.attempts());
        statement.setObject(17, at(row.firstAttemptAt()));
        statement.setObject(18, at(row.closedAt()));
        statement.setString(19, row.closeReason());
        statement.setString(20, row.closeCategory());
        statement.setBoolean(21, row.recontacted());
        statement.setInt(22, row.clocks().number());
        statement.setString(23, AssignmentText.of(row.clocks()));
    }

    @Override
    public LeadListRow read(ResultSet row) throws SQLException {
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
                row.getBoolean(21),
                AssignmentText.read(row.getInt(22), row.getString(23)));
    }

    private static @Nullable Instant moment(ResultSet row, int column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    static @Nullable OffsetDateTime at(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    @Override
    public void copy(CopyText text, LeadListRow row) {
        text.column(row.leadId())
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
                .column(row.recontacted())
                .column(row.clocks().number())
                .column(AssignmentText.of(row.clocks()));
    }
}
