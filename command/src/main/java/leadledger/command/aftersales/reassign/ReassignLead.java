package leadledger.command.aftersales.reassign;

import java.time.Instant;
import leadledger.command.aftersales.Access;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.AftersalesLead.Open;
import leadledger.command.aftersales.AftersalesLead.Unborn;
import leadledger.command.aftersales.Decision;
import leadledger.command.aftersales.Input;
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
        return Access.toSteer(lead, actor);
    }

    @Override
    public Decision decide(AftersalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.UNKNOWN_LEAD;
            case Final ignored -> Decision.FINAL;
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
