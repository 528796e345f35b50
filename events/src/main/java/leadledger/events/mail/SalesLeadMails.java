package leadledger.events.mail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import leadledger.events.mail.MailCourse.Standing;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.ActivityPlanned;
import leadledger.events.sales.SalesEvent.ActivityUpdated;
import leadledger.events.sales.SalesEvent.AppraisalDone;
import leadledger.events.sales.SalesEvent.ApprovalRequested;
import leadledger.events.sales.SalesEvent.CarAppraisalSaved;
import leadledger.events.sales.SalesEvent.CarCommunicationSaved;
import leadledger.events.sales.SalesEvent.CarDetailsSaved;
import leadledger.events.sales.SalesEvent.CarRegistrationSaved;
import leadledger.events.sales.SalesEvent.ContractCorrected;
import leadledger.events.sales.SalesEvent.ContractRecorded;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.FeedbackGiven;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.sales.SalesEvent.HeldDeliveryMoved;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadCommented;
import leadledger.events.sales.SalesEvent.LeadCompleted;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.sales.SalesEvent.OfDispute;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.SalesEvent.TestDriveDone;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Which e-mails follow from a sales lead's history (SA-12, SA-20). Each manager that the outlet had when the delivery was
 * recorded is told of it, also the one who pulled the lead; each new owner of the assignment, unless it assigned the lead to
 * itself. The same history and the same directory give the same e-mails (LG-33).
 */
public final class SalesLeadMails {

    private final MailPolicy policy;
    private final Managers managers;
    private final List<MailCourse> courses = new ArrayList<>();
    private @Nullable LeadId lead;
    private @Nullable OutletId outlet;

    private SalesLeadMails(MailPolicy policy, Managers managers) {
        this.policy = policy;
        this.managers = managers;
    }

    /** Tells who managed an outlet. */
    @FunctionalInterface
    public interface Managers {

        /** Who managed it at a moment, in an order that is always the same. */
        List<UserId> of(OutletId outlet, Instant moment);
    }

    /**
     * Every e-mail that a history gave cause for, in the order of causes, and whether it is still to be sent.
     *
     * @param events a lead's history, in order
     */
    public static List<MailCourse> courses(List<Recorded<SalesEvent>> events, MailPolicy policy, Managers managers) {
        SalesLeadMails mails = new SalesLeadMails(policy, managers);
        events.forEach(mails::add);
        return List.copyOf(mails.courses);
    }

    private void add(Recorded<SalesEvent> cause) {
        switch (cause.event()) {
            case LeadCaptured captured -> lead = captured.leadId();
            case LeadDelivered delivered -> {
                outlet = delivered.outlet();
                for (UserId manager : managers.of(delivered.outlet(), cause.recordedAt())) {
                    plan(cause, MailKind.SALES_LEAD_DELIVERED, Recipient.OUTLET_MANAGER, manager);
                }
            }
            case LeadAssigned assigned -> {
                withdrawAssignment(cause);
                if (!cause.isBy(assigned.owner())) {
                    plan(cause, MailKind.SALES_LEAD_ASSIGNED, Recipient.OWNER, assigned.owner());
                }
            }
            case LeadMarkedOutOfScope ignored -> withdrawAssignment(cause);
            case LeadConverted ignored -> withdrawAssignment(cause);
            case LeadNotConverted ignored -> withdrawAssignment(cause);
            case LeadCommented ignored -> {}
            case LeadCompleted ignored -> {}
            case DeliveryHeld ignored -> {}
            case HeldDeliveryMoved ignored -> {}
            case HeldDeliveryCancelled ignored -> {}
            case OutOfScopeMarkTakenBack ignored -> {}
            case FollowUpTaskUpdated ignored -> {}
            case ActivityPlanned ignored -> {}
            case ActivityUpdated ignored -> {}
            case CarDetailsSaved ignored -> {}
            case CarRegistrationSaved ignored -> {}
            case CarAppraisalSaved ignored -> {}
            case CarCommunicationSaved ignored -> {}
            case TestDriveDone ignored -> {}
            case AppraisalDone ignored -> {}
            case ApprovalRequested ignored -> {}
            case FeedbackGiven ignored -> {}
            case ContractRecorded ignored -> {}
            case ContractCorrected ignored -> {}
            case OfDispute ignored -> {}
        }
    }

    private void plan(Recorded<SalesEvent> cause, MailKind kind, Recipient recipient, UserId user) {
        Instant dueAt = cause.recordedAt();
        PlannedMail mail = new PlannedMail(
                MailStreams.mailId(cause.eventId(), kind, recipient, user),
                requireLead(),
                requireOutlet().value(),
                cause.eventId(),
                cause.position(),
                kind,
                recipient,
                user,
                dueAt,
                dueAt.plus(policy.expiresAfter()),
                null,
                0,
                null,
                null);
        courses.add(new MailCourse(mail, Standing.STANDS, dueAt));
    }

    /** It is no longer the one to follow up. That a lead was delivered stays news, whatever becomes of the lead. */
    private void withdrawAssignment(Recorded<SalesEvent> cause) {
        courses.replaceAll(
                course -> course.mail().kind() == MailKind.SALES_LEAD_ASSIGNED ? course.withdrawnBy(cause) : course);
    }

    private LeadId requireLead() {
        if (lead == null) {
            throw new IllegalStateException("a lead begins with its capture");
        }
        return lead;
    }

    private OutletId requireOutlet() {
        if (outlet == null) {
            throw new IllegalStateException("a lead is delivered before it is assigned");
        }
        return outlet;
    }
}
