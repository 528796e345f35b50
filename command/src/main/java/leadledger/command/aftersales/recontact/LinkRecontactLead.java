package leadledger.command.aftersales.recontact;

import java.time.Instant;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.LeadAccess;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;

/**
 * The lead of a re-contact exists, and its master shall know (AS-52).
 *
 * @param leadId the master
 * @param actor the service itself
 * @param at the server's time
 * @param child the new lead
 */
public record LinkRecontactLead(LeadId leadId, Actor actor, Instant at, LeadId child) implements AftersalesCommand {

    @Override
    public Access access(AftersalesLead lead) {
        return LeadAccess.toKeepTime(lead, actor);
    }

    @Override
    public Decision<AftersalesEvent> decide(AftersalesLead lead) {
        return lead instanceof Final ended
                        && ended.recontact() != null
                        && ended.recontact().child() == null
                ? Decision.accepted(new RecontactLeadCreated(child))
                : Decision.accepted();
    }
}
