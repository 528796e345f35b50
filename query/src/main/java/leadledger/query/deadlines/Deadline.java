package leadledger.query.deadlines;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that the service itself has to do.
 *
 * @param leadId the lead
 * @param kind what there is to do
 * @param at the deadline; whether this very moment belongs to the time before, the kind tells
 */
public record Deadline(UUID leadId, Kind kind, Instant at) {

    /** When it can be done: from this moment on, in whole milliseconds. */
    public Instant dueFrom() {
        return kind == Kind.LAPSE ? at.plusMillis(1) : at;
    }

    /** What there is to do. */
    public enum Kind {
        /** Record that an open lead's sixty days are past (AS-61, AS-62). The deadline itself is still in time (AS-63). */
        LAPSE,
        /** Create the lead of an agreed re-contact (AS-51), at the start of the day. */
        RE_CONTACT,
        /** Record that a held delivery has taken place (SA-10), in the moment in which the outlet opens. */
        HELD_DELIVERY
    }
}
