package leadledger.events.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The leaf hash of an event (LG-10): SHA-256 of a zero byte and the RFC 8785 JSON of its envelope, in which the stored
 * payload and metadata stand by their digests.
 *
 * <p>An appender does not know position and times yet, so it prepares what stands before and after them; the database
 * joins the parts under the lock of the head. {@link #hash} makes the same from a stored row.
 */
final class LedgerLeaf {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(LedgerLeaf::newDigest);
    private static final HexFormat HEX = HexFormat.of();

    private LedgerLeaf() {}

    /**
     * What stands before and after the part that only the database knows.
     *
     * @param head up to the comma after {@code metadataSha256}
     * @param tail from the comma before {@code revision} on
     */
    record Frame(byte[] head, byte[] tail) {}

    static Frame frame(UUID streamId, NewEvent event) {
        return new Frame(
                head(
                        event.actor(),
                        event.causationId(),
                        event.correlationId(),
                        event.payload(),
                        event.eventId(),
                        event.metadata()),
                tail(event.revision(), event.sequence(), streamId, event.streamKind(), event.tenant(), event.type()));
    }

    static byte[] hash(StoredEvent event) {
        MessageDigest digest = SHA_256.get();
        byte[] head = head(
                event.actor(),
                event.causationId(),
                event.correlationId(),
                event.payload(),
                event.eventId(),
                event.metadata());
        digest.update((byte) 0);
        digest.update(head);
        digest.update(("\"occurredAt\":\"" + text(event.occurredAt()) + "\",\"position\":" + event.position()
                        + ",\"recordedAt\":\"" + text(event.recordedAt()) + "\"")
                .getBytes(UTF_8));
        return digest.digest(tail(
                event.revision(),
                event.sequence(),
                event.streamId(),
                event.streamKind(),
                event.tenant(),
                event.type()));
    }

    static byte[] sha256(byte[] bytes) {
        return SHA_256.get().digest(bytes);
    }

    // Names stand in RFC 8785's order: actor … metadataSha256, occurredAt, position, recordedAt, revision … type.
    private static byte[] head(
            String actor, UUID causationId, UUID correlationId, byte[] payload, UUID eventId, byte[] metadata) {
        StringBuilder json = new StringBuilder(400).append("{\"actor\":\"");
        appendPlain(json, actor)
                .append("\",\"causationId\":\"")
                .append(causationId)
                .append("\",\"correlationId\":\"")
                .append(correlationId)
                .append("\",\"dataSha256\":\"")
                .append(HEX.formatHex(sha256(payload)))
                .append("\",\"eventId\":\"")
                .append(eventId)
                .append("\",\"metadataSha256\":\"")
                .append(HEX.formatHex(sha256(metadata)))
                .append("\",");
        return json.toString().getBytes(UTF_8);
    }

    private static byte[] tail(
            int revision, int sequence, UUID streamId, String streamKind, String tenant, String type) {
        StringBuilder json = new StringBuilder(200)
                .append(",\"revision\":")
                .append(revision)
                .append(",\"sequence\":")
                .append(sequence)
                .append(",\"streamId\":\"")
                .append(streamId)
                .append("\",\"streamKind\":\"");
        appendPlain(json, streamKind).append("\",\"tenant\":\"");
        appendPlain(json, tenant).append("\",\"type\":\"");
        appendPlain(json, type).append("\"}");
        return json.toString().getBytes(UTF_8);
    }

    private static StringBuilder appendPlain(StringBuilder json, String text) {
        requirePlain(text);
        return json.append(text);
    }

    /** Envelope texts are ids and names of ours; refusing what JSON would escape keeps escaping out of the hot path. */
    static void requirePlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                throw new IllegalArgumentException(
                        "an envelope's texts are printable ASCII without quote or backslash");
            }
        }
    }

    private static String text(Instant instant) {
        return MILLISECONDS.format(instant);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
