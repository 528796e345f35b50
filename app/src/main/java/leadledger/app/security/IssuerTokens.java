package leadledger.app.security;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import leadledger.events.shared.Actor;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/** Reads {@link Actor} tokens of the company's identity provider. The default run has its own issuer and reader. */
@Configuration(proxyBeanMethods = false)
@Profile("!dev")
class IssuerTokens {

    private static final Set<SignatureAlgorithm> ALLOWED = Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256);

    /** Asks the issuer for its keys at the first token, so that the service starts while the issuer is away. */
    @Bean
    JwtDecoder jwtDecoder(
            @Value("${spring.security.oauth2.resourceserver.jwt.issuer-uri}") String issuer,
            @Value("${spring.security.oauth2.resourceserver.jwt.jws-algorithms}") List<String> algorithms) {
        Set<SignatureAlgorithm> accepted = accepted(algorithms);
        return new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(issuer)
                    .jwsAlgorithms(all -> {
                        all.clear();
                        all.addAll(accepted);
                    })
                    .build();
            decoder.setJwtValidator(TokenRules.ofIssuer(issuer));
            return decoder;
        });
    }

    private static Set<SignatureAlgorithm> accepted(List<String> names) {
        Set<SignatureAlgorithm> accepted = new LinkedHashSet<>();
        for (String name : names) {
            SignatureAlgorithm algorithm = SignatureAlgorithm.from(name.strip());
            if (algorithm == null || !ALLOWED.contains(algorithm)) {
                throw new IllegalArgumentException(
                        "spring.security.oauth2.resourceserver.jwt.jws-algorithms allows RS256 and ES256, not " + name);
            }
            accepted.add(algorithm);
        }
        return accepted;
    }
}
