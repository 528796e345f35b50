package leadledger.events.sla.watch;

import java.time.Instant;
import java.util.Optional;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.Closure;
import org.jspecify.annotations.Nullable;

/** An event of a lead, with no more of it than signs need. */
public sealed interface Step {

    /** The event. */
    Trace trace();

    /** The lead was assigned to a dealer, for the first time or anew. */
    record Assigned(Trace trace, DealerId dealer) implements Step {}

    /** A contact attempt. */
    record Attempted(Trace trace, int number, @Nullable Instant claimedAt, boolean reached) implements Step {}

    /** A correction of a contact attempt. */
    record Corrected(Trace trace, int number, @Nullable Instant claimedAt, boolean reached) implements Step {}

    /** An appointment was booked. */
    record Booked(Trace trace) implements Step {}

    /** The dealer closed the lead. */
    record Closed(Trace trace, Closure closure) implements Step {}

    /** The lead was delivered to an outlet, whose clock began at {@code startedAt}. */
    record Delivered(Trace trace, OutletId outlet, Instant startedAt) implements Step {}

    /** The follow-up task left <em>new</em>. */
    record FollowedUp(Trace trace) implements Step {}

    /** Of an aftersales lead's event; empty: no sign needs it. */
    static Optional<Step> ofAftersales(Recorded<AftersalesEvent> recorded) {
        Trace trace = Trace.of(recorded);
        return Optional.ofNullable(
                switch (recorded.event()) {
                    case LeadCreated created -> new Assigned(trace, created.dealer());
                    case LeadReassigned moved -> new Assigned(trace, moved.dealer());
                    case ContactAttemptRecorded attempt ->
                        new Attempted(
                                trace, attempt.number(), attempt.madeAt(), attempt.outcome() == ContactOutcome.REACHED);
                    case ContactAttemptCorrected correction ->
                        new Corrected(
                                trace,
                                correction.number(),
                                correction.madeAt(),
                                correction.outcome() == ContactOutcome.REACHED);
                    case AppointmentBooked ignored -> new Booked(trace);
                    case LeadClosedWithSale ignored -> new Closed(trace, Closure.WITH_SALE);
                    case LeadClosedWithoutSale ignored -> new Closed(trace, Closure.WITHOUT_SALE);
                    case RecontactAgreed ignored -> new Closed(trace, Closure.RE_CONTACT);
                    case AftersalesEvent.LeadLost ignored -> null;
                    case AftersalesEvent.BookingBecameFinal ignored -> null;
                    case AftersalesEvent.RecontactMoved ignored -> null;
                    case AftersalesEvent.RecontactLeadCreated ignored -> null;
                    case AftersalesEvent.RecontactedFrom ignored -> null;
                    case AftersalesEvent.LeadEdited ignored -> null;
                    case AftersalesEvent.OfDispute ignored -> null;
                });
    }

    /** Of a sales lead's event; empty: no sign needs it. */
    static Optional<Step> ofSales(Recorded<SalesEvent> recorded) {
        Trace trace = Trace.of(recorded);
        return Optional.ofNullable(
                switch (recorded.event()) {
                    case LeadDelivered to -> new Delivered(trace, to.outlet(), to.deliveredAt(recorded.recordedAt()));
                    case FollowUpTaskUpdated updated -> updated.state() == TaskState.NEW ? null : new FollowedUp(trace);
                    case SalesEvent.LeadCaptured ignored -> null;
                    case SalesEvent.LeadCommented ignored -> null;
                    case SalesEvent.LeadCompleted ignored -> null;
                    case SalesEvent.DeliveryHeld ignored -> null;
                    case SalesEvent.HeldDeliveryMoved ignored -> null;
                    case SalesEvent.HeldDeliveryCancelled ignored -> null;
                    case SalesEvent.LeadAssigned ignored -> null;
                    case SalesEvent.LeadMarkedOutOfScope ignored -> null;
                    case SalesEvent.OutOfScopeMarkTakenBack ignored -> null;
                    case SalesEvent.ActivityPlanned ignored -> null;
                    case SalesEvent.ActivityUpdated ignored -> null;
                    case SalesEvent.CarDetailsSaved ignored -> null;
                    case SalesEvent.CarRegistrationSaved ignored -> null;
                    case SalesEvent.CarAppraisalSaved ignored -> null;
                    case SalesEvent.CarCommunicationSaved ignored -> null;
                    case SalesEvent.TestDriveDone ignored -> null;
                    case SalesEvent.AppraisalDone ignored -> null;
                    case SalesEvent.ApprovalRequested ignored -> null;
                    case SalesEvent.FeedbackGiven ignored -> null;
                    case SalesEvent.LeadConverted ignored -> null;
                    case SalesEvent.ContractRecorded ignored -> null;
                    case SalesEvent.ContractCorrected ignored -> null;
                    case SalesEvent.LeadNotConverted ignored -> null;
                    case SalesEvent.OfDispute ignored -> null;
                });
    }
}
