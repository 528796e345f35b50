package leadledger.command.sales.deliverlead;

import java.time.Instant;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.sales.SalesAccess;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesCommand;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesLead.Held;
import leadledger.command.sales.SalesLead.Queued;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.shared.LeadId;
import org.jspecify.annotations.Nullable;

/**
 * The service records that a held delivery has taken place, if it has (SA-10). The same again, or too early, records nothing.
 *
 * @param leadId the lead
 * @param caller the service itself
 * @param at the server's time
 */
public record RecordDelivery(LeadId leadId, SalesCaller caller, Instant at) implements SalesCommand {

    @Override
    public Access access(SalesLead lead) {
        return SalesAccess.toKeepTime(lead, caller);
    }

    @Override
    public Decision<SalesEvent> decide(SalesLead lead) {
        return lead instanceof Queued(SalesLead.Capture ignored, @Nullable Held held)
                        && held != null
                        && !at.isBefore(held.opensAt())
                ? Decision.accepted(new LeadDelivered(held.outlet(), DeliveryKind.HELD, held.opensAt()))
                : Decision.accepted();
    }

    @Override
    public @Nullable Instant holdsUntil(SalesLead lead) {
        return null;
    }
}
