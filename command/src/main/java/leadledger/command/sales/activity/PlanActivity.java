package leadledger.command.sales.activity;

import java.time.Duration;
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
import leadledger.events.sales.ActivityKind;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.ActivityPlanned;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Somebody plans a task or an appointment of its own on a lead (活動予定, SA-30). Moves no status.
 *
 * @param leadId the lead
 * @param caller whose it is to be
 * @param at the server's time
 * @param plan what is planned
 */
public record PlanActivity(LeadId leadId, SalesCaller caller, Instant at, Input<Plan> plan) implements SalesCommand {

    private static final int MOST = 100;

    /** Nobody plans further ahead: about two years. */
    private static final Duration HORIZON = Duration.ofDays(731);

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
            case Open open -> {
                int planned = open.course().activities().size();
                yield planned >= MOST
                        ? Decision.refused(
                                Refusal.ofState("SA-30", "no-activity-left").with("most", MOST))
                        : plan.decide(what -> decide(planned + 1, what));
            }
        };
    }

    private Decision<SalesEvent> decide(int number, Plan what) {
        Instant due = what.dueAt();
        if (due != null && (!due.isAfter(at) || due.isAfter(at.plus(HORIZON)))) {
            return Decision.refused(Refusal.ofValue("SA-30", "due-out-of-range", "dueAt"));
        }
        return Decision.accepted(
                new ActivityPlanned(number, caller.actor().user(), what.kind(), what.subject(), due, what.comment()));
    }

    /**
     * What is planned.
     *
     * @param kind task or appointment
     * @param subject 件名
     * @param dueAt when it is due, or when the appointment begins; whole milliseconds; always for an appointment
     * @param comment notes
     */
    public record Plan(
            ActivityKind kind,
            String subject,
            @Nullable Instant dueAt,
            @Nullable String comment) {}
}
