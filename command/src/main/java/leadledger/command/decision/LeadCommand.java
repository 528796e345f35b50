package leadledger.command.decision;

import java.time.Instant;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants something of a lead. Carries its own time, so that deciding needs no clock.
 *
 * @param <L> the lead as the rules of its process see it
 * @param <E> what happens in the process
 */
public interface LeadCommand<L, E> {

    /** The lead it is about. */
    LeadId leadId();

    /** Who wants it. */
    Actor actor();

    /** The server's time when it was received; what is recorded because of it is recorded at or after this moment. */
    Instant at();

    /** Whether the actor may ask this of the lead at all; judged before everything else (AC-01, AC-02). */
    Access access(L lead);

    /** What happens, or why nothing does; judged only if {@link #access} is granted. Pure and total. */
    Decision<E> decide(L lead);

    /** The latest moment at which what was decided may be recorded; none: any. */
    @Nullable
    Instant holdsUntil(L lead);
}
