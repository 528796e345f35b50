package leadledger.command.aftersales;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;

/** What commands need to know of the reference data, as it stands. */
public interface Network {

    /** Whether there is such a dealer and leads may be given to it. */
    boolean takesLeads(DealerId dealer);

    /** Whether there is such a dealer in the market. */
    boolean isOf(DealerId dealer, MarketId market);

    /** Whether somebody may give leads to this dealer: headquarters know none but their market's (AC-01). */
    default boolean takesLeadsFrom(Actor actor, DealerId dealer) {
        MarketId market = actor.market();
        return takesLeads(dealer) && (market == null || isOf(dealer, market));
    }

    /** The dealer's time zone, in which its days begin; UTC for one that was never defined. */
    ZoneId zoneOf(DealerId dealer);

    /** The category of a close reason that is in use (AS-40); empty: there is none of this code. */
    Optional<String> categoryOfCloseReason(String reason);

    /** The zone of the dealer that somebody belongs to; UTC for anybody else, who works no leads. */
    default ZoneId zoneOf(Actor actor) {
        DealerId dealer = actor.dealer();
        return dealer == null ? ZoneOffset.UTC : zoneOf(dealer);
    }
}
