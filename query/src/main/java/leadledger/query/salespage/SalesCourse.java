package leadledger.query.salespage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.DeliveryKind;
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
import leadledger.events.sales.SalesStatus;
import leadledger.events.sales.TaskState;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.Recorded;
import leadledger.query.saleslead.LeadOwner;
import leadledger.query.saleslead.SalesLeadReader.SalesLeadAsOf;
import leadledger.query.saleslead.SalesPlace;
import leadledger.query.salespage.SalesPage.AppraisalVisit;
import leadledger.query.salespage.SalesPage.Feedback;
import leadledger.query.salespage.SalesPage.FollowUpTask;
import leadledger.query.salespage.SalesPage.Opportunity;
import leadledger.query.salespage.SalesPage.Ownership;
import leadledger.query.salespage.SalesPage.PlannedActivity;
import leadledger.query.salespage.SalesPage.TestDrive;
import org.jspecify.annotations.Nullable;

/** All that a page shows of a sales lead, folded from its events and brought to the moment of the page. */
final class SalesCourse {

    private final ReferenceLookup references;
    private final LeadCaptured captured;
    private final Instant createdAt;
    private final List<Ownership> owners = new ArrayList<>();
    private final List<PlannedActivity> activities = new ArrayList<>();
    private final List<TestDrive> testDrives = new ArrayList<>();
    private final List<AppraisalVisit> appraisals = new ArrayList<>();
    private final List<Feedback> feedback = new ArrayList<>();
    private Customer customer;
    private Wishes wishes;
    private Consents consents;
    private @Nullable String callCenterComment;
    private CurrentCar car;
    private SalesPlace place;
    private SalesStatus status = SalesStatus.QUEUED;
    private @Nullable DeliveryKind deliveryKind;
    private @Nullable Instant deliveredAt;
    private @Nullable Instant followedUpAt;
    private @Nullable FollowUpTask followUp;
    private @Nullable String outOfScopeReason;
    private @Nullable String notConvertedReason;
    private @Nullable Opportunity opportunity;

    private SalesCourse(LeadCaptured captured, Instant createdAt, ReferenceLookup references) {
        this.references = references;
        this.captured = captured;
        this.createdAt = createdAt;
        customer = captured.customer();
        wishes = captured.wishes();
        consents = captured.consents();
        callCenterComment = captured.callCenterComment();
        car = new CurrentCar(captured.currentCar(), null, null, null);
        place = SalesPlace.in(captured.queue());
    }

    /** The lead as of its moment; names of users by the reference data as they stand. */
    static SalesCourse of(SalesLeadAsOf lead, ReferenceLookup references) {
        SalesCourse course =
                new SalesCourse(lead.capture(), lead.events().getFirst().recordedAt(), references);
        lead.events().forEach(course::take);
        course.bringTo(lead.asOf());
        return course;
    }

    /** A held delivery takes place when the outlet opens, whether or not that is recorded yet (SA-10). */
    private void bringTo(Instant moment) {
        SalesPlace then = place.at(moment);
        SalesPlace.Held held = place.held();
        if (held != null && !then.isQueued()) {
            deliver(DeliveryKind.HELD, held.opensAt());
        }
        place = then;
    }

