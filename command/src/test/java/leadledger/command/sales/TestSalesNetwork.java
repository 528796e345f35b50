package leadledger.command.sales;

import java.time.ZoneId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;

/** Staff and an assistant in Shibuya, somebody in Namba; everything in Tokyo's time. */
public final class TestSalesNetwork implements SalesNetwork {

    public static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    @Override
    public Standing standing(UserId user, OutletId outlet) {
        boolean inShibuya = outlet.equals(SalesStory.SHIBUYA);
        return switch (user.value()) {
            case "staff-1", "staff-2" -> inShibuya ? Standing.SALES_STAFF : Standing.NEITHER;
            case "staff-3" -> inShibuya ? Standing.NEITHER : Standing.SALES_STAFF;
            case "assistant-1" -> inShibuya ? Standing.ASSISTANT : Standing.NEITHER;
            default -> Standing.NEITHER;
        };
    }

    @Override
    public ZoneId zoneOf(OutletId outlet) {
        return TOKYO;
    }
}
