package leadledger.command.sales.capturelead;

import java.time.Instant;
import java.util.List;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesCommand;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesLead.Known;
import leadledger.command.sales.SalesLead.Unborn;
import leadledger.events.sales.CurrentCar.Details;
import leadledger.events.sales.Extra;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.ProviderId;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.Utm;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * The importer won a lead (SA-01).
 *
 * @param leadId a new id, or the one that the provider's ids of the lead belong to
 * @param caller who captures it
 * @param at the server's time
 * @param reference a new short reference, such as {@code SL-2026-000123}
 * @param newLead what it is about
 */
public record CaptureLead(LeadId leadId, SalesCaller caller, Instant at, String reference, Input<NewLead> newLead)
        implements SalesCommand {

    /** The same capture under another reference. */
    public CaptureLead under(String otherReference) {
        return new CaptureLead(leadId, caller, at, otherReference, newLead);
    }

    /** Intake machines and the call centre capture leads. */
    public static boolean mayCapture(Actor actor) {
        return actor.role() == Role.INTAKE || actor.role() == Role.CALL_CENTER;
    }

    @Override
    public Access access(SalesLead lead) {
        return mayCapture(caller.actor()) ? Access.GRANTED : new Access.Denied(Refusal.ofRole("SA-01"));
    }

    @Override
    public Decision<SalesEvent> decide(SalesLead lead) {
        return switch (lead) {
            case Unborn ignored ->
                newLead.decide(wanted -> Decision.accepted(new LeadCaptured(
                        leadId,
                        reference,
                        wanted.queue(),
                        wanted.source(),
                        wanted.campaign(),
                        wanted.utm(),
                        wanted.customer(),
                        wanted.wishes(),
                        wanted.callCenterComment(),
                        wanted.currentCar(),
                        wanted.consents(),
                        wanted.requestedAt(),
                        wanted.providerIds(),
                        wanted.extras())));
            // The provider sent it before.
            case Known ignored -> Decision.accepted();
        };
    }

    @Override
    public @Nullable Instant holdsUntil(SalesLead lead) {
        return null;
    }

    /**
     * What a new lead is about; the fields are those of {@link LeadCaptured}.
     *
     * @param queue market and brand
     * @param source code of the channel it came from
     * @param campaign code of the campaign, if there is one
     * @param utm how the customer came to the form
     * @param customer who it is
     * @param wishes what the customer wants
     * @param callCenterComment what the call centre learnt
     * @param currentCar the car that the customer drives now
     * @param consents what the customer agreed to
     * @param requestedAt when the customer asked, as the provider claims
     * @param providerIds what the provider calls the lead
     * @param extras what the provider sent besides
     */
    public record NewLead(
            LeadQueue queue,
            String source,
            @Nullable String campaign,
            Utm utm,
            Customer customer,
            Wishes wishes,
            @Nullable String callCenterComment,
            @Nullable Details currentCar,
            Consents consents,
            @Nullable Instant requestedAt,
            List<ProviderId> providerIds,
            List<Extra> extras) {

        public NewLead {
            providerIds = List.copyOf(providerIds);
            extras = List.copyOf(extras);
        }
    }
}
