package leadledger.query.saleslead;

import java.util.HashSet;
import java.util.Set;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.sales.SalesEvent.HeldDeliveryMoved;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.query.saleslead.SalesLeadReader.SalesLeadAsOf;

/** Deliveries that were held for an outlet of which a reader is not told (AC-01). */
public final class HeldElsewhere {

    private HeldElsewhere() {}

    /** Positions of the events about them. */
    public static Set<Long> positions(SalesLeadAsOf lead) {
        Set<Long> hidden = new HashSet<>();
        OutletId heldFor = null;
        for (Recorded<SalesEvent> recorded : lead.events()) {
            boolean concernsHold = switch (recorded.event()) {
                case DeliveryHeld held -> {
                    heldFor = held.outlet();
                    yield true;
                }
                case HeldDeliveryMoved ignored -> true;
                case HeldDeliveryCancelled ignored -> true;
                default -> false;
            };
            if (concernsHold && heldFor != null && !lead.scope().tells(heldFor)) {
                hidden.add(recorded.position());
            }
        }
        return hidden;
    }
}
