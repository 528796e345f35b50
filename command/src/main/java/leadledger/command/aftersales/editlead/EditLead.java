package leadledger.command.aftersales.editlead;

import java.time.Instant;
import java.util.List;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.Course;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.AftersalesLead.Open;
import leadledger.command.aftersales.AftersalesLead.Unborn;
import leadledger.command.aftersales.LeadAccess;
import leadledger.command.decision.Access;
import leadledger.command.decision.CustomerEdit;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Customer;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;

/**
 * The dealer edits the lead (編集, AS-70).
 *
 * @param leadId the lead
 * @param actor who edits
 * @param at the server's time
 * @param edit what is to change
 */
public record EditLead(LeadId leadId, Actor actor, Instant at, Input<Edit> edit) implements AftersalesCommand {

    @Override
    public Access access(AftersalesLead lead) {
        return LeadAccess.toWork(lead, actor);
    }

    @Override
    public Decision<AftersalesEvent> decide(AftersalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Final ignored -> AftersalesCommand.isFinal();
            case Open open -> edit.decide(wanted -> decide(open.course(), wanted));
        };
    }

    private static Decision<AftersalesEvent> decide(Course lead, Edit wanted) {
        LeadEdited before = new LeadEdited(lead.request(), lead.vin(), lead.managementNote());
        LeadEdited after = new LeadEdited(
                wanted.request().of(lead.request()),
                wanted.vin() == null ? lead.vin() : wanted.vin(),
                CustomerEdit.text(wanted.managementNote(), lead.managementNote()));
        return after.equals(before) ? Decision.accepted() : Decision.accepted(after);
    }

    /**
     * What is to change. What is absent stays as it is; an empty text takes away what is there.
     *
     * @param request in the request details
     * @param vin the car; a VIN can be put right, not taken away
     * @param managementNote リード管理ノート
     */
    public record Edit(
            RequestEdit request,
            @Nullable Vin vin,
            @Nullable String managementNote) {}

    /**
     * What is to change in the request details; the fields are those of {@link RequestDetails}. What is absent stays as it
     * is; an empty text takes away what is there.
     */
    public record RequestEdit(
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email,
            @Nullable String contactNumber,
            @Nullable String otherPhone,
            @Nullable String preferredLanguage,
            @Nullable String country,
            @Nullable String state,
            @Nullable String city,
            @Nullable String postalCode,
            @Nullable String inquiry,
            @Nullable String request,
            @Nullable List<Instant> preferredDateTimes,
            @Nullable String customerRemarks,
            @Nullable String additionalServices) {

        RequestDetails of(RequestDetails now) {
            Customer customer = new CustomerEdit(
                            firstName,
                            lastName,
                            email,
                            contactNumber,
                            otherPhone,
                            preferredLanguage,
                            country,
                            state,
                            city,
                            postalCode)
                    .of(now.customer());
            return new RequestDetails(
                    customer.firstName(),
                    customer.lastName(),
                    customer.email(),
                    customer.contactNumber(),
                    customer.otherPhone(),
                    customer.preferredLanguage(),
                    customer.country(),
                    customer.state(),
                    customer.city(),
                    customer.postalCode(),
                    CustomerEdit.text(inquiry, now.inquiry()),
                    CustomerEdit.text(request, now.request()),
                    preferredDateTimes == null ? now.preferredDateTimes() : preferredDateTimes,
                    CustomerEdit.text(customerRemarks, now.customerRemarks()),
                    CustomerEdit.text(additionalServices, now.additionalServices()));
        }
    }
}
