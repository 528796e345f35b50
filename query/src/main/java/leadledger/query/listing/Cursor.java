package leadledger.query.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import leadledger.events.shared.Refusal;

/**
 * A place in a list: after a certain lead, in a certain order. Names nothing personal, since cursors stand in addresses
 * (LG-22): an order by names is read on from where the lead stands by then. Other orders may carry their place, so that they
 * are read on even when the reader does not see the lead any more.
 *
 * @param sort the order in which the list was read, as its parameter
 * @param afterLead the last lead that was shown
 * @param place where that lead stood in the order, apart from its id; empty: to be looked up
 */
public record Cursor(String sort, UUID afterLead, List<String> place) {

    /** Why a cursor is refused. */
    public static final Refusal UNKNOWN = Refusal.ofValue("API-LIST", "not-a-cursor", "cursor");

    private static final String SEPARATOR = ",";

    public Cursor {
        place = List.copyOf(place);
    }

    /** A place that is looked up. */
    public Cursor(String sort, UUID afterLead) {
        this(sort, afterLead, List.of());
    }

    /** As it stands in addresses. */
    public String text() {
        List<String> parts = new ArrayList<>(List.of(sort, afterLead.toString()));
        parts.addAll(place);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, parts).getBytes(UTF_8));
    }

    /** The place that a text names; empty: it is no cursor. */
    public static Optional<Cursor> parse(String text) {
        try {
            List<String> parts = List.of(new String(Base64.getUrlDecoder().decode(text), UTF_8).split(SEPARATOR, 5));
            return parts.size() < 2
                    ? Optional.empty()
                    : Optional.of(new Cursor(
                            parts.getFirst(), UUID.fromString(parts.get(1)), parts.subList(2, parts.size())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
