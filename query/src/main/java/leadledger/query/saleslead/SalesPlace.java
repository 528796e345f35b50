package leadledger.query.saleslead;

import java.time.Instant;
import java.util.List;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.sales.SalesEvent.HeldDeliveryMoved;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.UserId;
import leadledger.query.access.SalesTenancy;
import org.jspecify.annotations.Nullable;

/**
 * Where a sales lead is: in the queue, perhaps with a delivery that waits, or at an outlet, perhaps with an owner.
 *
 * @param queue the queue in which it was captured; it tells the market for good
 * @param held the delivery that waits; none: none does
 * @param outlet whose lead it is; none: it is in the queue
 * @param owner リード所有者; none: nobody yet
 */
public record SalesPlace(
        LeadQueue queue,
        @Nullable Held held,
        @Nullable OutletId outlet,
        @Nullable UserId owner) {

    /**
     * A delivery that waits for an outlet to open (SA-10).
     *
     * @param outlet for which outlet
     * @param opensAt when it takes place
     */
    public record Held(OutletId outlet, Instant opensAt) {}

    /** In the queue. */
    public static SalesPlace in(LeadQueue queue) {
        return new SalesPlace(queue, null, null, null);
    }

    /** After these events, of which the first is the capture; what is recorded. */
    public static SalesPlace of(List<Recorded<SalesEvent>> events) {
        if (!(events.getFirst().event() instanceof LeadCaptured captured)) {
            throw new IllegalStateException("a sales lead begins with its capture");
        }
        SalesPlace place = in(captured.queue());
        for (Recorded<SalesEvent> event : events) {
            place = place.after(event.event());
        }
        return place;
    }

    /** After one more event. */
    public SalesPlace after(SalesEvent event) {
        return switch (event) {
            case DeliveryHeld wanted
            when isQueued() -> new SalesPlace(queue, new Held(wanted.outlet(), wanted.opensAt()), null, null);
            case HeldDeliveryMoved moved
            when held != null -> new SalesPlace(queue, new Held(held.outlet(), moved.opensAt()), null, null);
            case HeldDeliveryCancelled ignored when isQueued() -> in(queue);
            case LeadDelivered delivered when isQueued() -> new SalesPlace(queue, null, delivered.outlet(), null);
            case LeadAssigned assigned when !isQueued() -> new SalesPlace(queue, null, outlet, assigned.owner());
            default -> this;
        };
    }

    /** At a moment: a held delivery takes place when the outlet opens, whether or not that is recorded yet (SA-10). */
    public SalesPlace at(Instant moment) {
        return held == null || moment.isBefore(held.opensAt())
                ? this
                : new SalesPlace(queue, null, held.outlet(), null);
    }

    /** Whether it is no outlet's yet. */
    public boolean isQueued() {
        return outlet == null;
    }

    /** Who sees it there (AC-03). */
    public SalesTenancy tenancy() {
        return outlet == null ? SalesTenancy.queued(queue) : SalesTenancy.delivered(outlet, owner, queue.market());
    }
}
