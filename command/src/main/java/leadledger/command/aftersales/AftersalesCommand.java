package leadledger.command.aftersales;

import java.time.Instant;
import leadledger.command.decision.Decision;
import leadledger.command.decision.LeadCommand;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;

/** Somebody wants something of an aftersales lead. */
public interface AftersalesCommand extends LeadCommand<AftersalesLead, AftersalesEvent> {

    /** The service itself, which acts when a deadline has come. */
    Actor SERVICE = Actor.of("deadlines", Role.SYSTEM);

    /** The lead has come to its end (AS-60). */
    static Decision<AftersalesEvent> isFinal() {
        return Decision.refused(Refusal.ofState("AS-60", "lead-is-final"));
    }

    /**
     * The latest moment at which what was decided may be recorded; none: any. On an open lead nothing is recorded after its
     * sixty days (AS-64).
     */
    @Override
    default @Nullable Instant holdsUntil(AftersalesLead lead) {
        return lead instanceof AftersalesLead.Open open ? open.lapsesAt() : null;
    }
}
