package leadledger.app.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import leadledger.query.bell.CallersToken;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

/** How long the token of this request holds, by the machine's clock, as for {@link TokenRules}, but without its skew. */
@Component
class BearersToken implements CallersToken {

    private final InstantSource clock;

    @Autowired
    BearersToken() {
        this(InstantSource.system());
    }

    BearersToken(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Duration left() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken bearer) {
            Instant end = bearer.getToken().getExpiresAt();
            return end == null ? Duration.ZERO : Duration.between(clock.instant(), end);
        }
        return Duration.ZERO;
    }
}
