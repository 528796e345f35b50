package leadledger.events.sales;

import java.util.regex.Pattern;
import leadledger.events.shared.MarketId;

/**
 * The call centre's queue (CEC Agent Japan – Lead Queue) of a market, as far as it concerns one brand: who sells the brand in
 * that market sees it (SA-11).
 *
 * @param market the market
 * @param brand code of the brand
 */
public record LeadQueue(MarketId market, String brand) {

    private static final Pattern BRAND = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,39}");

    public LeadQueue {
        if (!BRAND.matcher(brand).matches()) {
            throw new IllegalArgumentException("not a brand's code");
        }
    }

    /** The queue's owner as stored and shown where another lead has a person or an outlet; no outlet has such a code. */
    @Override
    public String toString() {
        return "QUEUE/" + market + "/" + brand;
    }
}
