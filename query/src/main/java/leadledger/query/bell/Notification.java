package leadledger.query.bell;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody is told of (通知). No personal data.
 *
 * @param id always the same for the same event and addressee, so that a rebuild changes nothing that refers to it
 * @param kind what it tells
 * @param told who is told
 * @param leadId the lead; none for {@link NotificationKind#LEAD_MOVED_AWAY}
 * @param reference the lead's short reference; none for {@link NotificationKind#LEAD_MOVED_AWAY}
 * @param position of the event that it comes of
 * @param at when that event was recorded
 */
record Notification(
        UUID id,
        NotificationKind kind,
        Addressee told,
        @Nullable UUID leadId,
        @Nullable String reference,
        long position,
        Instant at) {

    private static final int VERSION_7 = 0x7000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /** A notification that names its lead. */
    static Notification of(
            NotificationKind kind, Addressee told, UUID leadId, String reference, long position, Instant at) {
        return new Notification(id(position, told, at), kind, told, leadId, reference, position, at);
    }

    /** What the former dealer of a lead is told: that there is one less, and no more. */
    static Notification ofMovedAway(Addressee former, long position, Instant at) {
        return new Notification(
                id(position, former, at), NotificationKind.LEAD_MOVED_AWAY, former, null, null, position, at);
    }

    /** A UUID of version 7 that begins with the moment; what is chance in others is a digest here. */
    private static UUID id(long position, Addressee told, Instant at) {
        ByteBuffer digest = ByteBuffer.wrap(sha256("notification " + position + " to " + told.tenant()));
        long moment = (at.toEpochMilli() << 16) | VERSION_7 | (digest.getShort() & 0x0fff);
        return new UUID(moment, (digest.getLong() >>> 2) | VARIANT);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
