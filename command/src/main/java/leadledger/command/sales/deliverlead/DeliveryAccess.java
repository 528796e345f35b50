package leadledger.command.sales.deliverlead;

import java.util.Set;
import leadledger.command.decision.Access;
import leadledger.command.sales.SalesAccess;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesLead.Delivered;
import leadledger.command.sales.SalesLead.Queued;
import leadledger.command.sales.SalesLead.Unborn;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;

/**
 * Whether somebody may do something about a lead's delivery (SA-10, SA-11). It is decided here, and not on the lead's state,
 * what whoever comes late is told: the winning outlet's name and nothing of the lead, not even its version.
 */
final class DeliveryAccess {

    private DeliveryAccess() {}

    /**
     * Judges a caller.
     *
     * @param roles who does such things
     * @param references for the outlet's name
     */
    static Access of(SalesLead lead, SalesCaller caller, Set<Role> roles, ReferenceLookup references) {
        boolean isOfRole = roles.contains(caller.actor().role());
        return switch (lead) {
            case Unborn ignored -> Access.UNKNOWN_LEAD;
            case Queued queued when !SalesAccess.sees(queued, caller) -> Access.UNKNOWN_LEAD;
            case Queued ignored -> isOfRole ? Access.GRANTED : Access.WRONG_ROLE;
            case Delivered delivered
            when isOfRole && (couldSeeQueued(delivered, caller) || seesNow(delivered, caller)) ->
                new Access.Denied(comesLate(delivered.course().outlet(), references));
            case Delivered delivered -> seesNow(delivered, caller) ? Access.WRONG_ROLE : Access.UNKNOWN_LEAD;
        };
    }

    private static boolean couldSeeQueued(Delivered lead, SalesCaller caller) {
        return caller.sees(lead.capture().queue());
    }

    private static boolean seesNow(Delivered lead, SalesCaller caller) {
        return SalesAccess.sees(lead, caller);
    }

    private static Refusal comesLate(OutletId winner, ReferenceLookup references) {
        return Refusal.ofState("SA-11", "lead-delivered-to")
                .with(
                        "outlet",
                        references.outlet(winner).map(OutletDefined::name).orElse(winner.value()));
    }
}
