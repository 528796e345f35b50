package leadledger.command.sales.outofscope;

import java.time.Instant;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesAccess;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesCommand;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesLead.Final;
import leadledger.command.sales.SalesLead.FollowingUp;
import leadledger.command.sales.SalesLead.New;
import leadledger.command.sales.SalesLead.OutOfScope;
import leadledger.command.sales.SalesLead.Queued;
import leadledger.command.sales.SalesLead.Unborn;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;

/**
 * A manager sets a lead aside before anybody is to follow it up (フォロー対象外, SA-22).
 *
 * @param leadId the lead
 * @param caller who says so
 * @param at the server's time
 * @param reason why
 */
public record MarkOutOfScope(LeadId leadId, SalesCaller caller, Instant at, Input<String> reason)
        implements SalesCommand {

    @Override
    public Access access(SalesLead lead) {
        return SalesAccess.toManage(lead, caller);
    }

    @Override
    public Decision<SalesEvent> decide(SalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Queued ignored -> SalesCommand.isQueued();
            case OutOfScope ignored -> SalesCommand.isOutOfScope();
            case Final ignored -> SalesCommand.isFinal();
            case FollowingUp ignored -> Decision.refused(Refusal.ofState("SA-22", "lead-followed-up"));
            case New fresh ->
                fresh.course().owner() == null
                        ? reason.decide(why -> Decision.accepted(new LeadMarkedOutOfScope(why)))
                        : Decision.refused(Refusal.ofState("SA-22", "lead-assigned"));
        };
    }
}
