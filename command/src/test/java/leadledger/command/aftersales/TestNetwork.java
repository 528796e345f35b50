package leadledger.command.aftersales;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;

/** Reference data of two dealers and four close reasons. */
public final class TestNetwork implements Network {

    private static final Map<String, String> CATEGORIES = Map.of(
            "OTHER", "OTHER", "TOO_EXPENSIVE", "PRICE", "NO_LONGER_OWNER", "CAR", "RE_CONTACT", "NOT_INTERESTED_NOW");

    @Override
    public boolean takesLeads(DealerId dealer) {
        return dealer.equals(LeadStory.TOKYO) || dealer.equals(LeadStory.OSAKA);
    }

    @Override
    public boolean isOf(DealerId dealer, MarketId market) {
        return takesLeads(dealer) && market.value().equals("JP");
    }

    @Override
    public ZoneId zoneOf(DealerId dealer) {
        return ZoneId.of("Asia/Tokyo");
    }

    @Override
    public Optional<String> categoryOfCloseReason(String reason) {
        return Optional.ofNullable(CATEGORIES.get(reason));
    }
}
