package leadledger.command.sales.activity;

import java.time.Instant;
import java.util.Map;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesAccess;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesCommand;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesLead.Activity;
import leadledger.command.sales.SalesLead.Delivered;
import leadledger.command.sales.SalesLead.Final;
import leadledger.command.sales.SalesLead.Open;
import leadledger.command.sales.SalesLead.OutOfScope;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.ActivityUpdated;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * Somebody updates what it had planned (SA-33): forward only, and no status moves. What another planned is another's: for
 * sales staff there is no such task, and a manager, who sees it, may not touch it.
 *
 * @param leadId the lead
 * @param caller who says so
 * @param at the server's time
 * @param number which; of the lead, from 1
 * @param progress how it stands
 */
public record UpdateActivity(LeadId leadId, SalesCaller caller, Instant at, int number, Input<Progress> progress)
        implements SalesCommand {

    private static final Access UNKNOWN_TASK =
            new Access.Denied(new Refusal("SA-30", Refusal.Kind.UNKNOWN, "unknown-task", null, Map.of()));
    private static final Access IS_ANOTHERS =
            new Access.Denied(new Refusal("SA-30", Refusal.Kind.ROLE, "task-of-another", null, Map.of()));

    @Override
    public Access access(SalesLead lead) {
        Access access = SalesAccess.toFollowUp(lead, caller);
        if (access instanceof Access.Denied) {
            return access;
        }
        Activity activity = activity(lead);
        if (activity == null) {
            return UNKNOWN_TASK;
        }
        if (activity.user().equals(caller.actor().user())) {
            return Access.GRANTED;
        }
        return caller.actor().role() == Role.OUTLET_MANAGER ? IS_ANOTHERS : UNKNOWN_TASK;
    }

    private @Nullable Activity activity(SalesLead lead) {
        return lead instanceof Delivered delivered
                ? delivered.course().activities().get(number)
                : null;
    }

    @Override
    public Decision<SalesEvent> decide(SalesLead lead) {
        Activity activity = activity(lead);
        return lead instanceof Delivered delivered && activity != null
                ? decide(delivered, activity)
                : Decision.unknownLead();
    }

    private Decision<SalesEvent> decide(Delivered lead, Activity activity) {
        return switch (lead) {
            case OutOfScope ignored -> SalesCommand.isOutOfScope();
            case Final ignored -> SalesCommand.isFinal();
            case Open ignored -> progress.decide(now -> decide(activity, now));
        };
    }

    private Decision<SalesEvent> decide(Activity before, Progress now) {
        String comment = now.comment() == null ? before.comment() : now.comment();
        if (before.equals(new Activity(before.user(), now.state(), comment))) {
            return Decision.accepted();
        }
        if (before.state() == TaskState.CLOSED) {
            return Decision.refused(Refusal.ofState("SA-33", "task-closed"));
        }
        return now.state().compareTo(before.state()) < 0
                ? Decision.refused(Refusal.ofState("SA-33", "task-goes-forward-only"))
                : Decision.accepted(new ActivityUpdated(number, now.state(), comment));
    }

    /**
     * How it stands.
     *
     * @param state its state from now on
     * @param comment notes from now on; none: they stay
     */
    public record Progress(TaskState state, @Nullable String comment) {}
}
