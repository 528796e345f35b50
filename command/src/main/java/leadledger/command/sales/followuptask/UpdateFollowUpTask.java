package leadledger.command.sales.followuptask;

import java.time.Instant;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesAccess;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesCommand;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesLead.Final;
import leadledger.command.sales.SalesLead.Open;
import leadledger.command.sales.SalesLead.OutOfScope;
import leadledger.command.sales.SalesLead.Queued;
import leadledger.command.sales.SalesLead.Unborn;
import leadledger.events.sales.ContactMeans;
import leadledger.events.sales.InitialOutcome;
import leadledger.events.sales.Proposal;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The task <em>lead follow-up</em> is updated (SA-31). When it first leaves {@link TaskState#NEW}, the lead is followed up
 * (SA-32); its state goes forward only (SA-33).
 *
 * @param leadId the lead
 * @param caller who says so
 * @param at the server's time
 * @param update what was done
 */
public record UpdateFollowUpTask(LeadId leadId, SalesCaller caller, Instant at, Input<Update> update)
        implements SalesCommand {

    @Override
    public Access access(SalesLead lead) {
        return SalesAccess.toFollowUp(lead, caller);
    }

    @Override
    public Decision<SalesEvent> decide(SalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Queued ignored -> SalesCommand.isQueued();
            case OutOfScope ignored -> SalesCommand.isOutOfScope();
            case Final ignored -> SalesCommand.isFinal();
            case Open open ->
                open.course().followUp() == TaskState.CLOSED
                        ? Decision.refused(Refusal.ofState("SA-33", "task-closed"))
                        : update.decide(done -> decide(open.course().followUp(), done));
        };
    }

    private static Decision<SalesEvent> decide(TaskState before, Update done) {
        if (done.state().compareTo(before) < 0) {
            return Decision.refused(Refusal.ofState("SA-33", "task-goes-forward-only"));
        }
        if (before == TaskState.NEW && done.state() != TaskState.NEW && done.contact() == null) {
            return Decision.refused(
                    Refusal.ofValue("SA-31", "field-required", "means"),
                    Refusal.ofValue("SA-31", "field-required", "outcome"));
        }
        boolean saysNothing =
                done.state() == before && done.contact() == null && done.proposal() == null && done.comment() == null;
        return saysNothing
                ? Decision.accepted()
                : Decision.accepted(new FollowUpTaskUpdated(
                        done.state(),
                        done.contact() == null ? null : done.contact().means(),
                        done.proposal(),
                        done.contact() == null ? null : done.contact().outcome(),
                        done.comment()));
    }

    /**
     * What was done.
     *
     * @param state the task's state from now on
     * @param contact how the customer was contacted; none: it was not, which can be said once the task has left new
     * @param proposal what was proposed
     * @param comment notes; always while the task stays new
     */
    public record Update(
            TaskState state,
            @Nullable Contact contact,
            @Nullable Proposal proposal,
            @Nullable String comment) {

        public Update {
            if (state == TaskState.NEW && (contact != null || proposal != null || comment == null)) {
                throw new IllegalArgumentException("a task that stays new has a comment and nothing else");
            }
        }
    }

    /**
     * A contact with the customer.
     *
     * @param means by which means
     * @param outcome 初期実施事項
     */
    public record Contact(ContactMeans means, InitialOutcome outcome) {}
}
