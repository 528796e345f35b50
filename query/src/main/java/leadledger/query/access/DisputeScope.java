package leadledger.query.access;

import java.util.Set;

/**
 * Whose disputes a reader may see, of both processes (AC-02, AC-03). Only {@link ReadScopes} makes one, from who reads.
 */
public final class DisputeScope implements Scope {

    private final Set<String> codes;
    private final boolean everything;

    private DisputeScope(Set<String> codes, boolean everything) {
        this.codes = Set.copyOf(codes);
        this.everything = everything;
    }

    static DisputeScope of(Set<String> codes) {
        return new DisputeScope(codes, false);
    }

    static DisputeScope everything() {
        return new DisputeScope(Set.of(), true);
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
