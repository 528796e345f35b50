package leadledger.events.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import leadledger.events.calendar.OutletCalendar;
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
import leadledger.events.shared.Recorded;
import leadledger.events.sla.SlaVerdict.SetAside;
import leadledger.events.sla.SlaVerdict.SetAsideReason;
import org.jspecify.annotations.Nullable;

/**
 * The sales process's verdict as a function of a lead's events, a policy, the outlet's calendar and a moment; of nothing
 * else (SL-01). Tells the one engine which events start, stop and withdraw the clock of {@link Sla#FIRST_FOLLOW_UP}.
 */
public final class FollowUpEvaluator {

    private FollowUpEvaluator() {}

    /**
     * The verdict of a sales lead.
     *
     * @param history the lead's events in order; those recorded after {@code asOf} are not looked at (SL-22)
     * @param policies by which policy it is measured
     * @param calendar of the lead's outlet; what was changed after {@code asOf} is not looked at
     * @return empty if the lead had not been delivered by then
     */
    public static Optional<SlaVerdict> evaluate(
            List<Recorded<SalesEvent>> history, Policies policies, OutletCalendar calendar, Instant asOf) {
        List<Recorded<SalesEvent>> known = history.stream()
                .filter(event -> !event.recordedAt().isAfter(asOf))
                .toList();
        return FirstFollowUp.of(known, asOf).map(facts -> {
            SlaPolicy policy = policies.of(facts.outlet().dealer(), facts.deliveredAt());
            return measured(known, facts, facts.clock(policy, calendar.asOf(asOf)))
                    .verdict(policy, asOf);
        });
    }

    private static Measurement measured(List<Recorded<SalesEvent>> known, FirstFollowUp facts, SlaClock clock) {
        Story story = new Story(facts.deliveredAt());
        known.forEach(story::take);
        // Nobody can claim another time for any of these events, so that both times give the same clock.
        return new Measurement(
                Sla.FIRST_FOLLOW_UP,
                basis -> clock,
                Measurement.countedAt(story.start(), facts.deliveredAt()),
                story.stop == null ? null : Measurement.stamped(story.stop),
                story.mark == null ? null : Measurement.stamped(story.mark),
                story.setAside(),
                facts.rulings());
    }

    /** Goes through a lead's events in order. Not for several threads. */
    private static final class Story {

        private final Instant startedAt;
        private final List<Recorded<SalesEvent>> events = new ArrayList<>();
        private @Nullable Recorded<SalesEvent> held;
        private @Nullable Recorded<SalesEvent> delivery;
        private @Nullable Recorded<SalesEvent> stop;
        private @Nullable Recorded<SalesEvent> mark;

        Story(Instant startedAt) {
            this.startedAt = startedAt;
        }

        void take(Recorded<SalesEvent> event) {
            events.add(event);
            switch (event.event()) {
                case DeliveryHeld ignored -> held = event;
                case HeldDeliveryMoved ignored -> held = held == null ? null : event;
                case HeldDeliveryCancelled ignored -> held = null;
                case LeadDelivered ignored -> delivery = delivery == null ? event : delivery;
                case FollowUpTaskUpdated updated -> {
                    if (delivery != null && stop == null && updated.state() != TaskState.NEW) {
                        stop = event;
                    }
                }
                case LeadMarkedOutOfScope ignored -> mark = delivery != null && mark == null ? event : mark;
                case OutOfScopeMarkTakenBack ignored -> mark = null;
                default -> {
                    // starts, stops and withdraws nothing
                }
            }
        }

        /** The delivery; while it is not recorded that a held one took place, what said when it would. */
        Recorded<SalesEvent> start() {
            return Objects.requireNonNull(delivery == null ? held : delivery, "a delivered lead was delivered");
        }

        List<SetAside> setAside() {
            return events.stream()
                    .filter(event -> !event.equals(start()) && !event.equals(stop) && !event.equals(mark))
                    .map(event -> Measurement.setAside(event, reason(event)))
                    .toList();
        }

        private SetAsideReason reason(Recorded<SalesEvent> event) {
            return switch (event.event()) {
                case DeliveryHeld ignored -> SetAsideReason.DELIVERY_ON_HOLD;
                case HeldDeliveryMoved ignored -> SetAsideReason.DELIVERY_ON_HOLD;
                case HeldDeliveryCancelled ignored -> SetAsideReason.DELIVERY_ON_HOLD;
                case LeadDelivered ignored -> SetAsideReason.LATER_DELIVERY;
                case LeadAssigned ignored -> after(event, SetAsideReason.ASSIGNMENT);
                case FollowUpTaskUpdated updated ->
                    after(
                            event,
                            updated.state() == TaskState.NEW
                                    ? SetAsideReason.TASK_STAYS_NEW
                                    : SetAsideReason.LATER_UPDATE);
                case LeadMarkedOutOfScope ignored -> after(event, SetAsideReason.MARK_TAKEN_BACK);
                case OutOfScopeMarkTakenBack ignored -> after(event, SetAsideReason.MARK_TAKEN_BACK);
                case LeadCaptured ignored -> SetAsideReason.BEFORE_DELIVERY;
                case LeadCommented ignored -> after(event, SetAsideReason.NO_FOLLOW_UP);
                case LeadCompleted ignored -> after(event, SetAsideReason.NO_FOLLOW_UP);
                case ActivityPlanned ignored -> after(event, SetAsideReason.NO_FOLLOW_UP);
                case ActivityUpdated ignored -> after(event, SetAsideReason.NO_FOLLOW_UP);
                case CarDetailsSaved ignored -> after(event, SetAsideReason.NO_FOLLOW_UP);
                case CarRegistrationSaved ignored -> after(event, SetAsideReason.NO_FOLLOW_UP);
                case CarAppraisalSaved ignored -> after(event, SetAsideReason.NO_FOLLOW_UP);
                case CarCommunicationSaved ignored -> after(event, SetAsideReason.NO_FOLLOW_UP);
                case TestDriveDone ignored -> after(event, SetAsideReason.NO_FOLLOW_UP);
                case AppraisalDone ignored -> after(event, SetAsideReason.NO_FOLLOW_UP);
                case ApprovalRequested ignored -> after(event, SetAsideReason.NO_FOLLOW_UP);
                case FeedbackGiven ignored -> after(event, SetAsideReason.NO_FOLLOW_UP);
                case LeadConverted ignored -> after(event, SetAsideReason.NO_FOLLOW_UP);
                case ContractRecorded ignored -> after(event, SetAsideReason.NO_FOLLOW_UP);
                case ContractCorrected ignored -> after(event, SetAsideReason.NO_FOLLOW_UP);
                case LeadNotConverted ignored -> after(event, SetAsideReason.NO_FOLLOW_UP);
                case OfDispute ignored -> SetAsideReason.DISPUTE;
            };
        }

        private SetAsideReason after(Recorded<SalesEvent> event, SetAsideReason reason) {
            boolean before =
                    delivery == null ? event.recordedAt().isBefore(startedAt) : event.position() < delivery.position();
            return before ? SetAsideReason.BEFORE_DELIVERY : reason;
        }
    }
}
