package leadledger.query.leadlist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import leadledger.events.shared.Refusal;

/**
 * A place in a list: after a certain lead, in a certain order. Names the lead only by its id, since cursors stand in
 * addresses (LG-22); where the lead stands is looked up when the list is read on.
 *
 * @param sort the order in which the list was read
 * @param afterLead the last lead that was shown
 */
record Cursor(Sort sort, UUID afterLead) {

    /** Why a cursor is refused. */
    static final Refusal UNKNOWN = Refusal.ofValue("API-LIST", "not-a-cursor", "cursor");

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((sort.parameter() + "," + afterLead).getBytes(UTF_8));
    }

    static Optional<Cursor> parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(",", 2);
            return parts.length < 2
                    ? Optional.empty()
                    : Sort.byParameter(parts[0]).map(sort -> new Cursor(sort, UUID.fromString(parts[1])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
