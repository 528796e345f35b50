package leadledger.command.disputedesk;

import java.util.Optional;
import java.util.UUID;
import leadledger.events.dispute.DisputedProcess;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;

/** Finds the lead in whose stream a dispute stands. */
@FunctionalInterface
public interface DisputeDirectory {

    /** Where a dispute stands; empty: there is none that the actor may see (AC-01). */
    Optional<Place> find(UUID dispute, Actor actor);

    /**
     * Where a dispute stands.
     *
     * @param process of which process the lead is
     * @param lead the lead
     */
    record Place(DisputedProcess process, LeadId lead) {}
}
