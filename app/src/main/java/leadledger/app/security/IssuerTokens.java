package leadledger.app.security;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import leadledger.events.shared.Actor;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.client.RestOperations;
import org.springframework.web.client.RestTemplate;

/** Reads {@link Actor} tokens of the company's identity provider. The default run has its own issuer and reader. */
@Configuration(proxyBeanMethods = false)
@Profile("!dev")
class IssuerTokens {

    private static final Set<SignatureAlgorithm> ALLOWED = Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256);

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final Duration READ_LIMIT = Duration.ofSeconds(3);

    /** Asks the issuer for its keys at the first token, so that the service starts while the issuer is away. */
    @Bean
    JwtDecoder jwtDecoder(
            @Value("${spring.security.oauth2.resourceserver.jwt.issuer-uri}") String issuer,
            @Value("${spring.security.oauth2.resourceserver.jwt.jws-algorithms}") List<String> algorithms) {
        Set<SignatureAlgorithm> accepted = accepted(algorithms);
        JwtDecoder decoder = new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder ofIssuer = NimbusJwtDecoder.withIssuerLocation(issuer)
                    .restOperations(impatient())
                    .jwsAlgorithms(all -> {
                        all.clear();
                        all.addAll(accepted);
                    })
                    .build();
            ofIssuer.setJwtValidator(TokenRules.ofIssuer(issuer));
            return ofIssuer;
        });
        return token -> decode(decoder, token);
    }

    /** That the issuer did not answer at first is no different from its not answering later. */
    private static Jwt decode(JwtDecoder decoder, String token) {
        try {
            return decoder.decode(token);
        } catch (JwtDecoderInitializationException e) {
            throw new JwtException("the issuer does not answer", e);
        }
    }

    /** An issuer that does not answer must not hold up every request. */
    private static RestOperations impatient() {
        SimpleClientHttpRequestFactory connections = new SimpleClientHttpRequestFactory();
        connections.setConnectTimeout(CONNECT_LIMIT);
        connections.setReadTimeout(READ_LIMIT);
        return new RestTemplate(connections);
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
