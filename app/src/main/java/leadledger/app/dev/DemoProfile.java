package leadledger.app.dev;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * What a demo user may act as; one token carries exactly one.
 *
 * @param role the role
 * @param dealer code of the dealer; for dealer roles only
 * @param market code of the market; for roles of a market only
 * @param outlets codes of the outlets; for roles of outlets only
 */
record DemoProfile(
        Role role, @Nullable String dealer, @Nullable String market, List<String> outlets) implements Serializable {

    DemoProfile {
        outlets = List.copyOf(outlets);
    }

    static DemoProfile ofDealer(Role role, String dealer) {
        return new DemoProfile(role, dealer, null, List.of());
    }

    static DemoProfile ofMarket(Role role, String market) {
        return new DemoProfile(role, null, market, List.of());
    }

    static DemoProfile ofOutlets(Role role, String... outlets) {
        return new DemoProfile(role, null, null, List.of(outlets));
    }

    static DemoProfile of(Role role) {
        return new DemoProfile(role, null, null, List.of());
    }

    /** Whether it is valid for some place alone. */
    boolean hasPlace() {
        return dealer != null || market != null || !outlets.isEmpty();
    }

    /** Where it is valid: the dealer, the market or the outlets, or {@code -}. */
    String place() {
        if (!outlets.isEmpty()) {
            return String.join(", ", outlets);
        }
        return dealer != null ? dealer : Objects.requireNonNullElse(market, "-");
    }
}
