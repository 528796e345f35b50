package leadledger.command.aftersales.correctcontactattempt;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.ContactAttempt;
import leadledger.command.aftersales.AftersalesLead.Course;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.AftersalesLead.Open;
import leadledger.command.aftersales.AftersalesLead.Unborn;
import leadledger.command.aftersales.ContactAttemptRules;
import leadledger.command.aftersales.LeadAccess;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.Policies;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaClock;
import leadledger.events.sla.SlaPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded wrongly of a contact attempt is put right (AS-13). Says how the attempt should stand altogether; the
 * server's stamp stays.
 *
 * @param leadId the lead
 * @param actor who says so
 * @param at the server's time
 * @param number which attempt, from 1
 * @param correction how it should stand, and why
 * @param policies by which policy the lead's verdicts are given, and how long they can be disputed
 */
public record CorrectContactAttempt(
        LeadId leadId, Actor actor, Instant at, int number, Input<Correction> correction, Policies policies)
        implements AftersalesCommand {

    @Override
    public Access access(AftersalesLead lead) {
        return LeadAccess.toWork(lead, actor);
    }

    @Override
    public Decision<AftersalesEvent> decide(AftersalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Open open -> decide(open.course());
            case Final ended ->
                windowEnd(ended).filter(end -> !at.isAfter(end)).isPresent()
                        ? decide(ended.course())
                        : AftersalesCommand.isFinal();
        };
    }

    @Override
    public @Nullable Instant holdsUntil(AftersalesLead lead) {
        return lead instanceof Final ended ? windowEnd(ended).orElse(null) : AftersalesCommand.super.holdsUntil(lead);
    }

    /**
     * On a lead that has ended, an attempt can be corrected as long as a first-contact verdict can be disputed which that could
     * change; nothing else that a correction could change is measured (AS-60, SL-40). A met verdict falls with the stop, a
     * breached one at its deadline.
     */
    private Optional<Instant> windowEnd(Final lead) {
        Course course = lead.course();
        SlaPolicy policy = policies.of(course.dealer(), course.assignedAt());
        Assignment assignment = assignment(course);
        if (!canChangeTheStop(assignment, policy)) {
            return Optional.empty();
        }
        SlaClock clock = assignment.clock(Sla.SLA1, policy, policy.basis());
        Instant deadline = clock.deadline();
        Instant fell = clock.stoppedAt();
        if (deadline != null && (fell == null || fell.isAfter(deadline))) {
            fell = deadline;
        }
        // A verdict that never falls can be changed at any time.
        return Optional.of((fell == null ? at : fell).plus(policy.disputeWindow()));
    }

    private static Assignment assignment(Course course) {
        return new Assignment(
                1,
                course.dealer(),
                course.assignedAt(),
                course.attempts().stream()
                        .map(attempt -> new Assignment.Attempt(
                                attempt.number(),
                                attempt.stampedAt(),
                                attempt.madeAt(),
                                attempt.outcome() == ContactOutcome.REACHED))
                        .toList(),
                null,
                null,
                null,
                null,
                List.of());
    }

    /** Attempts after the one that stopped the clock change nothing; where none did, each could have. */
    private boolean canChangeTheStop(Assignment assignment, SlaPolicy policy) {
        return assignment.attempts().stream().anyMatch(attempt -> attempt.number() == number)
                && assignment
                        .stopAttempt(policy)
                        .map(stop -> number <= stop.number())
                        .orElse(true);
    }

    private Decision<AftersalesEvent> decide(Course lead) {
        Optional<ContactAttempt> recorded = lead.attempt(number);
        if (recorded.isEmpty()) {
            return Decision.refused(Refusal.ofState("AS-13", "no-such-attempt").with("number", number));
        }
        return correction.decide(corrected -> decide(lead, recorded.get(), corrected));
    }

    private Decision<AftersalesEvent> decide(Course lead, ContactAttempt recorded, Correction corrected) {
        if (corrected.leaves(recorded)) {
            return Decision.accepted();
        }
        return ContactAttemptRules.checkMoment(lead, number, corrected.madeAt(), recorded.stampedAt(), at)
                .map(Decision::<AftersalesEvent>refused)
                .orElseGet(() -> Decision.accepted(new ContactAttemptCorrected(
                        number, corrected.channel(), corrected.outcome(), corrected.madeAt(), corrected.reason())));
    }

    /**
     * How an attempt should stand.
     *
     * @param channel by which means
     * @param outcome whether the customer was reached
     * @param madeAt when it was really made; none: the server's stamp counts
     * @param reason why it is corrected
     */
    public record Correction(
            ContactChannel channel,
            ContactOutcome outcome,
            @Nullable Instant madeAt,
            String reason) {

        private boolean leaves(ContactAttempt recorded) {
            return recorded.channel() == channel
                    && recorded.outcome() == outcome
                    && Objects.equals(recorded.madeAt(), madeAt);
        }
    }
}
