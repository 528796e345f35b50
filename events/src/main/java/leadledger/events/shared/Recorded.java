package leadledger.events.shared;

import java.time.Instant;
import java.util.UUID;

/**
 * A fact as the ledger holds it: the event and its envelope (LG-02).
 *
 * @param position place in the whole ledger, 1…n without gaps, in commit order (LG-03)
 * @param sequence place in the stream, from 0
 * @param eventId unique id of the event
 * @param streamId the lead (or other subject) it belongs to
 * @param type stable name of the event's type, no Java class name
 * @param recordedAt server clock when it entered the ledger; whole milliseconds, never decreases with position (SL-20)
 * @param occurredAt when it happened in the world; equals {@code recordedAt} unless somebody claimed otherwise (SL-20)
 * @param actor who did it, as {@link Actor#ledgerForm()}
 * @param tenant the dealer, outlet or queue whose lead it was when it was recorded
 * @param event the fact itself
 * @param <E> the process's event type
 */
public record Recorded<E>(
        long position,
        int sequence,
        UUID eventId,
        UUID streamId,
        String type,
        Instant recordedAt,
        Instant occurredAt,
        String actor,
        String tenant,
        E event) {

    /** Whether this person did it, in whichever role. */
    public boolean isBy(UserId user) {
        return actor.substring(actor.indexOf('/') + 1).equals(user.value());
    }
}
