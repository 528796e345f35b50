package leadledger.command.aftersales.correctcontactattempt;

import java.time.Instant;
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
import leadledger.events.sla.Sla;
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
 */
public record CorrectContactAttempt(LeadId leadId, Actor actor, Instant at, int number, Input<Correction> correction)
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
     * On a lead that has ended, the first attempt can be corrected as long as its first-contact verdict can be disputed;
     * nothing else that a correction could change is measured (AS-60, SL-40). A met verdict falls with the attempt, a
     * breached one at its deadline.
     */
    private Optional<Instant> windowEnd(Final lead) {
        if (number != 1) {
            return Optional.empty();
        }
        Instant deadline = lead.course().assignedAt().plus(SlaPolicy.DEFAULT.limit(Sla.SLA1));
        return lead.course().attempt(number).map(attempt -> {
            Instant fell = attempt.stampedAt().isBefore(deadline) ? attempt.stampedAt() : deadline;
            return fell.plus(SlaPolicy.DEFAULT.disputeWindow());
        });
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
