package leadledger.app.dev;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import leadledger.app.security.ActorClaims;
import leadledger.app.security.TokenRules;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;

/** Issues the tokens of the default run, which are then read by the very rules of production. */
@Configuration(proxyBeanMethods = false)
@Profile("dev")
class DemoAuthorizationServer {

    private static final String METADATA = "/.well-known/oauth-authorization-server";
    private static final String[] OPEN_PATHS = {"/oauth2/token", "/oauth2/jwks", METADATA, "/demo/**"};

    /** Before the service's chain: its paths are open, and beside them it denies as well. */
    @Bean
    @Order(1)
    SecurityFilterChain demoChain(HttpSecurity http) {
        return http.securityMatcher("/oauth2/**", METADATA, "/demo/**")
                .oauth2AuthorizationServer(_ -> {})
                .authorizeHttpRequests(paths -> paths.requestMatchers(OPEN_PATHS)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // There is no cookie to ride on; the authorization server switches this on again if it is off.
                .csrf(csrf -> csrf.ignoringRequestMatchers("/demo/**"))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(
            @Value("${spring.security.oauth2.resourceserver.jwt.issuer-uri}") String issuer) {
        return AuthorizationServerSettings.builder().issuer(issuer).build();
    }

    @Bean
    RegisteredClientRepository demoLogins() {
        return new DemoLogins();
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> actorClaims() {
        Map<String, DemoLogin> logins =
                Arrays.stream(DemoLogin.values()).collect(Collectors.toMap(DemoLogin::clientId, Function.identity()));
        return context -> {
            DemoLogin login = logins.get(context.getRegisteredClient().getClientId());
            if (login == null) {
                throw new IllegalStateException("a client that is no demo login");
            }
            context.getClaims()
                    .audience(List.of(TokenRules.AUDIENCE))
                    .claim(ActorClaims.ROLE, login.role().name());
            if (login.dealer() != null) {
                context.getClaims().claim(ActorClaims.DEALER, login.dealer());
            }
            if (login.market() != null) {
                context.getClaims().claim(ActorClaims.MARKET, login.market());
            }
        };
    }

    @Bean
    JWKSource<SecurityContext> signingKeys(@Value("${leadledger.dev.data-dir}") Path dataDir) {
        return new ImmutableJWKSet<>(new JWKSet(SigningKey.readOrCreate(dataDir.resolve("signing-key.json"))));
    }

    /** Takes the key from the issuer beside it: asking over HTTP would need the service to be up before it is. */
    @Bean
    JwtDecoder jwtDecoder(
            JWKSource<SecurityContext> signingKeys,
            @Value("${spring.security.oauth2.resourceserver.jwt.issuer-uri}") String issuer) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(signingKeys)
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .build();
        decoder.setJwtValidator(TokenRules.ofIssuer(issuer));
        return decoder;
    }
}
