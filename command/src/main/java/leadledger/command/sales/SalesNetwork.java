package leadledger.command.sales;

import java.time.ZoneId;
import java.time.ZoneOffset;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;

/** What commands need to know of the outlets and of who works there, as it stands. */
public interface SalesNetwork {

    /** What somebody is at an outlet. */
    Standing standing(UserId user, OutletId outlet);

    /** The outlet's time zone, in which its days begin; UTC for one that was never defined. */
    ZoneId zoneOf(OutletId outlet);

    /** What somebody is at an outlet, as far as owning leads goes. */
    enum Standing {
        /** Active sales staff there, perhaps a manager or an assistant besides: can own its leads (SA-20). */
        SALES_STAFF,
        /** An active assistant there, and no sales staff: can never own a lead (SA-21). */
        ASSISTANT,
        /** A manager only, not active, somebody of another outlet, or nobody at all: no difference is told (AC-01). */
        NEITHER
    }

    /** The network as headquarters define it. */
    static SalesNetwork of(ReferenceLookup references) {
        return new SalesNetwork() {

            @Override
            public Standing standing(UserId user, OutletId outlet) {
                return references
                        .user(user)
                        .map(defined -> standingOf(defined, outlet))
                        .orElse(Standing.NEITHER);
            }

            @Override
            public ZoneId zoneOf(OutletId outlet) {
                return references.outlet(outlet).map(OutletDefined::zone).orElse(ZoneOffset.UTC);
            }
        };
    }

    private static Standing standingOf(UserDefined user, OutletId outlet) {
        if (user.isAt(outlet, Role.SALES_STAFF)) {
            return Standing.SALES_STAFF;
        }
        return user.isAt(outlet, Role.SALES_ASSISTANT) ? Standing.ASSISTANT : Standing.NEITHER;
    }
}
