package leadledger.query.bell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import leadledger.events.shared.Refusal;

/**
 * A place among notifications, newest first: after a certain one. Holds also if that one is gone.
 *
 * @param position position of the last notification shown
 * @param id its id
 */
record NotificationCursor(long position, UUID id) {

    /** Why a cursor is refused. */
    static final Refusal UNKNOWN = Refusal.ofValue("API-LIST", "not-a-cursor", "cursor");

    /** Before the newest. */
    static final NotificationCursor START = new NotificationCursor(Long.MAX_VALUE, new UUID(-1, -1));

    static NotificationCursor after(Notification last) {
        return new NotificationCursor(last.position(), last.id());
    }

    String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((position + "," + id).getBytes(UTF_8));
    }

    static Optional<NotificationCursor> parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(",", 2);
            return parts.length < 2
                    ? Optional.empty()
                    : Optional.of(new NotificationCursor(Long.parseLong(parts[0]), UUID.fromString(parts[1])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
