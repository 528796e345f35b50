package leadledger.app.security;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** Names of the claims that make an {@link Actor}, and how they are read. */
public final class ActorClaims {

    /** One of {@link Role}, but the service's own. */
    public static final String ROLE = "role";

    /** The dealer's code; for dealer roles only. */
    public static final String DEALER = "dealer";

    /** The market's code; for roles of a market only. */
    public static final String MARKET = "market";

    /** The codes of the outlets, a list; for roles of outlets only. */
    public static final String OUTLETS = "outlets";

    /** So many outlets at most are one person's: a region. */
    private static final int MOST_OUTLETS = 50;

    private ActorClaims() {}

    /** The actor a token speaks for; none if its claims do not fit together (AC-02). */
    static Optional<Actor> read(Jwt token) {
        String subject = text(token, "sub");
        Role role = role(text(token, ROLE));
        String dealer = text(token, DEALER);
        String market = text(token, MARKET);
        if (subject == null || role == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Actor(
                    subject,
                    role,
                    dealer == null ? null : new DealerId(dealer),
                    market == null ? null : new MarketId(market),
                    outlets(token)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A claim that is there must be in order: who could not be understood is nobody. */
    private static Set<OutletId> outlets(Jwt token) {
        Object claim = token.getClaims().get(OUTLETS);
        if (claim == null) {
            return Set.of();
        }
        if (!(claim instanceof List<?> codes) || codes.size() > MOST_OUTLETS) {
            throw new IllegalArgumentException("not a list of outlets");
        }
        Set<OutletId> outlets = new HashSet<>();
        for (Object code : codes) {
            if (!(code instanceof String text)) {
                throw new IllegalArgumentException("not an outlet's code");
            }
            outlets.add(new OutletId(text));
        }
        return outlets;
    }

    private static @Nullable String text(Jwt token, String name) {
        return token.getClaims().get(name) instanceof String text ? text : null;
    }

    private static @Nullable Role role(@Nullable String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role != Role.SYSTEM && role.name().equals(name))
                .findAny()
                .orElse(null);
    }
}
