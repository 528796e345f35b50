package leadledger.events.reference;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.sales.LeadQueue;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;

/** Which queues concern an outlet: those of the brands that it sells, in its market (SA-11). */
public final class LeadQueues {

    private LeadQueues() {}

    /** The queues that somebody at these outlets sees. An outlet that takes no leads any more has none. */
    public static Set<LeadQueue> seenFrom(Set<OutletId> outlets, ReferenceLookup references) {
        return outlets.stream()
                .flatMap(outlet -> references.outlet(outlet).stream())
                .filter(OutletDefined::active)
                .flatMap(outlet -> references.marketOf(outlet.outlet().dealer()).stream()
                        .flatMap(market -> queuesOf(outlet, market)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<LeadQueue> queuesOf(OutletDefined outlet, MarketId market) {
        return outlet.brands().stream().map(brand -> new LeadQueue(market, brand));
    }
}
