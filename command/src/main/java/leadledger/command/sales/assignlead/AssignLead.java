package leadledger.command.sales.assignlead;

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
import leadledger.command.sales.SalesNetwork;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.UserId;

/**
 * A manager makes one of the outlet's sales staff the lead's owner, for the first time or anew (SA-20). An assistant cannot be
 * one (SA-21).
 *
 * @param leadId the lead
 * @param caller who says so
 * @param at the server's time
 * @param network who works at the lead's outlet
 * @param owner who is to follow it up
 */
public record AssignLead(LeadId leadId, SalesCaller caller, Instant at, SalesNetwork network, Input<UserId> owner)
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
            case Open open -> owner.decide(user -> decide(open, user));
        };
    }

    private Decision<SalesEvent> decide(Open lead, UserId user) {
        if (user.equals(lead.course().owner())) {
            return Decision.accepted();
        }
        return switch (network.standing(user, lead.course().outlet())) {
            case SALES_STAFF -> Decision.accepted(new LeadAssigned(user));
            case ASSISTANT -> Decision.refused(Refusal.ofValue("SA-21", "assistant-cannot-own", "user"));
            case NEITHER -> Decision.refused(Refusal.ofValue("SA-20", "unknown-sales-staff", "user"));
        };
    }
}
