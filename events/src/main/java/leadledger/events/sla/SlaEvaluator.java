package leadledger.events.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import leadledger.events.sla.SlaVerdict.Counted;
import leadledger.events.sla.SlaVerdict.Evidence;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.events.sla.SlaVerdict.SetAside;
import leadledger.events.sla.SlaVerdict.SetAsideReason;
import org.jspecify.annotations.Nullable;

/** Verdicts as a function of a lead's events, a policy and a moment; of nothing else (SL-01). */
public final class SlaEvaluator {

    private static final int FIRST = 1;

    private SlaEvaluator() {}

    /**
     * The first-contact verdict of a lead ({@link Sla#SLA1}).
     *
     * @param history the lead's events in order; those recorded after {@code asOf} are not looked at (SL-22)
     * @return empty if the lead was not assigned yet at that moment
     */
    public static Optional<SlaVerdict> firstContact(
            List<Recorded<AftersalesEvent>> history, SlaPolicy policy, Instant asOf) {
        List<Recorded<AftersalesEvent>> known = history.stream()
                .filter(event -> !event.recordedAt().isAfter(asOf))
                .toList();
        return known.stream()
                .filter(event -> event.event() instanceof LeadCreated)
                .findFirst()
                .map(start -> firstContact(start, known, policy, asOf));
    }

    private static SlaVerdict firstContact(
            Recorded<AftersalesEvent> start, List<Recorded<AftersalesEvent>> known, SlaPolicy policy, Instant asOf) {
        FirstAttempt attempt = FirstAttempt.among(known);
        Counted stop = attempt == null ? null : attempt.counted(policy.basis());
        Counted otherStop =
                attempt == null ? null : attempt.counted(policy.onOtherBasis().basis());
        Instant startedAt = start.recordedAt();
        Instant deadline = startedAt.plus(policy.firstContactLimit());
        Result result = result(stop, deadline, asOf);
        Evidence evidence = new Evidence(
                policy.name(),
                policy.version(),
                policy.basis(),
                new Counted(start.position(), start.type(), startedAt, start.occurredAt(), startedAt, start.actor()),
                stop,
                policy.firstContactLimit(),
                deadline,
                Duration.between(startedAt, stop == null ? asOf : stop.countedAt()),
                setAside(known, attempt, policy.basis()));
        return new SlaVerdict(Sla.SLA1, result, result != result(otherStop, deadline, asOf), asOf, evidence);
    }

    private static Result result(@Nullable Counted stop, Instant deadline, Instant asOf) {
        return Result.of(stop == null ? null : stop.countedAt(), deadline, asOf);
    }

    private static List<SetAside> setAside(
            List<Recorded<AftersalesEvent>> known, @Nullable FirstAttempt first, TimeBasis basis) {
        List<SetAside> setAside = new ArrayList<>();
        for (Recorded<AftersalesEvent> event : known) {
            SetAsideReason reason = switch (event.event()) {
                case LeadCreated ignored -> null;
                case AppointmentBooked ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case LeadClosedWithSale ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case LeadClosedWithoutSale ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case RecontactAgreed ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case RecontactMoved ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case RecontactLeadCreated ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case RecontactedFrom ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case LeadLost ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case BookingBecameFinal ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case LeadReassigned ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case LeadEdited ignored -> SetAsideReason.NO_CONTACT_ATTEMPT;
                case ContactAttemptRecorded attempt -> attempt.number() == FIRST ? null : SetAsideReason.LATER_ATTEMPT;
                case ContactAttemptCorrected correction -> reason(correction, event, first, basis);
            };
            if (reason != null) {
                setAside.add(
                        new SetAside(event.position(), event.type(), event.recordedAt(), event.occurredAt(), reason));
            }
        }
        return setAside;
    }

    private static @Nullable SetAsideReason reason(
            ContactAttemptCorrected correction,
            Recorded<AftersalesEvent> event,
            @Nullable FirstAttempt first,
            TimeBasis basis) {
        if (correction.number() != FIRST) {
            return SetAsideReason.CORRECTS_LATER_ATTEMPT;
        }
        if (basis == TimeBasis.RECORDED_AT) {
            return SetAsideReason.RECORDED_TIME_COUNTS;
        }
        return first != null && event.equals(first.correction) ? null : SetAsideReason.SUPERSEDED;
    }

    /** The first attempt with its newest correction. */
    private record FirstAttempt(
            Recorded<AftersalesEvent> attempt,
            @Nullable Instant madeAt,
            @Nullable Recorded<AftersalesEvent> correction) {

        static @Nullable FirstAttempt among(List<Recorded<AftersalesEvent>> known) {
            FirstAttempt first = null;
            for (Recorded<AftersalesEvent> event : known) {
                if (event.event() instanceof ContactAttemptRecorded recorded && recorded.number() == FIRST) {
                    first = new FirstAttempt(event, recorded.madeAt(), null);
                } else if (first != null
                        && event.event() instanceof ContactAttemptCorrected corrected
                        && corrected.number() == FIRST) {
                    first = new FirstAttempt(first.attempt, corrected.madeAt(), event);
                }
            }
            return first;
        }

        Counted counted(TimeBasis basis) {
            Instant occurredAt = madeAt == null ? attempt.recordedAt() : madeAt;
            return new Counted(
                    attempt.position(),
                    attempt.type(),
                    attempt.recordedAt(),
                    occurredAt,
                    basis == TimeBasis.RECORDED_AT ? attempt.recordedAt() : occurredAt,
                    attempt.actor());
        }
    }
}
