package leadledger.query.access;

import java.util.Set;

/**
 * The leads of both processes in a market, or all of them (AC-02, AC-03), for tables with both that have the dealer of an
 * aftersales lead, or the market's code of a sales lead, in column {@code tenant}. Only {@link ReadScopes} makes one.
 */
public final class MarketScope implements Scope {

    private final Set<String> codes;
    private final boolean everything;

    private MarketScope(Set<String> codes, boolean everything) {
        this.codes = Set.copyOf(codes);
        this.everything = everything;
    }

    static MarketScope of(Set<String> codes) {
        return new MarketScope(codes, false);
    }

    static MarketScope everything() {
        return new MarketScope(Set.of(), true);
    }

    @Override
    public Set<String> codes() {
        return codes;
    }

    @Override
    public boolean isEverything() {
        return everything;
    }
}
