package leadledger.query.leadlist;

import java.util.List;
import leadledger.query.projection.VersionsProjection;
import org.springframework.stereotype.Component;

/** The table behind the list views as of past moments: {@code query.lead_list_version}. */
@Component
public final class LeadListVersions extends VersionsProjection<LeadListRow> {

    /** Name for operators and tokens. */
    public static final String NAME = "lead-list-versions";

    static final String TABLE = "lead_list_version";

    /** Keeps the versions of the lists' rows. */
    public LeadListVersions(LeadListProjection rows) {
        super(rows, LeadListColumns.COLUMNS);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String table() {
        return TABLE;
    }

    /**
     * One order for a dealer, one for readers of several. A past list is asked for seldom: in other orders it is sorted, and
     * what a view asks for is looked up where the order by creation has led.
     */
    @Override
    protected List<String> indexedBy() {
        String judged = " include (valid_from, valid_to, status, ended, attempts, assigned_at, close_reason, ";
        return List.of(
                "(dealer, created_at, lead_id)" + judged + "present_dealer)",
                "(created_at, lead_id)" + judged + "dealer, present_dealer)");
    }
}
