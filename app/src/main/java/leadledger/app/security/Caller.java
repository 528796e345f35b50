package leadledger.app.security;

import java.util.Optional;
import leadledger.events.shared.Actor;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Who sent the request that this thread works on. */
public final class Caller {

    private Caller() {}

    /** Empty where there is no valid token, or one whose claims make no actor. */
    public static Optional<Actor> current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken bearer
                ? ActorClaims.read(bearer.getToken())
                : Optional.empty();
    }
}
