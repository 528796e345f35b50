package leadledger.query.access;

import leadledger.events.sales.LeadQueue;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Whose a sales lead is, by codes under which scopes see it (AC-03): none of them can be taken for a dealer's or for another
 * kind's. Tables with sales leads have them in columns of the same names.
 *
 * @param tenant {@code tenant}: the outlet, or while the lead is queued the queue of its brand
 * @param ownerTenant {@code owner_tenant}: the owner at the outlet, or while the lead is queued the queue of all brands; none:
 *     nobody owns it yet
 * @param marketTenant {@code market_tenant}: the market
 */
public record SalesTenancy(String tenant, @Nullable String ownerTenant, String marketTenant) {

    /** Of a lead in the queue. */
    public static SalesTenancy queued(LeadQueue queue) {
        return new SalesTenancy(queue.toString(), queueOf(queue.market()), market(queue.market()));
    }

    /** Of a delivered lead. */
    public static SalesTenancy delivered(OutletId outlet, @Nullable UserId owner, MarketId market) {
        return new SalesTenancy(outlet.value(), owner == null ? null : owner(outlet, owner), market(market));
    }

    /** Somebody at an outlet, as the owner of what is nobody else's to see. */
    public static String owner(OutletId outlet, UserId user) {
        return outlet + "/" + user;
    }

    /** A market's queue of all brands, which its call centre sees. */
    public static String queueOf(MarketId market) {
        return "QUEUE/" + market;
    }

    /** A market's leads, which its headquarters see. */
    static String market(MarketId market) {
        return "MARKET/" + market;
    }
}
