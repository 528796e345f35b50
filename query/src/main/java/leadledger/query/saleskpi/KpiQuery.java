package leadledger.query.saleskpi;

import java.time.Instant;
import java.util.Set;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import leadledger.query.access.SalesScope;
import org.jspecify.annotations.Nullable;

/**
 * Whose figures are asked for, and of when.
 *
 * @param scope whose leads the reader may see; required, so that none are read without one (AC-02)
 * @param outlets only of these outlets; none: of all
 * @param market only of this market; none: of all
 * @param alone only what concerns this person is seen: a member of staff sees nobody else's figures; none: all is seen
 * @param from delivered at or after
 * @param to delivered before
 * @param moment as of which moment verdicts hold
 * @param past whether that is a past one: then nothing is known that was recorded after it
 */
record KpiQuery(
        SalesScope scope,
        @Nullable Set<OutletId> outlets,
        @Nullable MarketId market,
        @Nullable UserId alone,
        Instant from,
        Instant to,
        Instant moment,
        boolean past) {

    /** The row as far as it is known; what another node's faster clock has recorded is known, unless a moment is asked for. */
    SalesKpiRow known(SalesKpiRow row) {
        return past ? row.asOf(moment) : row;
    }
}
