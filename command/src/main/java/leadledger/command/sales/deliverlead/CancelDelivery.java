package leadledger.command.sales.deliverlead;

import java.time.Instant;
import java.util.Set;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesCommand;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesLead.Delivered;
import leadledger.command.sales.SalesLead.Queued;
import leadledger.command.sales.SalesLead.Unborn;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Role;

/**
 * The call centre takes a held delivery back (SA-10). Where none is held, there is nothing to do.
 *
 * @param leadId the lead
 * @param caller who does
 * @param at the server's time
 * @param references for the name of the outlet, if it has opened already
 */
public record CancelDelivery(LeadId leadId, SalesCaller caller, Instant at, ReferenceLookup references)
        implements SalesCommand {

    private static final Set<Role> ROLES = Set.of(Role.CALL_CENTER);

    @Override
    public Access access(SalesLead lead) {
        return DeliveryAccess.of(lead, caller, ROLES, references);
    }

    @Override
    public Decision<SalesEvent> decide(SalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Delivered ignored -> SalesCommand.isDelivered();
            case Queued queued ->
                queued.held() == null ? Decision.accepted() : Decision.accepted(new HeldDeliveryCancelled());
        };
    }
}
