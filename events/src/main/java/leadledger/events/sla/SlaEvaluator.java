package leadledger.events.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.OfDispute;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.Assignment.Attempt;
import leadledger.events.sla.LeadVerdicts.OfAssignment;
import leadledger.events.sla.PolicyTerms.ManagementStop;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import leadledger.events.sla.SlaVerdict.Counted;
import leadledger.events.sla.SlaVerdict.SetAside;
import leadledger.events.sla.SlaVerdict.SetAsideReason;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts as a function of an aftersales lead's events, a policy and a moment; of nothing else (SL-01). The results are those of
 * {@link SlaFacts}; here they get their evidence (SL-30).
 */
public final class SlaEvaluator {

    private SlaEvaluator() {}

    /**
     * The verdicts of a lead for {@link Sla#SLA1} and {@link Sla#SLA2}, for each of its assignments (SL-07).
     *
     * @param history the lead's events in order; those recorded after {@code asOf} are not looked at (SL-22)
     * @param policies by which policy each assignment is measured
     * @return without assignments if the lead was not assigned yet at that moment
     */
    public static LeadVerdicts evaluate(List<Recorded<AftersalesEvent>> history, Policies policies, Instant asOf) {
        return judge(
                history.stream()
                        .filter(event -> !event.recordedAt().isAfter(asOf))
                        .toList(),
                policies,
                asOf);
    }

