package leadledger.events.sla;

import java.time.Duration;
import java.time.Instant;
import leadledger.events.shared.DealerId;

/** By which policy a lead is measured (SL-10): that of its dealer's market that held when it was assigned. */
@FunctionalInterface
public interface Policies {

    /**
     * The policy for an assignment.
     *
     * @param dealer the dealer; for a sales lead, that of its outlet
     * @param assignedAt when its clocks started
     */
    SlaPolicy of(DealerId dealer, Instant assignedAt);

    /** No lead assigned longer ago than this counts in {@link Sla#SLA3} by any of these policies. */
    default Duration longestManagedWindow() {
        return PolicyTerms.LONGEST_WINDOW;
    }
}
