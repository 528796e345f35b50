package leadledger.command.aftersales.recordcontactattempt;

import java.time.Instant;
import leadledger.command.aftersales.Access;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.Course;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.AftersalesLead.Open;
import leadledger.command.aftersales.AftersalesLead.Unborn;
import leadledger.command.aftersales.ContactAttemptRules;
import leadledger.command.aftersales.Decision;
import leadledger.command.aftersales.Input;
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
        return Access.toWork(lead, actor);
    }

    @Override
    public Decision decide(AftersalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.UNKNOWN_LEAD;
            case Final ignored -> Decision.FINAL;
            case Open open -> decide(open.course());
        };
    }

    private Decision decide(Course lead) {
        int number = lead.attempts().size() + 1;
        if (number > ContactAttemptRules.MOST_ATTEMPTS) {
            return Decision.refused(
                    Refusal.ofState("AS-10", "no-attempt-left").with("most", ContactAttemptRules.MOST_ATTEMPTS));
        }
        return attempt.decide(tried -> ContactAttemptRules.checkMoment(lead, number, tried.madeAt(), null, at)
                .map(Decision::refused)
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
