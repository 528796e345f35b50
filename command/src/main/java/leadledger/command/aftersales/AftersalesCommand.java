package leadledger.command.aftersales;

import java.time.Instant;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;

/** Somebody wants something of an aftersales lead. Carries its own time, so that deciding needs no clock. */
public interface AftersalesCommand {

    /** The service itself, which acts when a deadline has come. */
    Actor SERVICE = Actor.of("deadlines", Role.SYSTEM);

    /** The lead it is about. */
    LeadId leadId();

    /** Who wants it. */
    Actor actor();

    /** The server's time when it was received; what is recorded because of it is recorded at or after this moment. */
    Instant at();

    /** Whether the actor may ask this of the lead at all; judged before everything else (AC-01, AC-02). */
    Access access(AftersalesLead lead);

    /** What happens, or why nothing does; judged only if {@link #access} is granted. Pure and total. */
    Decision decide(AftersalesLead lead);

    /**
     * The latest moment at which what was decided may be recorded; none: any. On an open lead nothing is recorded after its
     * sixty days (AS-64).
     */
    default @Nullable Instant holdsUntil(AftersalesLead lead) {
        return lead instanceof AftersalesLead.Open open ? open.lapsesAt() : null;
    }
}
