package leadledger.command.aftersales.reassign;

import java.time.Instant;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.AftersalesLead.Open;
import leadledger.command.aftersales.AftersalesLead.Unborn;
import leadledger.command.aftersales.LeadAccess;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;

/**
 * Headquarters move a lead to another dealer (AS-65). Needs no contact attempt: that a dealer does not take a lead up is a
 * reason to move it.
 *
 * @param leadId the lead
 * @param actor who says so
 * @param at the server's time
 * @param move where to, and why
 */
public record ReassignLead(LeadId leadId, Actor actor, Instant at, Input<Move> move) implements AftersalesCommand {

    @Override
    public Access access(AftersalesLead lead) {
        return LeadAccess.toSteer(lead, actor);
    }

    @Override
    public Decision<AftersalesEvent> decide(AftersalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Final ignored -> AftersalesCommand.isFinal();
            case Open open ->
                move.decide(to -> to.dealer().equals(open.course().dealer())
                        ? Decision.refused(Refusal.ofValue("AS-65", "is-this-dealers-already", "dealer"))
                        : Decision.accepted(new LeadReassigned(to.dealer(), to.reason())));
        };
    }

    /**
     * Where to, and why.
     *
     * @param dealer a dealer of the network
     * @param reason why; free text
     */
    public record Move(DealerId dealer, String reason) {}
}
