package leadledger.query.saleslead;

import java.time.Instant;
import leadledger.query.access.SalesScope;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that waits for an outlet to open (SA-10).
 *
 * @param outlet code of the outlet it is for
 * @param opensAt when the outlet next opens: then it takes place
 */
public record HeldDelivery(String outlet, Instant opensAt) {

    /** As readers of a scope may know it; outlets learn nothing of other outlets (AC-01). */
    public static @Nullable HeldDelivery of(SalesPlace place, SalesScope scope) {
        SalesPlace.Held held = place.held();
        return held == null || !scope.tells(held.outlet())
                ? null
                : new HeldDelivery(held.outlet().value(), held.opensAt());
    }
}
