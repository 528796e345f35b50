package leadledger.command.aftersales.recordcontactattempt;

import java.time.Instant;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesLead;
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
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A dealer says that it tried to reach the customer (ディーラーへの連絡の試み, AS-10).
 *
 * @param leadId the lead
 * @param actor who says so
 * @param at the server's time
 * @param attempt what was tried
 */
public record RecordContactAttempt(LeadId leadId, Actor actor, Instant at, Input<Attempt> attempt)
        implements AftersalesCommand {

    @Override
    public Access access(AftersalesLead lead) {
        return LeadAccess.toWork(lead, actor);
    }

    @Override
    public Decision<AftersalesEvent> decide(AftersalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Final ignored -> AftersalesCommand.isFinal();
            case Open open -> decide(open.course());
        };
    }

    private Decision<AftersalesEvent> decide(Course lead) {
        int number = lead.attempts().size() + 1;
        if (number > ContactAttemptRules.MOST_ATTEMPTS) {
            return Decision.refused(
                    Refusal.ofState("AS-10", "no-attempt-left").with("most", ContactAttemptRules.MOST_ATTEMPTS));
        }
        return attempt.decide(tried -> ContactAttemptRules.checkMoment(lead, number, tried.madeAt(), null, at)
                .map(Decision::<AftersalesEvent>refused)
                .orElseGet(() -> Decision.accepted(
                        new ContactAttemptRecorded(number, tried.channel(), tried.outcome(), tried.madeAt()))));
    }

    /**
     * What was tried.
     *
     * @param channel by which means
     * @param outcome whether the customer was reached
     * @param madeAt when it was really made, if not now; whole milliseconds
     */
    public record Attempt(
            ContactChannel channel,
            ContactOutcome outcome,
            @Nullable Instant madeAt) {}
}
