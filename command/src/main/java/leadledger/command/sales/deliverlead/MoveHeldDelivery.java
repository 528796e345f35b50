package leadledger.command.sales.deliverlead;

import java.time.Instant;
import java.util.Optional;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.sales.SalesAccess;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesCommand;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesLead.Capture;
import leadledger.command.sales.SalesLead.Held;
import leadledger.command.sales.SalesLead.Queued;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.sales.SalesEvent.HeldDeliveryMoved;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.OutletId;
import org.jspecify.annotations.Nullable;

/**
 * The service moves a held delivery after its outlet's calendar (SA-10). A delivery to an outlet that takes no leads any
 * more, or never opens, is taken back: the call centre finds the lead in its queue. Where the calendar says what it said,
 * nothing is recorded.
 *
 * @param leadId the lead
 * @param caller the service itself
 * @param at the server's time
 * @param references when outlets are open
 */
public record MoveHeldDelivery(LeadId leadId, SalesCaller caller, Instant at, ReferenceLookup references)
        implements SalesCommand {

    /** When a delivery held for an outlet takes place, as the calendar stands; empty: never. */
    public static Optional<Instant> takesPlaceAt(OutletId outlet, Instant now, ReferenceLookup references) {
        return references
                .outlet(outlet)
                .filter(OutletDefined::active)
                .flatMap(defined -> references.calendarOf(outlet).opensAt(now));
    }

    @Override
    public Access access(SalesLead lead) {
        return SalesAccess.toKeepTime(lead, caller);
    }

    @Override
    public Decision<SalesEvent> decide(SalesLead lead) {
        if (!(lead instanceof Queued(Capture ignored, @Nullable Held held)) || held == null) {
            return Decision.accepted();
        }
        return takesPlaceAt(held.outlet(), at, references)
                .map(opensAt -> opensAt.equals(held.opensAt())
                        ? Decision.<SalesEvent>accepted()
                        : Decision.<SalesEvent>accepted(new HeldDeliveryMoved(opensAt)))
                .orElseGet(() -> Decision.accepted(new HeldDeliveryCancelled()));
    }
}
