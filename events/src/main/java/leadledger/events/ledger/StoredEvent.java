package leadledger.events.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the ledger, undecoded (LG-02). Arrays are the stored bytes and must not be changed.
 *
 * @param position place in the ledger, 1…n
 * @param eventId unique id
 * @param streamId the stream
 * @param streamKind kind of the stream
 * @param sequence place in the stream, from 0
 * @param type stable type name
 * @param revision revision of the type when it was stored
 * @param recordedAt server time of recording; what counts as recorded time is {@link #knownAt()}
 * @param occurredAt claimed moment, or {@code recordedAt}
 * @param actor who did it
 * @param tenant the dealer
 * @param correlationId what started it all
 * @param causationId the command it came from
 * @param payload stored bytes
 * @param metadata stored bytes
 * @param leafHash RFC 6962 leaf hash
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes as stored; nobody compares these records.
public record StoredEvent(
        long position,
        UUID eventId,
        UUID streamId,
        String streamKind,
        int sequence,
        String type,
        int revision,
        Instant recordedAt,
        Instant occurredAt,
        String actor,
        String tenant,
        UUID correlationId,
        UUID causationId,
        byte[] payload,
        byte[] metadata,
        byte[] leafHash) {

    /** What it carries as an imported event (LG-40); none: it was recorded here first. */
    public @Nullable ImportMark importMark() {
        return ImportMark.of(metadata);
    }

    /**
     * The time that policies, pages and questions as of a moment take as the recorded one: of an imported event when the
     * other system recorded it (LG-40), of any other {@link #recordedAt}.
     */
    public Instant knownAt() {
        ImportMark mark = importMark();
        return mark == null ? recordedAt : mark.recordedAtSource();
    }
}
