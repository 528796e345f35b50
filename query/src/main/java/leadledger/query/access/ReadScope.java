package leadledger.query.access;

import java.util.Set;
import java.util.stream.Collectors;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;

/**
 * Whose aftersales leads a reader may see (AC-02, AC-03). Every query has one; only {@link ReadScopes} makes one, from who reads, so
 * that no request can name its own.
 */
public sealed interface ReadScope extends Scope {

    /** Whether what belongs to this dealer may be seen. */
    boolean includes(DealerId dealer);

    @Override
    default boolean isEverything() {
        return false;
    }

    /** A dealer's own leads. */
    final class OneDealer implements ReadScope {

        private final DealerId dealer;

        OneDealer(DealerId dealer) {
            this.dealer = dealer;
        }

        /** The dealer. */
        public DealerId dealer() {
            return dealer;
        }

        @Override
        public boolean includes(DealerId other) {
            return dealer.equals(other);
        }

        @Override
        public Set<String> codes() {
            return Set.of(dealer.value());
        }
    }

    /** The leads of a market's dealers. */
    final class OneMarket implements ReadScope {

        private final MarketId market;
        private final Set<DealerId> dealers;

        OneMarket(MarketId market, Set<DealerId> dealers) {
            this.market = market;
            this.dealers = Set.copyOf(dealers);
        }

        /** The market. */
        public MarketId market() {
            return market;
        }

        /** Its dealers when the request came. */
        public Set<DealerId> dealers() {
            return dealers;
        }

        @Override
        public Set<String> codes() {
            return dealers.stream().map(DealerId::value).collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public boolean includes(DealerId dealer) {
            return dealers.contains(dealer);
        }
    }

    /** All leads. */
    final class Everything implements ReadScope {

        Everything() {}

        @Override
        public boolean includes(DealerId dealer) {
            return true;
        }

        @Override
        public boolean isEverything() {
            return true;
        }

        @Override
        public Set<String> codes() {
            return Set.of();
        }
    }
}
