package leadledger.command.sales.contract;

import java.time.Instant;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesAccess;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesCommand;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesLead.Converted;
import leadledger.command.sales.SalesLead.NotConverted;
import leadledger.command.sales.SalesLead.Open;
import leadledger.command.sales.SalesLead.OutOfScope;
import leadledger.command.sales.SalesLead.Queued;
import leadledger.command.sales.SalesLead.Unborn;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.ContractCorrected;
import leadledger.events.sales.SalesEvent.ContractRecorded;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The opportunity's contract is won or lost (SA-42). Recorded once; another result later corrects it, and needs a reason.
 *
 * @param leadId the lead
 * @param caller who says so
 * @param at the server's time
 * @param contract how it ended
 */
public record RecordContract(LeadId leadId, SalesCaller caller, Instant at, Input<Contract> contract)
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
            case NotConverted ignored -> SalesCommand.isFinal();
            case Open ignored -> Decision.refused(Refusal.ofState("SA-42", "lead-not-converted-yet"));
            case Converted converted -> contract.decide(ended -> decide(converted.result(), ended));
        };
    }

    private static Decision<SalesEvent> decide(@Nullable ContractResult before, Contract ended) {
        if (ended.result() == before) {
            return Decision.accepted();
        }
        if (before == null) {
            return ended.reason() == null
                    ? Decision.accepted(new ContractRecorded(ended.result()))
                    : Decision.refused(Refusal.ofValue("SA-42", "nothing-to-correct", "reason"));
        }
        return ended.reason() == null
                ? Decision.refused(Refusal.ofValue("SA-42", "reason-needed-to-correct", "reason"))
                : Decision.accepted(new ContractCorrected(ended.result(), ended.reason()));
    }

    /**
     * How it ended.
     *
     * @param result won or lost
     * @param reason why an earlier result is corrected; none: none is
     */
    public record Contract(ContractResult result, @Nullable String reason) {}
}
