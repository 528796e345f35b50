package leadledger.query.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import leadledger.events.shared.Refusal;

/**
 * A place in a list: after a certain lead, in a certain order. Names the lead only by its id, since cursors stand in
 * addresses (LG-22); where the lead stands is looked up when the list is read on.
 *
 * @param sort the order in which the list was read, as its parameter
 * @param afterLead the last lead that was shown
 */
public record Cursor(String sort, UUID afterLead) {

    /** Why a cursor is refused. */
    public static final Refusal UNKNOWN = Refusal.ofValue("API-LIST", "not-a-cursor", "cursor");

    /** As it stands in addresses. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((sort + "," + afterLead).getBytes(UTF_8));
    }

    /** The place that a text names; empty: it is no cursor. */
    public static Optional<Cursor> parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(",", 2);
            return parts.length < 2 ? Optional.empty() : Optional.of(new Cursor(parts[0], UUID.fromString(parts[1])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
