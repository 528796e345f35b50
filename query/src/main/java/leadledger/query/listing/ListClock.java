package leadledger.query.listing;

import java.time.Instant;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.lead.LeadReader;
import leadledger.query.lead.LeadStreams;
import leadledger.query.projection.Projections;
import org.jspecify.annotations.Nullable;

/**
 * Tells of which moment a list is to be, and waits until the read model that answers is there: as far as a reader wants it,
 * and for a past moment as far as the ledger came by then.
 */
public final class ListClock {

    /** What the API's description says of the parameter {@code asOf}. */
    public static final String AS_OF_DESCRIPTION =
            "RFC 3339; what was recorded by then, the very moment included (SL-22), of"
                    + " leads that are still the reader's. Absent: now.";

    private final Projections projections;
    private final PostgresLedger ledger;
    private final String live;
    private final String versions;

    /**
     * Of a list.
     *
     * @param live the read model of now
     * @param versions the read model of all moments
     */
    public ListClock(Projections projections, PostgresLedger ledger, String live, String versions) {
        this.projections = projections;
        this.ledger = ledger;
        this.live = live;
        this.versions = versions;
    }

    /**
     * The moment that a request asks for.
     *
     * @param asOf RFC 3339; none: now
     * @param minPosition position that must be visible (the header's value); none: no matter
     * @throws RefusedException when the moment is in the future (SL-22), or is none
     */
    public ListMoment at(@Nullable String asOf, @Nullable String minPosition) {
        Instant asked = LeadStreams.moment(asOf);
        String readModel = asked == null ? live : versions;
        if (minPosition != null) {
            projections.awaitVisible(readModel, LeadReader.position(minPosition), LeadReader.LONGEST_WAIT);
        }
        if (asked == null) {
            // The position first: what comes in between is in the answer, not left out of it.
            long position = projections.visiblePosition(live);
            return ListMoment.now(ledger.instant(), position);
        }
        if (asked.isAfter(ledger.instant())) {
            throw new RefusedException(Refusal.ofValue("SL-22", "moment-in-future", "asOf"));
        }
        long position = ledger.positionAsOf(asked);
        projections.awaitVisible(versions, position, LeadReader.LONGEST_WAIT);
        return ListMoment.past(asked, position);
    }
}