    /**
     * The same of events that somebody else has chosen: whenever they were recorded, they are all looked at.
     *
     * @param known the lead's events in order
     * @param policies by which policy each assignment is measured
     * @param asOf the moment by which limits have passed or not
     */
    public static LeadVerdicts judge(List<Recorded<AftersalesEvent>> known, Policies policies, Instant asOf) {
        SlaFacts facts = SlaFacts.of(known, Instant.MAX);
        List<Span> spans = spans(known);
        List<Recorded<AftersalesEvent>> disputes = known.stream()
                .filter(event -> event.event() instanceof OfDispute)
                .toList();
        List<OfAssignment> verdicts = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            Assignment assignment = facts.assignments().get(i);
            Case asked = new Case(
                    assignment,
                    spans.get(i),
                    spans.subList(0, i),
                    i + 1 < spans.size() ? spans.get(i + 1).start : null,
                    disputes,
                    policies.of(assignment.dealer(), assignment.assignedAt()),
                    asOf);
            verdicts.add(new OfAssignment(assignment, asked.verdict(Sla.SLA1), asked.verdict(Sla.SLA2)));
        }
        return new LeadVerdicts(asOf, facts, verdicts);
    }

    /**
     * The events of each assignment, from the one that made it, but the steps of disputes: those are over one verdict, whenever
     * they are taken, and concern no other (AC-01, AS-65).
     */
    private static List<Span> spans(List<Recorded<AftersalesEvent>> known) {
        List<Span> spans = new ArrayList<>();
        for (Recorded<AftersalesEvent> event : known) {
            boolean begins =
                    spans.isEmpty() ? event.event() instanceof LeadCreated : event.event() instanceof LeadReassigned;
            if (begins) {
                spans.add(new Span(event, new ArrayList<>()));
            } else if (!spans.isEmpty() && !(event.event() instanceof OfDispute)) {
                spans.getLast().events.add(event);
            }
        }
        return spans;
    }

    private record Span(Recorded<AftersalesEvent> start, List<Recorded<AftersalesEvent>> events) {

        /** The newest correction of an attempt. */
        @Nullable
        Recorded<AftersalesEvent> correction(int number) {
            boolean attempted = false;
            Recorded<AftersalesEvent> newest = null;
            for (Recorded<AftersalesEvent> event : events) {
                attempted |= isAttempt(event.event(), number);
                if (attempted
                        && event.event() instanceof ContactAttemptCorrected correction
                        && correction.number() == number) {
                    newest = event;
                }
            }
            return newest;
        }
    }

    private static boolean isAttempt(AftersalesEvent event, int number) {
        return event instanceof ContactAttemptRecorded attempt && attempt.number() == number;
    }

    private static boolean isClosure(AftersalesEvent event) {
        return event instanceof LeadClosedWithSale
                || event instanceof LeadClosedWithoutSale
                || event instanceof RecontactAgreed;
    }

    /** One assignment with all that its verdicts rest on. */
    private record Case(
            Assignment assignment,
            Span span,
            List<Span> before,
            @Nullable Recorded<AftersalesEvent> next,
            List<Recorded<AftersalesEvent>> disputes,
            SlaPolicy policy,
            Instant asOf) {

        SlaVerdict verdict(Sla sla) {
            Recorded<AftersalesEvent> stop = sla == Sla.SLA1 ? stopAttempt() : stopOfManagement();
            return new Measurement(
                            sla,
                            basis -> assignment.clock(sla, policy, basis),
                            Measurement.stamped(span.start),
                            stop == null ? null : counted(sla, stop),
                            next == null ? null : Measurement.stamped(next),
                            setAside(sla, stop),
                            assignment.rulings())
                    .verdict(policy, asOf);
        }

        private int stopNumber() {
            return assignment.stopAttempt(policy).map(Attempt::number).orElse(0);
        }

        private @Nullable Recorded<AftersalesEvent> stopAttempt() {
            int number = stopNumber();
            return first(event -> isAttempt(event, number));
        }

        private @Nullable Recorded<AftersalesEvent> stopOfManagement() {
            boolean byBooking = policy.terms().managementTime().stop() == ManagementStop.CLOSURE_OR_BOOKING;
            return first(event -> isClosure(event) || (byBooking && event instanceof AppointmentBooked));
        }

        private @Nullable Recorded<AftersalesEvent> first(Predicate<AftersalesEvent> wanted) {
            return span.events.stream()
                    .filter(event -> wanted.test(event.event()))
                    .findFirst()
                    .orElse(null);
        }

        private Counted counted(Sla sla, Recorded<AftersalesEvent> stop) {
            Attempt attempt = assignment.stopAttempt(policy).orElse(null);
            if (sla != Sla.SLA1 || attempt == null) {
                return Measurement.stamped(stop);
            }
            Recorded<AftersalesEvent> correction =
                    policy.basis() == TimeBasis.OCCURRED_AT ? span.correction(attempt.number()) : null;
            return new Counted(
                    stop.position(),
                    stop.type(),
                    stop.recordedAt(),
                    attempt.moment(TimeBasis.OCCURRED_AT),
                    attempt.moment(policy.basis()),
                    stop.actor(),
                    correction == null ? null : correction.position(),
                    Measurement.importedAt(stop));
        }

        private List<SetAside> setAside(Sla sla, @Nullable Recorded<AftersalesEvent> stop) {
            List<SetAside> setAside = new ArrayList<>();
            for (Span earlier : before) {
                setAside.add(Measurement.setAside(earlier.start, SetAsideReason.EARLIER_ASSIGNMENT));
                earlier.events.forEach(
                        event -> setAside.add(Measurement.setAside(event, SetAsideReason.EARLIER_ASSIGNMENT)));
            }
            for (Recorded<AftersalesEvent> event : span.events) {
                SetAsideReason reason = event.equals(stop) ? null : reason(sla, event);
                if (reason != null) {
                    setAside.add(Measurement.setAside(event, reason));
                }
            }
            disputes.stream()
                    .filter(step -> isOver(sla, step))
                    .forEach(step -> setAside.add(Measurement.setAside(step, SetAsideReason.DISPUTE)));
            setAside.sort(Comparator.comparingLong(SetAside::position));
            return setAside;
        }

        private boolean isOver(Sla sla, Recorded<AftersalesEvent> step) {
            return step.event() instanceof OfDispute of
                    && assignment.rulings().stream()
                            .anyMatch(ruling -> ruling.sla() == sla
                                    && ruling.dispute().equals(of.step().dispute()));
        }

        private @Nullable SetAsideReason reason(Sla sla, Recorded<AftersalesEvent> event) {
            return sla == Sla.SLA1 ? againstFirstContact(event) : againstManagementTime(event.event(), policy);
        }

        private @Nullable SetAsideReason againstFirstContact(Recorded<AftersalesEvent> event) {
            return switch (event.event()) {
                case ContactAttemptRecorded attempt ->
                    stopAttempt() == null || attempt.number() < stopNumber()
                            ? SetAsideReason.CUSTOMER_NOT_REACHED
                            : SetAsideReason.LATER_ATTEMPT;
                case ContactAttemptCorrected correction -> againstCorrection(correction, event);
                case AppointmentBooked ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case LeadClosedWithSale ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case LeadClosedWithoutSale ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case RecontactAgreed ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case RecontactMoved ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case RecontactLeadCreated ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case RecontactedFrom ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case LeadLost ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case BookingBecameFinal ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case LeadCreated ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case LeadReassigned ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case LeadEdited ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case OfDispute ignored -> SetAsideReason.DISPUTE;
            };
        }

        private @Nullable SetAsideReason againstCorrection(
                ContactAttemptCorrected correction, Recorded<AftersalesEvent> event) {
            if (correction.number() != stopNumber()) {
                return SetAsideReason.CORRECTS_LATER_ATTEMPT;
            }
            if (policy.basis() == TimeBasis.RECORDED_AT) {
                return SetAsideReason.RECORDED_TIME_COUNTS;
            }
            return event.equals(span.correction(correction.number())) ? null : SetAsideReason.SUPERSEDED;
        }

        private static SetAsideReason againstManagementTime(AftersalesEvent event, SlaPolicy policy) {
            return switch (event) {
                case AppointmentBooked ignored ->
                    policy.terms().managementTime().stop() == ManagementStop.CLOSURE
                            ? SetAsideReason.BOOKING_IS_NO_CLOSURE
                            : SetAsideReason.LATER_CLOSURE;
                case LeadLost ignored -> SetAsideReason.LAPSE_IS_NO_CLOSURE;
                case BookingBecameFinal ignored -> SetAsideReason.LAPSE_IS_NO_CLOSURE;
                case LeadClosedWithSale ignored -> SetAsideReason.LATER_CLOSURE;
                case LeadClosedWithoutSale ignored -> SetAsideReason.LATER_CLOSURE;
                case RecontactAgreed ignored -> SetAsideReason.LATER_CLOSURE;
                case ContactAttemptRecorded ignored -> SetAsideReason.NO_CLOSURE;
                case ContactAttemptCorrected ignored -> SetAsideReason.NO_CLOSURE;
                case RecontactMoved ignored -> SetAsideReason.NO_CLOSURE;
                case RecontactLeadCreated ignored -> SetAsideReason.NO_CLOSURE;
                case RecontactedFrom ignored -> SetAsideReason.NO_CLOSURE;
                case LeadCreated ignored -> SetAsideReason.NO_CLOSURE;
                case LeadReassigned ignored -> SetAsideReason.NO_CLOSURE;
                case LeadEdited ignored -> SetAsideReason.NO_CLOSURE;
                case OfDispute ignored -> SetAsideReason.DISPUTE;
            };
        }
    }
}
