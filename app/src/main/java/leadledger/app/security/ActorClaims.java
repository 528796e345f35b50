package leadledger.app.security;

import java.util.Arrays;
import java.util.Optional;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** Names of the claims that make an {@link Actor}, and how they are read. */
public final class ActorClaims {

    /** One of {@link Role}, but the service's own. */
    public static final String ROLE = "role";

    /** The dealer's code; for dealer roles only. */
    public static final String DEALER = "dealer";

    /** The market's code; for {@link Role#HQ} only. */
    public static final String MARKET = "market";

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
                    market == null ? null : new MarketId(market)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
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
