package leadledger.query.access;

import java.util.Set;
import leadledger.events.shared.OutletId;

/**
 * Whose sales leads a reader may see (AC-02, AC-03): an outlet's, its own, a queue's, a market's, or all, by the codes of
 * {@link SalesTenancy}. Only {@link ReadScopes} makes one, from who reads.
 */
public final class SalesScope implements Scope {

    private final Set<String> codes;
    private final Set<OutletId> outlets;
    private final boolean everything;

    private SalesScope(Set<String> codes, Set<OutletId> outlets, boolean everything) {
        this.codes = Set.copyOf(codes);
        this.outlets = Set.copyOf(outlets);
        this.everything = everything;
    }

    static SalesScope of(Set<String> codes, Set<OutletId> outlets) {
        return new SalesScope(codes, outlets, false);
    }

    static SalesScope everything() {
        return new SalesScope(Set.of(), Set.of(), true);
    }

    /** The outlets that the reader works at, or is responsible for; none for readers of a market, its queue, or everything. */
    public Set<OutletId> outlets() {
        return outlets;
    }

    /** Whether the reader may be told what was meant for an outlet: outlets learn nothing of others (AC-01). */
    public boolean tells(OutletId outlet) {
        return outlets.isEmpty() || outlets.contains(outlet);
    }

    /** Whether a lead may be seen. */
    public boolean includes(SalesTenancy lead) {
        String owner = lead.ownerTenant();
        return everything
                || codes.contains(lead.tenant())
                || (owner != null && codes.contains(owner))
                || codes.contains(lead.marketTenant());
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
