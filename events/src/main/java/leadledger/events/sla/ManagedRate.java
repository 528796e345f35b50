package leadledger.events.sla;

import java.time.Instant;

/**
 * {@link Sla#SLA3}, fully managed (完全管理リード): how many of the leads assigned in the policy's window before a moment were
 * brought to an end with or without sale (SL-03).
 */
public final class ManagedRate {

    private ManagedRate() {}

    /**
     * Managed leads among those in the window, as if nothing had been decided in disputes. A lead counts for its newest dealer
     * only, by its newest assignment (AS-65).
     *
     * @param leads facts as known at the moment; of those recorded later none
     */
    public static Share at(Iterable<SlaFacts> leads, SlaPolicy policy, Instant moment) {
        long managed = 0;
        long inWindow = 0;
        for (SlaFacts lead : leads) {
            Assignment newest = lead.newest().orElse(null);
            if (newest != null && isInWindow(newest.assignedAt(), policy, moment)) {
                inWindow++;
                managed += newest.isManaged() ? 1 : 0;
            }
        }
        return new Share(managed, inWindow);
    }

    /** Whether a lead assigned at a moment is in the window; both its ends are. */
    public static boolean isInWindow(Instant assignedAt, SlaPolicy policy, Instant moment) {
        return !assignedAt.isAfter(moment) && !assignedAt.isBefore(moment.minus(policy.managedWindow()));
    }
}
