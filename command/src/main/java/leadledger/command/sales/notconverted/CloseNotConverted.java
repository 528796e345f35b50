package leadledger.command.sales.notconverted;

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
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.shared.LeadId;

/**
 * The lead comes to nothing (失注・終了, SA-42). Final.
 *
 * @param leadId the lead
 * @param caller who says so
 * @param at the server's time
 * @param reason why
 */
public record CloseNotConverted(LeadId leadId, SalesCaller caller, Instant at, Input<String> reason)
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
            case New ignored -> SalesCommand.isNotFollowedUpYet("SA-42");
            case FollowingUp ignored -> reason.decide(why -> Decision.accepted(new LeadNotConverted(why)));
        };
    }
}
