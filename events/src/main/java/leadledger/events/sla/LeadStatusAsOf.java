package leadledger.events.sla;

import java.time.Instant;
import leadledger.events.aftersales.LeadStatus;
import org.jspecify.annotations.Nullable;

/**
 * A lead's status (ステータス) as of a moment. The deadline decides, not the moment at which the system records the lapse
 * (AS-64): both axes of time give the same.
 *
 * @param status the status
 * @param isFinal whether the lead has come to its end (AS-60); the only sign of it on a booked lead (AS-62)
 */
public record LeadStatusAsOf(LeadStatus status, boolean isFinal) {

    static LeadStatusAsOf of(Assignment assignment, SlaPolicy policy, Instant asOf) {
        if (assignment.closure() == Closure.WITH_SALE) {
            return new LeadStatusAsOf(LeadStatus.CLOSED_WITH_SALE, true);
        }
        if (assignment.closure() != null) {
            return new LeadStatusAsOf(LeadStatus.CLOSED_WITHOUT_SALE, true);
        }
        return open(
                assignment.bookedAt() != null ? LeadStatus.BOOKED : LeadStatus.ASSIGNED_TO_DEALER,
                assignment.assignedAt(),
                assignment.lapsedAt(),
                policy,
                asOf);
    }

    /**
     * The status of a lead that nobody has closed (AS-61 to AS-63).
     *
     * @param recorded {@code ASSIGNED_TO_DEALER} or {@code BOOKED}; any other is final and stays
     * @param assignedAt moment of the newest assignment
     * @param lapsedAt when the lapse was recorded; none: it was not, or not yet
     * @param asOf the moment; exactly at the deadline the lead is open
     */
    public static LeadStatusAsOf open(
            LeadStatus recorded, Instant assignedAt, @Nullable Instant lapsedAt, SlaPolicy policy, Instant asOf) {
        boolean lapsed = lapsedAt != null || asOf.isAfter(policy.lapsesAt(assignedAt));
        return switch (recorded) {
            case ASSIGNED_TO_DEALER -> lapsed ? new LeadStatusAsOf(LeadStatus.SALES_LOST, true) : at(recorded, false);
            case BOOKED -> at(recorded, lapsed);
            case CLOSED_WITH_SALE, CLOSED_WITHOUT_SALE, SALES_LOST -> at(recorded, true);
        };
    }

    private static LeadStatusAsOf at(LeadStatus status, boolean isFinal) {
        return new LeadStatusAsOf(status, isFinal);
    }
}
