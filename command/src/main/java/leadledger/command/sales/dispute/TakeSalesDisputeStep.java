package leadledger.command.sales.dispute;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.command.dispute.Dispute;
import leadledger.command.dispute.DisputeRules;
import leadledger.command.dispute.NextStep;
import leadledger.command.sales.SalesAccess;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesCommand;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesLead.Delivered;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.DisputeDecided;
import leadledger.events.sales.SalesEvent.DisputeOpened;
import leadledger.events.sales.SalesEvent.DisputeQuestionAnswered;
import leadledger.events.sales.SalesEvent.DisputeQuestionAsked;
import leadledger.events.sales.SalesEvent.DisputeReopened;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;

/**
 * Headquarters ask back, decide or reopen, or a manager of the outlet answers (SL-40).
 *
 * @param leadId the lead
 * @param caller who takes the step
 * @param at the server's time
 * @param dispute which dispute
 * @param next which step
 * @param wanted what is said
 */
public record TakeSalesDisputeStep(
        LeadId leadId, SalesCaller caller, Instant at, UUID dispute, NextStep next, Input<DisputeStep> wanted)
        implements SalesCommand {

    @Override
    public Access access(SalesLead lead) {
        Access access =
                next == NextStep.ANSWER ? SalesAccess.toManage(lead, caller) : SalesAccess.toSteer(lead, caller);
        return find(lead).isEmpty() || access.equals(Access.UNKNOWN_LEAD)
                ? new Access.Denied(DisputeRules.UNKNOWN)
                : access;
    }

    private Optional<Dispute> find(SalesLead lead) {
        return lead instanceof Delivered delivered
                ? delivered.course().measured().disputes().find(dispute)
                : Optional.empty();
    }

    @Override
    public Decision<SalesEvent> decide(SalesLead lead) {
        Optional<Dispute> found = find(lead);
        if (found.isEmpty()) {
            return Decision.refused(DisputeRules.UNKNOWN);
        }
        return DisputeRules.checkStep(found.get(), next, actor())
                .map(Decision::<SalesEvent>refused)
                .orElseGet(() -> wanted.decide(TakeSalesDisputeStep::take));
    }

    private static Decision<SalesEvent> take(DisputeStep step) {
        return switch (step) {
            case DisputeStep.Opened opened -> Decision.accepted(new DisputeOpened(opened));
            case DisputeStep.QuestionAsked asked -> Decision.accepted(new DisputeQuestionAsked(asked));
            case DisputeStep.QuestionAnswered answered -> Decision.accepted(new DisputeQuestionAnswered(answered));
            case DisputeStep.Decided decided ->
                // Nobody can claim another time for the events of a follow-up.
                decided.countsAt() == null
                        ? Decision.accepted(new DisputeDecided(decided))
                        : Decision.refused(Refusal.ofValue("SL-40", "only-first-contact-is-corrected", "outcome"));
            case DisputeStep.Reopened reopened -> Decision.accepted(new DisputeReopened(reopened));
        };
    }
}
