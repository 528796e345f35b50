package leadledger.command.aftersales;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import leadledger.events.reference.ReferenceEvent.CloseReasonDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;

/** The network as headquarters define it. */
public final class ReferenceNetwork implements Network {

    private final ReferenceLookup references;

    /** Looks everything up there. */
    public ReferenceNetwork(ReferenceLookup references) {
        this.references = references;
    }

    @Override
    public boolean takesLeads(DealerId dealer) {
        return references.dealer(dealer).filter(DealerDefined::active).isPresent();
    }

    @Override
    public boolean isOf(DealerId dealer, MarketId market) {
        return references
                .dealer(dealer)
                .filter(defined -> defined.market().equals(market.value()))
                .isPresent();
    }

    @Override
    public ZoneId zoneOf(DealerId dealer) {
        return references.dealer(dealer).map(DealerDefined::zone).orElse(ZoneOffset.UTC);
    }

    @Override
    public Optional<String> categoryOfCloseReason(String reason) {
        return references.closeReason(reason).filter(CloseReasonDefined::active).map(CloseReasonDefined::category);
    }
}
