package leadledger.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

class AlgorithmsTest {

    private static final TestIssuer ISSUER = new TestIssuer();

    @AfterAll
    static void stopIssuer() {
        ISSUER.close();
    }

    @Test
    void es256IsReadWhereItIsConfigured() {
        JwtDecoder decoder = new IssuerTokens().jwtDecoder(ISSUER.url(), List.of("ES256"));

        assertThat(decoder.decode(ISSUER.signedByEllipticCurve(ISSUER.agentClaims()))
                        .getSubject())
                .isEqualTo("u-4711");
        assertThatThrownBy(() -> decoder.decode(ISSUER.signed(ISSUER.agentClaims())))
                .isInstanceOf(BadJwtException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none", "None", "HS256", "HS512", "PS256", "RS384", "RS512", "ES384", "EdDSA", "RS256 ES256", ""
            })
    void othersCannotBeConfigured(String algorithm) {
        assertThatThrownBy(() -> new IssuerTokens().jwtDecoder(ISSUER.url(), List.of("RS256", algorithm)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RS256 and ES256");
    }
}
