package leadledger.app.dev;

import java.io.Serializable;
import java.util.Objects;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * What a demo user may act as; one token carries exactly one.
 *
 * @param role the role
 * @param dealer code of the dealer; for dealer roles only
 * @param market code of the market; for {@link Role#HQ} only
 */
record DemoProfile(
        Role role, @Nullable String dealer, @Nullable String market) implements Serializable {

    static DemoProfile ofDealer(Role role, String dealer) {
        return new DemoProfile(role, dealer, null);
    }

    static DemoProfile ofMarket(String market) {
        return new DemoProfile(Role.HQ, null, market);
    }

    static DemoProfile of(Role role) {
        return new DemoProfile(role, null, null);
    }

    /** Where it is valid: the dealer or the market, or {@code -}. */
    String place() {
        return dealer != null ? dealer : Objects.requireNonNullElse(market, "-");
    }
}
