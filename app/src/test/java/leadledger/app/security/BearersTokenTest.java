package leadledger.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** How long the caller's token holds, which ends streams. */
class BearersTokenTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private final BearersToken token = new BearersToken(() -> NOON);

    @AfterEach
    void nobody() {
        SecurityContextHolder.clearContext();
    }

    private static void caller(Authentication caller) {
        SecurityContextHolder.getContext().setAuthentication(caller);
    }

    @Test
    @DisplayName("A token holds until it expires; one that is only let in by the skew of clocks holds no longer")
    void untilItExpires() {
        Jwt.Builder jwt = Jwt.withTokenValue("t").header("alg", "none").subject("u-1");
        caller(new JwtAuthenticationToken(jwt.expiresAt(NOON.plusSeconds(90)).build()));
        assertThat(token.left()).isEqualTo(Duration.ofSeconds(90));

        caller(new JwtAuthenticationToken(jwt.expiresAt(NOON.minusSeconds(10)).build()));
        assertThat(token.left()).isNegative();
    }

    @Test
    @DisplayName("Without a token nothing holds")
    void noToken() {
        assertThat(token.left()).isZero();
        caller(new TestingAuthenticationToken("somebody", "else"));
        assertThat(token.left()).isZero();
    }
}
