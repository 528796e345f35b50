package leadledger.command.sales.conversion;

import java.time.Instant;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
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
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.shared.LeadId;

/**
 * The lead becomes an opportunity (商談化, SA-42). Final.
 *
 * @param leadId the lead
 * @param caller who says so
 * @param at the server's time
 * @param opportunity short reference of the opportunity, that nothing else has
 */
public record ConvertLead(LeadId leadId, SalesCaller caller, Instant at, String opportunity) implements SalesCommand {

    /** The same conversion into an opportunity of another reference. */
    public ConvertLead as(String otherOpportunity) {
        return new ConvertLead(leadId, caller, at, otherOpportunity);
    }

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
            case FollowingUp ignored -> Decision.accepted(new LeadConverted(opportunity));
        };
    }
}
