package leadledger.query.watchlist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.OutletId;
import leadledger.events.sla.watch.SignKind;
import leadledger.query.access.MarketScope;
import org.jspecify.annotations.Nullable;

/**
 * Which signs are asked for.
 *
 * @param scope whose leads the reader may see; required (AC-02)
 * @param at the past moment as of which is asked (SL-22); none: now
 * @param sign only those of this kind
 * @param dealer only those at this dealer
 * @param outlet only those at this outlet
 * @param from that arose at or after
 * @param to that arose before
 * @param limit rows at most
 * @param after the last sign of the page before; none: from the start
 */
record WatchQuery(
        MarketScope scope,
        @Nullable Instant at,
        @Nullable SignKind sign,
        @Nullable DealerId dealer,
        @Nullable OutletId outlet,
        @Nullable Instant from,
        @Nullable Instant to,
        int limit,
        @Nullable Place after) {

    /**
     * A place in the list. The event with which a sign arose never changes, so a place stays where it is.
     *
     * @param arose when the sign arose
     * @param position with which event
     * @param id tells it from others that arose with it
     */
    record Place(Instant arose, long position, String id) implements Comparable<Place> {

        private static final Pattern FORM = Pattern.compile("(\\d{1,15}),(\\d{1,18}),([A-Z0-9_/]{1,80})");

        String text() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((arose.toEpochMilli() + "," + position + "," + id).getBytes(UTF_8));
        }

        static Optional<Place> parse(String text) {
            try {
                Matcher parts = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), UTF_8));
                return parts.matches()
                        ? Optional.of(new Place(
                                Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                                Long.parseLong(parts.group(2)),
                                parts.group(3)))
                        : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        /** As PostgreSQL compares the three columns. */
        @Override
        public int compareTo(Place other) {
            int byMoment = arose.compareTo(other.arose);
            int byPosition = byMoment == 0 ? Long.compare(position, other.position) : byMoment;
            return byPosition == 0 ? id.compareTo(other.id) : byPosition;
        }
    }
}
