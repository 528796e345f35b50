package leadledger.events.shared;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fact as the ledger holds it: the event and its envelope (LG-02).
 *
 * @param position place in the whole ledger, 1…n without gaps, in commit order (LG-03)
 * @param sequence place in the stream, from 0
 * @param eventId unique id of the event
 * @param streamId the lead (or other subject) it belongs to
 * @param type stable name of the event's type, no Java class name
 * @param recordedAt when it was recorded: the server's clock when it entered the ledger, in whole milliseconds (SL-20); of an
 *     imported fact, when the other system recorded it, which is what policies and questions as of a moment take (LG-40).
 *     Never decreases within a stream
 * @param occurredAt when it happened in the world; equals {@code recordedAt} unless somebody claimed otherwise (SL-20)
 * @param actor who did it, as {@link Actor#ledgerForm()}
 * @param tenant the dealer, outlet or queue whose lead it was when it was recorded
 * @param event the fact itself
 * @param imported what the ledger knows of it as an imported fact (LG-40); none: it was recorded here first
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
        E event,
        @Nullable Imported imported) {

    /** A fact that was recorded here first. */
    public Recorded(
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
        this(position, sequence, eventId, streamId, type, recordedAt, occurredAt, actor, tenant, event, null);
    }

    /** Server clock when it entered the ledger; never decreases with position (LG-03). */
    public Instant ledgerRecordedAt() {
        return imported == null ? recordedAt : imported.ledgerRecordedAt();
    }

    /** Whether this person did it, in whichever role. */
    public boolean isBy(UserId user) {
        return actor.substring(actor.indexOf('/') + 1).equals(user.value());
    }
}
