package leadledger.events.sla.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.OutletId;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.Assignment.Attempt;
import leadledger.events.sla.FirstFollowUp;
import leadledger.events.sla.Policies;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaClock;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.events.sla.watch.Step.Assigned;
import leadledger.events.sla.watch.Step.Attempted;
import leadledger.events.sla.watch.Step.Booked;
import leadledger.events.sla.watch.Step.Closed;
import leadledger.events.sla.watch.Step.Corrected;
import leadledger.events.sla.watch.Step.Delivered;
import leadledger.events.sla.watch.Step.FollowedUp;
import org.jspecify.annotations.Nullable;

/**
 * The signs on one lead (SL-21), as a function of its steps, the policies and the outlets' calendars. No sign comes or goes
 * by time alone: a verdict that differs by claimed time needs the claim, and the others need the event that they are about.
 */
public final class LeadSigns {

    /** The very minute: so long after the start, and exactly so long, a stamp is in it. */
    public static final Duration MINUTE = Duration.ofSeconds(60);

    /** One part of so many of the limit is its end; exactly so much left is in it. */
    public static final int PARTS_OF_LIMIT = 100;

    private LeadSigns() {}

    /**
     * All signs on a lead.
     *
     * @param steps of the lead, in order, as far as is to be looked at
     * @param policies by which policy an assignment is measured
     * @param calendars of outlets, with all that is known
     */
    public static List<Sign> of(List<Step> steps, Policies policies, Function<OutletId, OutletCalendar> calendars) {
        List<Sign> signs = new ArrayList<>();
        List<Span> spans = spans(steps);
        for (int i = 0; i < spans.size(); i++) {
            Instant withdrawnAt =
                    i + 1 < spans.size() ? spans.get(i + 1).start().trace().recordedAt() : null;
            signs.addAll(ofSpan(i + 1, spans.get(i), withdrawnAt, policies));
        }
        ofDelivery(steps, policies, calendars).forEach(signs::add);
        return signs;
    }

    private record Span(Assigned start, List<Step> steps) {}

