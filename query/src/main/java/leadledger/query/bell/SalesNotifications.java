package leadledger.query.bell;

import java.util.Set;
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
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * What the people of an outlet are told of. Its managers of each delivery, also the one who pulled the lead (SA-12); each new
 * owner of the assignment, unless it assigned the lead to itself (SA-20).
 */
final class SalesNotifications implements NotificationFold<SalesEvent> {

    @Override
    public String streamKind() {
        return SalesEvent.STREAM_KIND;
    }

    @Override
    public Class<SalesEvent> events() {
        return SalesEvent.class;
    }

    @Override
    public Set<Class<? extends SalesEvent>> telling() {
        return Set.of(LeadDelivered.class, LeadAssigned.class);
    }

    @Override
    public LeadNotifications after(@Nullable LeadNotifications before, Recorded<SalesEvent> recorded) {
        if (before == null) {
            if (!(recorded.event() instanceof LeadCaptured captured)) {
                throw new IllegalStateException("a lead begins with its capture");
            }
            return LeadNotifications.begun(recorded, captured.queue().toString(), captured.reference());
        }
        LeadNotifications now = before.at(recorded.sequence());
        return switch (recorded.event()) {
            case LeadDelivered delivered ->
                now.movedTo(delivered.outlet().value())
                        .with(now.naming(
                                NotificationKind.SALES_LEAD_DELIVERED,
                                new Addressee.Managers(delivered.outlet()),
                                recorded));
            case LeadAssigned assigned
            when !recorded.isBy(assigned.owner()) ->
                now.with(now.naming(
                        NotificationKind.SALES_LEAD_ASSIGNED,
                        new Addressee.Person(new OutletId(now.tenant()), assigned.owner()),
                        recorded));
            case LeadAssigned ignored -> now;
            case LeadCaptured ignored -> now;
            case LeadCommented ignored -> now;
            case LeadCompleted ignored -> now;
            case DeliveryHeld ignored -> now;
            case HeldDeliveryMoved ignored -> now;
            case HeldDeliveryCancelled ignored -> now;
            case LeadMarkedOutOfScope ignored -> now;
            case OutOfScopeMarkTakenBack ignored -> now;
            case FollowUpTaskUpdated ignored -> now;
            case ActivityPlanned ignored -> now;
            case ActivityUpdated ignored -> now;
            case CarDetailsSaved ignored -> now;
            case CarRegistrationSaved ignored -> now;
            case CarAppraisalSaved ignored -> now;
            case CarCommunicationSaved ignored -> now;
            case TestDriveDone ignored -> now;
            case AppraisalDone ignored -> now;
            case ApprovalRequested ignored -> now;
            case FeedbackGiven ignored -> now;
            case LeadConverted ignored -> now;
            case ContractRecorded ignored -> now;
            case ContractCorrected ignored -> now;
            case LeadNotConverted ignored -> now;
            case OfDispute ignored -> now;
        };
    }
}
