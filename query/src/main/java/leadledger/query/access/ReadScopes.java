package leadledger.query.access;

import java.util.Objects;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.access.ReadScope.Everything;
import leadledger.query.access.ReadScope.OneDealer;
import leadledger.query.access.ReadScope.OneMarket;
import org.springframework.stereotype.Component;

/** Tells from who reads what may be read. Which dealers make up a market, reference data says at that moment. */
@Component
public final class ReadScopes {

    private final ReferenceLookup references;

    /** Looks markets up there. */
    public ReadScopes(ReferenceLookup references) {
        this.references = references;
    }

    /**
     * The scope of a reader (AC-01, AC-02).
     *
     * @throws RefusedException when the reader's role has no business with leads
     */
    public ReadScope of(Actor reader) {
        return switch (reader.role()) {
            case AFTERSALES_AGENT, AFTERSALES_MANAGER -> new OneDealer(Objects.requireNonNull(reader.dealer()));
            case HQ -> {
                MarketId market = Objects.requireNonNull(reader.market());
                yield new OneMarket(market, references.dealersOf(market));
            }
            case AUDITOR -> new Everything();
            case INTAKE, PRIVACY_OFFICER, ADMIN, SYSTEM -> throw new RefusedException(Refusal.ofRole("AC-01"));
        };
    }
}