    private static List<Span> spans(List<Step> steps) {
        List<Span> spans = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Assigned start) {
                spans.add(new Span(start, new ArrayList<>()));
            } else if (!spans.isEmpty()) {
                spans.getLast().steps.add(step);
            }
        }
        return spans;
    }

    private static List<Sign> ofSpan(int number, Span span, @Nullable Instant withdrawnAt, Policies policies) {
        DealerId dealer = span.start.dealer();
        Instant assignedAt = span.start.trace().recordedAt();
        Course course = new Course(number, span, withdrawnAt, policies.of(dealer, assignedAt));
        List<Sign> signs = new ArrayList<>();
        for (Step step : span.steps) {
            switch (step) {
                case Attempted attempt -> course.take(attempt);
                case Corrected correction -> course.take(correction).ifPresent(signs::add);
                case Booked booked -> course.bookedBy = course.bookedBy == null ? booked.trace() : course.bookedBy;
                case Closed closed -> course.closedBy = course.closedBy == null ? closed : course.closedBy;
                case Assigned ignored -> throw new IllegalStateException("begins a span of its own");
                case Delivered ignored -> {}
                case FollowedUp ignored -> {}
            }
        }
        course.inMinute().ifPresent(signs::add);
        course.differs().ifPresent(signs::add);
        Stream.of(Sla.SLA1, Sla.SLA2)
                .flatMap(sla -> course.justBeforeDeadline(sla).stream())
                .forEach(signs::add);
        return signs;
    }

    /** Goes through one assignment. Not for several threads. */
    private static final class Course {

        private final int number;
        private final Span span;
        private final @Nullable Instant withdrawnAt;
        private final SlaPolicy policy;
        private final List<Attempt> attempts = new ArrayList<>();
        private final List<Trace> attemptTraces = new ArrayList<>();
        private final List<@Nullable Trace> corrections = new ArrayList<>();
        private @Nullable Trace bookedBy;
        private @Nullable Closed closedBy;

        Course(int number, Span span, @Nullable Instant withdrawnAt, SlaPolicy policy) {
            this.number = number;
            this.span = span;
            this.withdrawnAt = withdrawnAt;
            this.policy = policy;
        }

        void take(Attempted step) {
            attempts.add(new Attempt(step.number(), step.trace().recordedAt(), step.claimedAt(), step.reached()));
            attemptTraces.add(step.trace());
            corrections.add(null);
        }

        /** A correction that was recorded after the limit, and brought the claimed time from beyond it to within. */
        Optional<Sign> take(Corrected step) {
            int index = indexOf(step.number());
            if (index < 0) {
                return Optional.empty();
            }
            Attempt before = attempts.get(index);
            Attempt after = new Attempt(step.number(), before.stampedAt(), step.claimedAt(), step.reached());
            attempts.set(index, after);
            corrections.set(index, step.trace());
            Instant deadline = assignment().deadline(Sla.SLA1, policy);
            if (deadline == null
                    || !step.trace().recordedAt().isAfter(deadline)
                    || !claimed(before).isAfter(deadline)
                    || claimed(after).isAfter(deadline)) {
                return Optional.empty();
            }
            return Optional.of(sign(
                    SignKind.LATE_CORRECTION,
                    Sla.SLA1,
                    step.trace().position(),
                    new Figures(
                            policy.name(),
                            policy.version(),
                            policy.limit(Sla.SLA1),
                            assignedAt(),
                            deadline,
                            null,
                            step.trace().recordedAt(),
                            claimed(after),
                            claimed(before),
                            null,
                            null),
                    span.start.trace(),
                    attemptTraces.get(index),
                    step.trace()));
        }

        Optional<Sign> inMinute() {
            if (attempts.isEmpty()
                    || !isInMinute(assignedAt(), attempts.getFirst().stampedAt())) {
                return Optional.empty();
            }
            Trace first = attemptTraces.getFirst();
            return Optional.of(sign(
                    SignKind.ATTEMPT_IN_MINUTE_OF_ASSIGNMENT,
                    Sla.SLA1,
                    first.position(),
                    inMinuteFigures(assignedAt(), first.recordedAt()),
                    span.start.trace(),
                    first));
        }

        Optional<Sign> differs() {
            Assignment assignment = assignment();
            Attempt stop = assignment.stopAttempt(policy).orElse(null);
            if (stop == null) {
                return Optional.empty();
            }
            Result byRecorded = result(assignment, TimeBasis.RECORDED_AT);
            Result byClaimed = result(assignment, TimeBasis.OCCURRED_AT);
            if (byRecorded == byClaimed) {
                return Optional.empty();
            }
            int index = attempts.indexOf(stop);
            return Optional.of(sign(
                    SignKind.DIFFERS_BY_CLAIMED_TIME,
                    Sla.SLA1,
                    attemptTraces.get(index).position(),
                    new Figures(
                            policy.name(),
                            policy.version(),
                            policy.limit(Sla.SLA1),
                            assignedAt(),
                            assignment.deadline(Sla.SLA1, policy),
                            null,
                            stop.stampedAt(),
                            stop.claimedAt(),
                            null,
                            byRecorded,
                            byClaimed),
                    span.start.trace(),
                    attemptTraces.get(index),
                    corrections.get(index)));
        }

        /** Of a clock that was stopped, which no later moment changes. */
        private Result result(Assignment assignment, TimeBasis basis) {
            return assignment.clock(Sla.SLA1, policy, basis).result(assignedAt());
        }

        Optional<Sign> justBeforeDeadline(Sla sla) {
            Assignment assignment = assignment();
            SlaClock clock = assignment.clock(sla, policy, policy.basis());
            Trace stop = stop(sla, assignment);
            if (stop == null || !isJustBeforeDeadline(clock)) {
                return Optional.empty();
            }
            return Optional.of(sign(
                    SignKind.CLOSED_JUST_BEFORE_DEADLINE,
                    sla,
                    stop.position(),
                    justBeforeFigures(policy, sla, clock, stop),
                    span.start.trace(),
                    stop));
        }

        private @Nullable Trace stop(Sla sla, Assignment assignment) {
            if (sla == Sla.SLA1) {
                return assignment
                        .stopAttempt(policy)
                        .map(attempt -> attemptTraces.get(attempts.indexOf(attempt)))
                        .orElse(null);
            }
            Trace closing = closedBy == null ? null : closedBy.trace();
            return switch (policy.terms().managementTime().stop()) {
                case CLOSURE -> closing;
                case CLOSURE_OR_BOOKING -> earlier(bookedBy, closing);
            };
        }

        private static @Nullable Trace earlier(@Nullable Trace one, @Nullable Trace other) {
            return one == null || (other != null && other.position() < one.position()) ? other : one;
        }

        private int indexOf(int attempt) {
            for (int i = 0; i < attempts.size(); i++) {
                if (attempts.get(i).number() == attempt) {
                    return i;
                }
            }
            return -1;
        }

        private Instant assignedAt() {
            return span.start.trace().recordedAt();
        }

        private static Instant claimed(Attempt attempt) {
            Instant claim = attempt.claimedAt();
            return claim == null ? attempt.stampedAt() : claim;
        }

        private Assignment assignment() {
            return new Assignment(
                    number,
                    span.start.dealer(),
                    assignedAt(),
                    attempts,
                    bookedBy == null ? null : bookedBy.recordedAt(),
                    closedBy == null ? null : closedBy.trace().recordedAt(),
                    closedBy == null ? null : closedBy.closure(),
                    withdrawnAt,
                    List.of());
        }

        private Sign sign(SignKind kind, Sla sla, long subject, Figures figures, @Nullable Trace... events) {
            return new Sign(
                    kind,
                    sla,
                    subject,
                    number,
                    span.start.dealer(),
                    null,
                    figures,
                    Stream.of(events).flatMap(Stream::ofNullable).toList());
        }
    }

    /** What the sales process has: a first follow-up in the minute of the delivery, or just before its deadline. */
    private static Stream<Sign> ofDelivery(
            List<Step> steps, Policies policies, Function<OutletId, OutletCalendar> calendars) {
        Delivered delivery = null;
        for (Step step : steps) {
            if (delivery == null && step instanceof Delivered first) {
                delivery = first;
            } else if (delivery != null && step instanceof FollowedUp followUp) {
                return ofFollowUp(delivery, followUp.trace(), policies, calendars);
            }
        }
        return Stream.empty();
    }

    private static Stream<Sign> ofFollowUp(
            Delivered delivery, Trace followUp, Policies policies, Function<OutletId, OutletCalendar> calendars) {
        OutletId outlet = delivery.outlet();
        Instant startedAt = delivery.startedAt();
        List<Sign> signs = new ArrayList<>();
        if (isInMinute(startedAt, followUp.recordedAt())) {
            signs.add(ofSales(
                    SignKind.ATTEMPT_IN_MINUTE_OF_ASSIGNMENT,
                    delivery,
                    followUp,
                    inMinuteFigures(startedAt, followUp.recordedAt())));
        }
        SlaPolicy policy = policies.of(outlet.dealer(), startedAt);
        // As the calendar was known then: hours that were changed later are no matter.
        SlaClock clock = new FirstFollowUp(outlet, startedAt, followUp.recordedAt(), null, null, List.of())
                .clock(policy, calendars.apply(outlet).asOf(followUp.recordedAt()));
        if (isJustBeforeDeadline(clock)) {
            signs.add(ofSales(
                    SignKind.CLOSED_JUST_BEFORE_DEADLINE,
                    delivery,
                    followUp,
                    justBeforeFigures(policy, Sla.FIRST_FOLLOW_UP, clock, followUp)));
        }
        return signs.stream();
    }

    private static Sign ofSales(SignKind kind, Delivered delivery, Trace followUp, Figures figures) {
        return new Sign(
                kind,
                Sla.FIRST_FOLLOW_UP,
                followUp.position(),
                1,
                delivery.outlet().dealer(),
                delivery.outlet(),
                figures,
                List.of(delivery.trace(), followUp));
    }

    private static boolean isInMinute(Instant start, Instant stamp) {
        return !stamp.isBefore(start) && Duration.between(start, stamp).compareTo(MINUTE) <= 0;
    }

    private static Figures inMinuteFigures(Instant start, Instant stamp) {
        return new Figures(
                null, null, null, start, null, Duration.between(start, stamp), stamp, null, null, null, null);
    }

    /** In time, and with no more than the end of the limit left; by the time that passes on the clock. */
    private static boolean isJustBeforeDeadline(SlaClock clock) {
        Instant stop = clock.stoppedAt();
        if (stop == null || stop.isBefore(clock.startedAt())) {
            return false;
        }
        Duration left = clock.limit().minus(clock.elapsed(stop));
        return !left.isNegative() && left.multipliedBy(PARTS_OF_LIMIT).compareTo(clock.limit()) <= 0;
    }

    private static Figures justBeforeFigures(SlaPolicy policy, Sla sla, SlaClock clock, Trace stop) {
        Instant counted = clock.stoppedAt();
        return new Figures(
                policy.name(),
                policy.version(),
                policy.limit(sla),
                clock.startedAt(),
                clock.deadline(),
                counted == null ? null : clock.elapsed(counted),
                stop.recordedAt(),
                counted == null || counted.equals(stop.recordedAt()) ? null : counted,
                null,
                null,
                null);
    }
}
