package leadledger.query.lead;

import java.time.Instant;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.sla.SlaPolicy;

/**
 * The sixty days of an open lead, counted from its newest assignment (AS-61 to AS-63, AS-65). The deadline decides, not its
 * record (AS-64): whoever shows a status asks here, so that the answer is the same a millisecond before the lapse is
 * recorded and after.
 */
public final class Lapse {

    private Lapse() {}

    /** Whether the sixty days of an assignment are past; at the very moment of the deadline they are not (AS-63). */
    public static boolean isPast(Instant assignedAt, Instant now) {
        return now.isAfter(SlaPolicy.lapsesAt(assignedAt));
    }

    /** The earliest assignment whose sixty days are not past: for exactly the ones before it, they are. */
    public static Instant cutoff(Instant now) {
        return now.minus(SlaPolicy.LAPSE_AFTER);
    }

    /** The status that a lead has at a moment, by the status that is recorded (AS-64). */
    public static LeadStatus status(LeadStatus recorded, Instant assignedAt, Instant now) {
        return recorded == LeadStatus.ASSIGNED_TO_DEALER && isPast(assignedAt, now) ? LeadStatus.SALES_LOST : recorded;
    }
}
