package leadledger.app.wiring;

import java.util.Optional;
import java.util.UUID;
import leadledger.command.disputedesk.DisputeDirectory;
import leadledger.events.shared.Actor;
import leadledger.query.dispute.DisputeLeads;
import org.springframework.stereotype.Component;

/** Joins the commands on a dispute, on the writing side, with where it stands, which the reading side knows. */
@Component
class JoinedDisputeDirectory implements DisputeDirectory {

    private final DisputeLeads leads;

    JoinedDisputeDirectory(DisputeLeads leads) {
        this.leads = leads;
    }

    @Override
    public Optional<Place> find(UUID dispute, Actor actor) {
        return leads.find(dispute, actor).map(there -> new Place(there.process(), there.lead()));
    }
}
