package leadledger.app.security;

import java.time.Duration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;

/** What a token must be beside well signed; the same in every run. */
public final class TokenRules {

    /** The service, as identity providers know it. */
    public static final String AUDIENCE = "lead-ledger";

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private TokenRules() {}

    /**
     * Type, times, issuer, audience. Times are those of the machine, never of the demo clock, which would end every
     * session when it is moved.
     */
    public static OAuth2TokenValidator<Jwt> ofIssuer(String issuer) {
        JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt");
        type.setAllowEmpty(true);
        JwtTimestampValidator times = new JwtTimestampValidator(CLOCK_SKEW);
        times.setAllowEmptyExpiryClaim(false);
        return new DelegatingOAuth2TokenValidator<>(
                type, times, new JwtIssuerValidator(issuer), new JwtAudienceValidator(AUDIENCE));
    }
}
