package leadledger.command.sales;

import java.util.Set;
import leadledger.events.reference.LeadQueues;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.LeadQueue;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Role;

/**
 * Somebody who asks something of a sales lead, with the queues that it sees (SA-11).
 *
 * @param actor who
 * @param queues those of the brands that its outlets sell; none for anybody who is at no outlet
 */
public record SalesCaller(Actor actor, Set<LeadQueue> queues) {

    /** The service itself, which acts when a held delivery's moment has come. */
    public static final SalesCaller SERVICE = new SalesCaller(Actor.of("deliveries", Role.SYSTEM), Set.of());

    public SalesCaller {
        queues = Set.copyOf(queues);
    }

    /** The caller, by reference data as it stands. */
    public static SalesCaller of(Actor actor, ReferenceLookup references) {
        return new SalesCaller(actor, LeadQueues.seenFrom(actor.outlets(), references));
    }

    /** Whether it sees what is in a queue. */
    public boolean sees(LeadQueue queue) {
        MarketId market = actor.market();
        return market != null ? market.equals(queue.market()) : queues.contains(queue) || actor.role() == Role.AUDITOR;
    }

    /** Whether it works at this outlet, or is responsible for it. */
    public boolean isOf(OutletId outlet) {
        return actor.isOf(outlet);
    }
}