    private void take(Recorded<SalesEvent> recorded) {
        boolean wasQueued = place.isQueued();
        place = place.after(recorded.event());
        switch (recorded.event()) {
            case LeadCaptured ignored -> {}
            case OfDispute ignored -> {}
            case LeadCommented commented -> callCenterComment = commented.comment();
            case LeadCompleted completed -> {
                customer = completed.customer();
                wishes = completed.wishes();
                consents = completed.consents();
            }
            case DeliveryHeld ignored -> {}
            case HeldDeliveryMoved ignored -> {}
            case HeldDeliveryCancelled ignored -> {}
            case LeadDelivered delivered -> {
                if (wasQueued) {
                    deliver(delivered.kind(), delivered.deliveredAt(recorded.recordedAt()));
                }
            }
            case LeadAssigned assigned ->
                owners.add(new Ownership(
                        LeadOwner.of(assigned.owner(), references), recorded.recordedAt(), recorded.actor()));
            case LeadMarkedOutOfScope marked -> {
                if (isOpen()) {
                    status = SalesStatus.OUT_OF_SCOPE;
                    outOfScopeReason = marked.reason();
                }
            }
            case OutOfScopeMarkTakenBack ignored -> {
                if (status == SalesStatus.OUT_OF_SCOPE) {
                    status = SalesStatus.NEW;
                    outOfScopeReason = null;
                }
            }
            case FollowUpTaskUpdated updated -> followUp(updated, recorded);
            case ActivityPlanned planned ->
                activities.add(new PlannedActivity(
                        planned.number(),
                        LeadOwner.of(planned.user(), references),
                        planned.kind(),
                        planned.subject(),
                        planned.dueAt(),
                        TaskState.NEW,
                        planned.comment(),
                        recorded.recordedAt()));
            case ActivityUpdated updated ->
                activities.replaceAll(activity -> activity.number() == updated.number()
                        ? activity.with(updated.state(), updated.comment())
                        : activity);
            case CarDetailsSaved saved -> car = car.with(saved.details());
            case CarRegistrationSaved saved -> car = car.with(saved.registration());
            case CarAppraisalSaved saved -> car = car.with(saved.appraisal());
            case CarCommunicationSaved saved -> car = car.with(saved.communication());
            case TestDriveDone done ->
                testDrives.add(new TestDrive(
                        done.on(), done.model(), done.comment(), recorded.recordedAt(), recorded.actor()));
            case AppraisalDone done ->
                appraisals.add(new AppraisalVisit(
                        done.on(), done.amount(), done.comment(), recorded.recordedAt(), recorded.actor()));
            case ApprovalRequested asked ->
                feedback.add(new Feedback(true, asked.text(), null, recorded.recordedAt(), recorded.actor()));
            case FeedbackGiven given ->
                feedback.add(
                        new Feedback(false, given.text(), given.approved(), recorded.recordedAt(), recorded.actor()));
            case LeadConverted converted -> {
                if (isOpen()) {
                    status = SalesStatus.CONVERTED;
                    opportunity = new Opportunity(converted.opportunity(), recorded.recordedAt(), null, null, null);
                }
            }
            case ContractRecorded contract -> {
                if (opportunity != null) {
                    opportunity = opportunity.with(contract.result(), recorded.recordedAt(), null);
                }
            }
            case ContractCorrected contract -> {
                if (opportunity != null) {
                    opportunity = opportunity.with(contract.result(), recorded.recordedAt(), contract.reason());
                }
            }
            case LeadNotConverted ended -> {
                if (isOpen()) {
                    status = SalesStatus.NOT_CONVERTED;
                    notConvertedReason = ended.reason();
                }
            }
        }
    }

    private boolean isOpen() {
        return status == SalesStatus.NEW || status == SalesStatus.FOLLOWING_UP;
    }

    private void deliver(DeliveryKind kind, Instant at) {
        status = SalesStatus.NEW;
        deliveryKind = kind;
        deliveredAt = at;
        followUp = new FollowUpTask(TaskState.NEW, null, null, null, null, null, null);
    }

    private void followUp(FollowUpTaskUpdated updated, Recorded<SalesEvent> recorded) {
        followUp = new FollowUpTask(
                updated.state(),
                updated.means(),
                updated.proposal(),
                updated.outcome(),
                updated.comment(),
                recorded.recordedAt(),
                recorded.actor());
        if (updated.state() != TaskState.NEW && isOpen()) {
            status = SalesStatus.FOLLOWING_UP;
            followedUpAt = Objects.requireNonNullElse(followedUpAt, recorded.recordedAt());
        }
    }

    LeadCaptured captured() {
        return captured;
    }

    Instant createdAt() {
        return createdAt;
    }

    Customer customer() {
        return customer;
    }

    Wishes wishes() {
        return wishes;
    }

    Consents consents() {
        return consents;
    }

    @Nullable
    String callCenterComment() {
        return callCenterComment;
    }

    CurrentCar car() {
        return car;
    }

    SalesPlace place() {
        return place;
    }

    SalesStatus status() {
        return status;
    }

    @Nullable
    DeliveryKind deliveryKind() {
        return deliveryKind;
    }

    @Nullable
    Instant deliveredAt() {
        return deliveredAt;
    }

    @Nullable
    Instant followedUpAt() {
        return followedUpAt;
    }

    /** The task <em>lead follow-up</em>; none: the lead is not delivered. */
    @Nullable
    FollowUpTask followUp() {
        return followUp;
    }

    /** Every owner, the newest last. */
    List<Ownership> owners() {
        return List.copyOf(owners);
    }

    List<PlannedActivity> activities() {
        return List.copyOf(activities);
    }

    List<TestDrive> testDrives() {
        return List.copyOf(testDrives);
    }

    List<AppraisalVisit> appraisals() {
        return List.copyOf(appraisals);
    }

    List<Feedback> feedback() {
        return List.copyOf(feedback);
    }

    @Nullable
    String outOfScopeReason() {
        return outOfScopeReason;
    }

    @Nullable
    String notConvertedReason() {
        return notConvertedReason;
    }

    @Nullable
    Opportunity opportunity() {
        return opportunity;
    }
}
