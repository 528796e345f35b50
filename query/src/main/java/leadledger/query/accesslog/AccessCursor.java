package leadledger.query.accesslog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in the access log, newest first: after an entry. Holds no personal data: cursors stand in addresses (LG-22).
 *
 * @param at when the entry was made
 * @param sequence its number
 */
record AccessCursor(Instant at, long sequence) {

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((at.toEpochMilli() + "," + sequence).getBytes(UTF_8));
    }

    static Optional<AccessCursor> parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(",", 2);
            return parts.length < 2
                    ? Optional.empty()
                    : Optional.of(
                            new AccessCursor(Instant.ofEpochMilli(Long.parseLong(parts[0])), Long.parseLong(parts[1])));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
