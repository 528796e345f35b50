package leadledger.command.sales.completelead;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import leadledger.command.decision.Access;
import leadledger.command.decision.CustomerEdit;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesAccess;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesCommand;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesLead.Capture;
import leadledger.command.sales.SalesLead.Delivered;
import leadledger.command.sales.SalesLead.Queued;
import leadledger.command.sales.SalesLead.Unborn;
import leadledger.command.sales.WishesEdit;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.LeadCommented;
import leadledger.events.sales.SalesEvent.LeadCompleted;
import leadledger.events.shared.Consents;
import leadledger.events.shared.LeadId;
import org.jspecify.annotations.Nullable;

/**
 * The call centre writes down what it learnt of a queued lead, and completes it (SA-02).
 *
 * @param leadId the lead
 * @param caller who does
 * @param at the server's time
 * @param completion what was learnt
 */
public record CompleteLead(LeadId leadId, SalesCaller caller, Instant at, Input<Completion> completion)
        implements SalesCommand {

    @Override
    public Access access(SalesLead lead) {
        return SalesAccess.toPrepare(lead, caller);
    }

    @Override
    public Decision<SalesEvent> decide(SalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Delivered ignored -> SalesCommand.isDelivered();
            case Queued queued -> completion.decide(learnt -> decide(queued.capture(), learnt));
        };
    }

    private static Decision<SalesEvent> decide(Capture lead, Completion learnt) {
        List<SalesEvent> events = new ArrayList<>();
        String comment = learnt.comment();
        if (comment != null && !comment.equals(lead.comment())) {
            events.add(new LeadCommented(comment));
        }
        LeadCompleted before = new LeadCompleted(lead.customer(), lead.wishes(), lead.consents());
        LeadCompleted after = new LeadCompleted(
                learnt.customer().of(lead.customer()),
                learnt.wishes().of(lead.wishes()),
                together(lead.consents(), learnt.consents()));
        if (!after.equals(before)) {
            events.add(after);
        }
        return new Decision.Accepted<>(events);
    }

    /** A consent can be given or withdrawn anew; that it was once asked stays. */
    private static Consents together(Consents before, Consents learnt) {
        Map<Consents.Kind, Consents.Consent> given = new EnumMap<>(Consents.Kind.class);
        given.putAll(before.given());
        given.putAll(learnt.given());
        return new Consents(given);
    }

    /**
     * What the call centre learnt. What is absent stays as it is.
     *
     * @param comment コールセンターコメント as it stands from now on
     * @param customer what is to change in who the customer is
     * @param wishes what is to change in what the customer wants
     * @param consents what the customer answered
     */
    public record Completion(@Nullable String comment, CustomerEdit customer, WishesEdit wishes, Consents consents) {}
}
