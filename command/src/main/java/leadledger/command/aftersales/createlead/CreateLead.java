package leadledger.command.aftersales.createlead;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.Known;
import leadledger.command.aftersales.AftersalesLead.Unborn;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Consents;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;

/**
 * A chance to sell a service is created and assigned to a dealer (AS-01).
 *
 * @param leadId a new id
 * @param actor who creates it
 * @param at the server's time
 * @param reference a new short reference, such as {@code AL-2026-000123}
 * @param newLead what it is about
 */
public record CreateLead(LeadId leadId, Actor actor, Instant at, String reference, Input<NewLead> newLead)
        implements AftersalesCommand {

    /** The source of leads that a dealer makes for customers of its own (自発的, AS-04). */
    public static final String SPONTANEOUS = "SPONTANEOUS";

    /** The same creation under another reference. */
    public CreateLead under(String otherReference) {
        return new CreateLead(leadId, actor, at, otherReference, newLead);
    }

    @Override
    public Access access(AftersalesLead lead) {
        return mayCreate(actor) ? Access.GRANTED : new Access.Denied(Refusal.ofRole("AS-04"));
    }

    @Override
    public Decision<AftersalesEvent> decide(AftersalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> newLead.decide(this::decide);
            // The id is new in every request, so this is the same creation once more.
            case Known ignored -> Decision.accepted();
        };
    }

    private Decision<AftersalesEvent> decide(NewLead wanted) {
        List<Refusal> faults = faults(wanted);
        if (!faults.isEmpty()) {
            return new Decision.Refused<>(faults);
        }
        return Decision.accepted(new LeadCreated(
                leadId,
                reference,
                wanted.dealer(),
                wanted.leadType(),
                wanted.source(),
                wanted.campaign(),
                wanted.campaignNote(),
                wanted.vin(),
                wanted.request(),
                wanted.consents()));
    }

    private List<Refusal> faults(NewLead wanted) {
        boolean byDealer = actor.role().isDealer();
        List<Refusal> faults = new ArrayList<>();
        if (byDealer && !actor.belongsTo(wanted.dealer())) {
            faults.add(Refusal.ofValue("AC-02", "field-not-yours-to-set", "dealer"));
        }
        if (wanted.leadType() != typeMadeBy(actor)) {
            faults.add(Refusal.ofValue("AS-04", "lead-type-not-yours", "leadType"));
        }
        if (byDealer != wanted.source().equals(SPONTANEOUS)) {
            faults.add(Refusal.ofValue("AS-04", "spontaneous-is-the-dealers-source", "source")
                    .with("source", SPONTANEOUS));
        }
        if (wanted.leadType() == LeadType.HQ_DRIVEN && wanted.vin() == null) {
            faults.add(Refusal.ofValue("AS-03", "vin-required", "vin"));
        }
        return faults;
    }

    /** AS-04: headquarters, intake machines and dealers create leads. */
    public static boolean mayCreate(Actor actor) {
        return switch (actor.role()) {
            case HQ, INTAKE, AFTERSALES_AGENT, AFTERSALES_MANAGER -> true;
            case AUDITOR, CALL_CENTER, OUTLET_MANAGER, SALES_STAFF, SALES_ASSISTANT, PRIVACY_OFFICER, ADMIN, SYSTEM ->
                false;
        };
    }

    /** AS-04: headquarters make HQ-driven leads, everybody else customer-driven ones. */
    public static LeadType typeMadeBy(Actor actor) {
        return actor.role() == Role.HQ ? LeadType.HQ_DRIVEN : LeadType.CUSTOMER_DRIVEN;
    }

    /**
     * What a new lead is about.
     *
     * @param dealer the dealer that is to work it
     * @param leadType who wanted it
     * @param source code of the channel
     * @param campaign code of the campaign
     * @param campaignNote note of the campaign
     * @param vin the car, if known
     * @param request what the customer asked
     * @param consents what the customer agreed to
     */
    public record NewLead(
            DealerId dealer,
            LeadType leadType,
            String source,
            String campaign,
            @Nullable String campaignNote,
            @Nullable Vin vin,
            RequestDetails request,
            Consents consents) {}
}
