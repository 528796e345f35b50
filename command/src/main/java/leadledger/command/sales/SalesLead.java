package leadledger.command.sales;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.LeadQueue;
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
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What the rules need to know of a sales lead, folded from its history. {@link #evolve} is total and never refuses: what is
 * in the ledger has happened.
 */
public sealed interface SalesLead {

    /** A lead of which nothing has happened yet. */
    SalesLead UNBORN = new Unborn();

    /**
     * The lead after one more fact.
     *
     * @param recordedAt when it was recorded
     * @param actor who did it, in the ledger's form
     */
    SalesLead evolve(SalesEvent event, Instant recordedAt, String actor);

    /** The lead at a moment: a held delivery takes place when the outlet opens, whether or not that is recorded yet (SA-10). */
    SalesLead at(Instant moment);

    /** No event yet. */
    record Unborn() implements SalesLead {

        @Override
        public SalesLead at(Instant moment) {
            return this;
        }

        @Override
        public SalesLead evolve(SalesEvent event, Instant recordedAt, String actor) {
            return event instanceof LeadCaptured captured
                    ? new Queued(
                            new Capture(
                                    captured.leadId(),
                                    captured.reference(),
                                    captured.queue(),
                                    captured.customer(),
                                    captured.wishes(),
                                    captured.callCenterComment(),
                                    captured.currentCar(),
                                    captured.consents()),
                            null)
                    : this;
        }
    }

    /** A lead that exists. */
    sealed interface Known extends SalesLead {

        /** What was captured, as it stands. */
        Capture capture();
    }

    /**
     * Status {@code QUEUED}.
     *
     * @param capture what was captured, as it stands
     * @param held the delivery that waits for an outlet to open; none: none does
     */
    record Queued(Capture capture, @Nullable Held held) implements Known {

        @Override
        public SalesLead at(Instant moment) {
            return held == null || moment.isBefore(held.opensAt()) ? this : delivered(held.outlet(), held.opensAt());
        }

        @Override
        public SalesLead evolve(SalesEvent event, Instant recordedAt, String actor) {
            return switch (event) {
                case LeadCommented commented -> new Queued(capture.with(commented), held);
                case LeadCompleted completed -> new Queued(capture.with(completed), held);
                case DeliveryHeld wanted -> new Queued(capture, new Held(wanted.outlet(), wanted.opensAt()));
                case HeldDeliveryMoved moved
                when held != null -> new Queued(capture, new Held(held.outlet(), moved.opensAt()));
                case HeldDeliveryCancelled ignored -> new Queued(capture, null);
                case LeadDelivered to -> delivered(to.outlet(), to.deliveredAt(recordedAt));
                default -> this;
            };
        }

        private New delivered(OutletId outlet, Instant deliveredAt) {
            return new New(new Course(
                    capture,
                    outlet,
                    deliveredAt,
                    null,
                    TaskState.NEW,
                    Map.of(),
                    new CurrentCar(capture.currentCar(), null, null, null),
                    Tally.NOTHING,
                    Measured.delivered(outlet, deliveredAt)));
        }
    }

    /** A lead that is an outlet's. */
    sealed interface Delivered extends Known {

        /** What every delivered lead has. */
        Course course();

        /** The same status with another course. */
        Delivered on(Course course);

        /** The lead after one more fact, but for what is measured of it. */
        Delivered follow(SalesEvent event, String actor);

        @Override
        default SalesLead evolve(SalesEvent event, Instant recordedAt, String actor) {
            Delivered next = follow(event, actor);
            return next.on(next.course().with(course().measured().after(event, recordedAt, actor)));
        }

        @Override
        default Capture capture() {
            return course().capture();
        }

        @Override
        default SalesLead at(Instant moment) {
            return this;
        }
    }

    /** A delivered lead that is worked: not set aside, and not at its end. */
    sealed interface Open extends Delivered {

        @Override
        Open on(Course course);

        @Override
        default Delivered follow(SalesEvent event, String actor) {
            return switch (event) {
                case LeadMarkedOutOfScope ignored -> new OutOfScope(course(), Set.of());
                case FollowUpTaskUpdated updated ->
                    updated.state() == TaskState.NEW ? this : new FollowingUp(course().after(updated));
                case LeadConverted converted -> new Converted(course(), converted.opportunity(), null);
                case LeadNotConverted ignored -> new NotConverted(course());
                default -> on(course().after(event));
            };
        }
    }

    /**
     * Status {@code NEW}.
     *
     * @param course what every delivered lead has
     */
    record New(Course course) implements Open {

        @Override
        public Open on(Course other) {
            return new New(other);
        }
    }

    /**
     * Status {@code FOLLOWING_UP}.
     *
     * @param course what every delivered lead has
     */
    record FollowingUp(Course course) implements Open {

        @Override
        public Open on(Course other) {
            return new FollowingUp(other);
        }
    }

    /**
     * Status {@code OUT_OF_SCOPE}.
     *
     * @param course what every delivered lead has
     * @param activeSince who has done something on the lead since the mark was set, in the ledger's form
     */
    record OutOfScope(Course course, Set<String> activeSince) implements Delivered {

        public OutOfScope {
            activeSince = Set.copyOf(activeSince);
        }

        @Override
        public OutOfScope on(Course other) {
            return new OutOfScope(other, activeSince);
        }

        @Override
        public Delivered follow(SalesEvent event, String actor) {
            if (event instanceof OutOfScopeMarkTakenBack) {
                return new New(course);
            }
            if (event instanceof OfDispute) {
                // A fact beside the lead's course (AS-60), not something done on the lead.
                return this;
            }
            Set<String> active = new HashSet<>(activeSince);
            active.add(actor);
            return new OutOfScope(course.after(event), active);
        }
    }

    /** A lead that has come to its end (SA-42). */
    sealed interface Final extends Delivered {}

    /**
     * Status {@code CONVERTED}, final.
     *
     * @param course what every delivered lead has
     * @param opportunity reference of the opportunity
     * @param result how it ended; none: not recorded yet
     */
    record Converted(
            Course course, String opportunity, @Nullable ContractResult result) implements Final {

        @Override
        public Converted on(Course other) {
            return new Converted(other, opportunity, result);
        }

        @Override
        public Converted follow(SalesEvent event, String actor) {
            return switch (event) {
                case ContractRecorded recorded -> new Converted(course, opportunity, recorded.result());
                case ContractCorrected corrected -> new Converted(course, opportunity, corrected.result());
                default -> new Converted(course.after(event), opportunity, result);
            };
        }
    }

    /**
     * Status {@code NOT_CONVERTED}, final.
     *
     * @param course what every delivered lead has
     */
    record NotConverted(Course course) implements Final {

        @Override
        public NotConverted on(Course other) {
            return new NotConverted(other);
        }

        @Override
        public NotConverted follow(SalesEvent event, String actor) {
            return this;
        }
    }

    /**
     * A delivery that waits.
     *
     * @param outlet for which outlet
     * @param opensAt when it takes place
     */
    record Held(OutletId outlet, Instant opensAt) {}

    /**
     * What was captured, as it stands.
     *
     * @param leadId the lead
     * @param reference its short reference
     * @param queue market and brand
     * @param customer who it is
     * @param wishes what the customer wants
     * @param comment コールセンターコメント
     * @param currentCar details of the car that the customer drives now, as far as told
     * @param consents what the customer agreed to
     */
    record Capture(
            LeadId leadId,
            String reference,
            LeadQueue queue,
            Customer customer,
            Wishes wishes,
            @Nullable String comment,
            CurrentCar.@Nullable Details currentCar,
            Consents consents) {

        private Capture with(LeadCommented commented) {
            return new Capture(leadId, reference, queue, customer, wishes, commented.comment(), currentCar, consents);
        }

        private Capture with(LeadCompleted completed) {
            return new Capture(
                    leadId,
                    reference,
                    queue,
                    completed.customer(),
                    completed.wishes(),
                    comment,
                    currentCar,
                    completed.consents());
        }
    }

    /**
     * What every delivered lead has.
     *
     * @param capture what was captured
     * @param outlet whose lead it is
     * @param deliveredAt when it became so (送客日時)
     * @param owner リード所有者; none: nobody yet
     * @param followUp state of the task <em>lead follow-up</em>
     * @param activities what users planned for themselves, by number
     * @param currentCar 現有車情報, as saved last (SA-40)
     * @param tally what has been recorded so far of what is recorded a limited number of times
     * @param measured what its verdict and the disputes over it follow from
     */
    record Course(
            Capture capture,
            OutletId outlet,
            Instant deliveredAt,
            @Nullable UserId owner,
            TaskState followUp,
            Map<Integer, Activity> activities,
            CurrentCar currentCar,
            Tally tally,
            Measured measured) {

        public Course {
            activities = Map.copyOf(activities);
        }

        /** After one more fact of those that leave the status as it is. */
        private Course after(SalesEvent event) {
            return switch (event) {
                case LeadAssigned assigned -> of(assigned.owner(), followUp);
                case FollowUpTaskUpdated updated -> of(owner, updated.state());
                case ActivityPlanned planned -> {
                    Map<Integer, Activity> more = new TreeMap<>(activities);
                    more.put(planned.number(), new Activity(planned.user(), TaskState.NEW, planned.comment()));
                    yield with(more);
                }
                case ActivityUpdated updated -> {
                    Map<Integer, Activity> changed = new TreeMap<>(activities);
                    changed.computeIfPresent(
                            updated.number(),
                            (number, activity) -> new Activity(activity.user(), updated.state(), updated.comment()));
                    yield with(changed);
                }
                case CarDetailsSaved saved -> with(currentCar.with(saved.details()));
                case CarRegistrationSaved saved -> with(currentCar.with(saved.registration()));
                case CarAppraisalSaved saved -> with(currentCar.with(saved.appraisal()));
                case CarCommunicationSaved saved -> with(currentCar.with(saved.communication()));
                case TestDriveDone ignored -> with(tally.andTestDrive());
                case AppraisalDone ignored -> with(tally.andAppraisal());
                case ApprovalRequested ignored -> with(tally.andFeedback(true));
                case FeedbackGiven ignored -> with(tally.andFeedback(tally.approvalRequested()));
                default -> this;
            };
        }

        private Course of(@Nullable UserId newOwner, TaskState newState) {
            return new Course(
                    capture, outlet, deliveredAt, newOwner, newState, activities, currentCar, tally, measured);
        }

        private Course with(Map<Integer, Activity> newActivities) {
            return new Course(
                    capture, outlet, deliveredAt, owner, followUp, newActivities, currentCar, tally, measured);
        }

        private Course with(CurrentCar newCar) {
            return new Course(capture, outlet, deliveredAt, owner, followUp, activities, newCar, tally, measured);
        }

        private Course with(Measured newMeasured) {
            return new Course(
                    capture, outlet, deliveredAt, owner, followUp, activities, currentCar, tally, newMeasured);
        }

        private Course with(Tally newTally) {
            return new Course(
                    capture, outlet, deliveredAt, owner, followUp, activities, currentCar, newTally, measured);
        }
    }

    /**
     * Something that somebody planned for itself.
     *
     * @param user whose it is
     * @param state its state
     * @param comment notes, as they stand
     */
    record Activity(UserId user, TaskState state, @Nullable String comment) {}

    /**
     * How often something was recorded that may be recorded a limited number of times.
     *
     * @param testDrives test drives (SA-41)
     * @param appraisals appraisals (SA-41)
     * @param feedback feedback and approval requests together (SA-41)
     * @param approvalRequested whether an approval was ever asked for
     */
    record Tally(int testDrives, int appraisals, int feedback, boolean approvalRequested) {

        /** Nothing of it yet. */
        static final Tally NOTHING = new Tally(0, 0, 0, false);

        private Tally andTestDrive() {
            return new Tally(testDrives + 1, appraisals, feedback, approvalRequested);
        }

        private Tally andAppraisal() {
            return new Tally(testDrives, appraisals + 1, feedback, approvalRequested);
        }

        private Tally andFeedback(boolean requested) {
            return new Tally(testDrives, appraisals, feedback + 1, requested);
        }
    }
}
