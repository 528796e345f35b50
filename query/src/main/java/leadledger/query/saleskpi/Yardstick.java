package leadledger.query.saleskpi;

import java.time.Duration;
import java.time.Instant;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.reference.KpiTargets;
import leadledger.events.sla.ClockTime;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy;

/**
 * By what an outlet's leads are judged.
 *
 * @param targets what the outlet is to reach, as it stands now
 * @param policyPercent the target of the policy that held then, for where the outlet has set none
 * @param business the outlet's open time, as it was known at the moment
 * @param moment as of which moment
 */
record Yardstick(KpiTargets targets, int policyPercent, ClockTime business, Instant moment) {

    static Yardstick of(KpiTargets targets, SlaPolicy policy, OutletCalendar calendar, Instant moment) {
        return new Yardstick(
                targets, policy.targetPercent(Sla.FIRST_FOLLOW_UP), ClockTime.ofOutlet(calendar.asOf(moment)), moment);
    }

    /** Within so much time the first follow-up is to come. */
    Duration followUpLimit() {
        return Duration.ofMinutes(targets.followUpMinutes());
    }
}
