package leadledger.events.sla;

import java.time.Instant;
import java.util.Optional;
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
import leadledger.events.sales.TaskState;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What {@link FirstFollowUp} follows from, folded from a sales lead's events. The fold is total: what is in the ledger has
 * happened, whether or not a rule would have refused it (LG-41).
 *
 * @param held the delivery that waits for an outlet to open; none: none does
 * @param delivered the delivered lead; none: it is not, as far as is recorded
 * @param owner who owns it; none: nobody
 */
public record FollowUpFacts(
        @Nullable Held held,
        @Nullable FirstFollowUp delivered,
        @Nullable UserId owner) {

    /** Of a lead of which nothing has happened yet. */
    public static final FollowUpFacts NONE = new FollowUpFacts(null, null, null);

    /**
     * A delivery that waits.
     *
     * @param outlet for which outlet
     * @param opensAt when it takes place
     */
    public record Held(OutletId outlet, Instant opensAt) {}

    /** The delivered lead at a moment, whether or not it is recorded yet that a held delivery has taken place (SA-10). */
    public Optional<FirstFollowUp> at(Instant moment) {
        if (delivered != null) {
            return Optional.of(delivered);
        }
        return held == null || moment.isBefore(held.opensAt())
                ? Optional.empty()
                : Optional.of(FirstFollowUp.delivered(held.outlet(), held.opensAt()));
    }

    /** The facts after one more event, recorded at the given moment. */
    public FollowUpFacts evolve(SalesEvent event, Instant recordedAt) {
        return switch (event) {
            case DeliveryHeld wanted ->
                delivered == null ? new FollowUpFacts(new Held(wanted.outlet(), wanted.opensAt()), null, null) : this;
            case HeldDeliveryMoved moved ->
                held == null ? this : new FollowUpFacts(new Held(held.outlet(), moved.opensAt()), null, null);
            case HeldDeliveryCancelled ignored -> new FollowUpFacts(null, delivered, owner);
            case LeadDelivered to ->
                delivered == null
                        ? new FollowUpFacts(
                                null, FirstFollowUp.delivered(to.outlet(), to.deliveredAt(recordedAt)), null)
                        : this;
            case LeadAssigned assigned ->
                delivered == null ? this : new FollowUpFacts(held, delivered, assigned.owner());
            case LeadMarkedOutOfScope ignored ->
                delivered == null || delivered.outOfScopeAt() != null ? this : with(delivered.marked(recordedAt));
            case OutOfScopeMarkTakenBack ignored -> delivered == null ? this : with(delivered.marked(null));
            case FollowUpTaskUpdated updated ->
                delivered == null || updated.state() == TaskState.NEW
                        ? this
                        : with(delivered.followedUp(recordedAt, owner));
            case LeadCaptured ignored -> this;
            case LeadCommented ignored -> this;
            case LeadCompleted ignored -> this;
            case ActivityPlanned ignored -> this;
            case ActivityUpdated ignored -> this;
            case CarDetailsSaved ignored -> this;
            case CarRegistrationSaved ignored -> this;
            case CarAppraisalSaved ignored -> this;
            case CarCommunicationSaved ignored -> this;
            case TestDriveDone ignored -> this;
            case AppraisalDone ignored -> this;
            case ApprovalRequested ignored -> this;
            case FeedbackGiven ignored -> this;
            case LeadConverted ignored -> this;
            case ContractRecorded ignored -> this;
            case ContractCorrected ignored -> this;
            case LeadNotConverted ignored -> this;
            case OfDispute dispute -> delivered == null ? this : with(delivered.after(dispute.step(), recordedAt));
        };
    }

    private FollowUpFacts with(FirstFollowUp changed) {
        return new FollowUpFacts(held, changed, owner);
    }
}
