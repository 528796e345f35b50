package leadledger.command.sales.outofscope;

import java.time.Instant;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.sales.SalesAccess;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesCommand;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesLead.Final;
import leadledger.command.sales.SalesLead.Open;
import leadledger.command.sales.SalesLead.OutOfScope;
import leadledger.command.sales.SalesLead.Queued;
import leadledger.command.sales.SalesLead.Unborn;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;

/**
 * A manager takes back that a lead is out of follow-up scope, as long as nobody else did anything on it since (SA-22).
 *
 * @param leadId the lead
 * @param caller who says so; any manager of the outlet, not only the one that set the mark
 * @param at the server's time
 */
public record TakeMarkBack(LeadId leadId, SalesCaller caller, Instant at) implements SalesCommand {

    @Override
    public Access access(SalesLead lead) {
        return SalesAccess.toManage(lead, caller);
    }

    @Override
    public Decision<SalesEvent> decide(SalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Queued ignored -> SalesCommand.isQueued();
            case Final ignored -> SalesCommand.isFinal();
            case Open ignored -> Decision.refused(Refusal.ofState("SA-22", "lead-in-scope"));
            case OutOfScope outOfScope ->
                outOfScope.activeSince().stream().allMatch(this::isCaller)
                        ? Decision.accepted(new OutOfScopeMarkTakenBack())
                        : Decision.refused(Refusal.ofState("SA-22", "others-acted-since"));
        };
    }

    /** The same user in another role is no other user. */
    private boolean isCaller(String ledgerForm) {
        return ledgerForm.substring(ledgerForm.indexOf('/') + 1).equals(actor().subject());
    }
}
