package leadledger.command.aftersales.lapse;

import java.time.Instant;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.Assigned;
import leadledger.command.aftersales.AftersalesLead.Booked;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.AftersalesLead.Open;
import leadledger.command.aftersales.AftersalesLead.Unborn;
import leadledger.command.aftersales.LeadAccess;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import org.jspecify.annotations.Nullable;

/**
 * Puts into the ledger that a lead's sixty days have passed (AS-61, AS-62). What follows from it holds without this record
 * too (AS-64).
 *
 * @param leadId the lead
 * @param actor the service itself
 * @param at the server's time
 */
public record RecordLapse(LeadId leadId, Actor actor, Instant at) implements AftersalesCommand {

    @Override
    public Access access(AftersalesLead lead) {
        return LeadAccess.toKeepTime(lead, actor);
    }

    /** Of the lead as it is recorded, not as it is by now. */
    @Override
    public Decision<AftersalesEvent> decide(AftersalesLead lead) {
        return switch (lead) {
            case Unborn ignored -> Decision.unknownLead();
            case Final ignored -> Decision.accepted();
            case Open open when !at.isAfter(open.lapsesAt()) -> Decision.accepted();
            case Assigned ignored -> Decision.accepted(new LeadLost());
            case Booked ignored -> Decision.accepted(new BookingBecameFinal());
        };
    }

    @Override
    public @Nullable Instant holdsUntil(AftersalesLead lead) {
        return null;
    }
}
