package leadledger.events.reference;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.CloseReasonDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import leadledger.events.sla.Policies;
import leadledger.events.sla.SlaPolicy;

/** Finds an item of reference data by its code, active or not; empty: there never was one. */
public interface ReferenceLookup {

    /** A campaign. */
    Optional<CampaignDefined> campaign(String code);

    /** A source. */
    Optional<SourceDefined> source(String code);

    /** A close reason. */
    Optional<CloseReasonDefined> closeReason(String code);

    /** A dealer. */
    Optional<DealerDefined> dealer(DealerId dealer);

    /** An outlet. */
    Optional<OutletDefined> outlet(OutletId outlet);

    /** Somebody who works at outlets. */
    Optional<UserDefined> user(UserId user);

    /** Who managed an outlet at a moment, by id (SA-12). */
    List<UserDefined> managersOf(OutletId outlet, Instant moment);

    /** When an outlet is open; always, if nobody ever said when. */
    OutletCalendar calendarOf(OutletId outlet);

    /** What an outlet is to reach; {@link KpiTargets#DEFAULT} where nobody set it. */
    KpiTargets targetsOf(OutletId outlet);

    /** The outlets of a market, active or not. */
    Set<OutletId> outletsOf(MarketId market);

    /** The market of a dealer; empty: there never was such a dealer. */
    default Optional<MarketId> marketOf(DealerId dealer) {
        return dealer(dealer).map(defined -> new MarketId(defined.market()));
    }

    /** The dealers of a market, active or not: whoever was one keeps its leads. */
    Set<DealerId> dealersOf(MarketId market);

    /** All versions of all markets' policies. */
    PolicyBook policyBook();

    /** The policies in force; where a dealer is of no known market, the default one (SL-10). */
    default Policies policies() {
        PolicyBook book = policyBook();
        Map<DealerId, Policies> ofDealers = new ConcurrentHashMap<>();
        // Many leads of few dealers are judged at a time: each dealer's market is looked up once.
        return (dealer, assignedAt) -> ofDealers
                .computeIfAbsent(dealer, one -> marketOf(one).map(book::inForce).orElse(SlaPolicy.DEFAULT))
                .of(dealer, assignedAt);
    }
}
