package leadledger.events.reference;

import java.util.Optional;
import java.util.Set;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.CloseReasonDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;

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

    /** The dealers of a market, active or not: whoever was one keeps its leads. */
    Set<DealerId> dealersOf(MarketId market);
}
