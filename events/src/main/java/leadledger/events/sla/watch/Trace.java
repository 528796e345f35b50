package leadledger.events.sla.watch;

import java.time.Instant;
import leadledger.events.shared.Recorded;

/**
 * An event as evidence names it: its envelope, nothing of what it says.
 *
 * @param position its place in the ledger
 * @param type its type
 * @param recordedAt when it was recorded
 * @param occurredAt when it happened, as it claimed itself
 * @param actor who did it
 */
public record Trace(long position, String type, Instant recordedAt, Instant occurredAt, String actor) {

    /** Of an event. */
    public static Trace of(Recorded<?> event) {
        return new Trace(event.position(), event.type(), event.recordedAt(), event.occurredAt(), event.actor());
    }

    /** The user, in whichever role. */
    public String user() {
        return actor.substring(actor.indexOf('/') + 1);
    }
}
