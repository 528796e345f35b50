package leadledger.app.dev;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import leadledger.app.security.ActorClaims;
import leadledger.app.security.TokenRules;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.session.HttpSessionEventPublisher;

/**
 * Issues the tokens of the default run, which are then read by the very rules of production: to people by OpenID Connect
 * with a login page, to scripts by client credentials.
 */
@Configuration(proxyBeanMethods = false)
@Profile("dev")
class DemoAuthorizationServer {

    private static final String METADATA = "/.well-known/oauth-authorization-server";
    private static final String OIDC_METADATA = "/.well-known/openid-configuration";

    /** All below the path of the session cookie, which so never reaches the API. */
    private static final String LOGOUT = "/oauth2/logout";

    private static final String[] OPEN_PATHS = {
        "/oauth2/token", "/oauth2/jwks", LOGOUT, METADATA, OIDC_METADATA, SignInPages.LOGIN, SignInPages.PROFILE
    };

    /** Of what the server could do, only this is open. */
    private static final List<String> NOT_OFFERED = List.of(
            "userinfo_endpoint",
            "introspection_endpoint",
            "introspection_endpoint_auth_methods_supported",
            "revocation_endpoint",
            "revocation_endpoint_auth_methods_supported",
            "tls_client_certificate_bound_access_tokens",
            "dpop_signing_alg_values_supported");

    private static final List<String> GRANTS = List.of(
            AuthorizationGrantType.AUTHORIZATION_CODE.getValue(), AuthorizationGrantType.CLIENT_CREDENTIALS.getValue());

    /** Before the service's chain, and the only one with a session: nothing else looks at the cookie. */
    @Bean
    @Order(1)
    SecurityFilterChain signInChain(HttpSecurity http) {
        SignInGate gate = new SignInGate();
        return http.securityMatcher("/oauth2/**", METADATA, OIDC_METADATA)
                .oauth2AuthorizationServer(DemoAuthorizationServer::offer)
                .authorizeHttpRequests(paths -> paths.requestMatchers(OPEN_PATHS)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, WaitingRequest.ENDPOINT)
                        .access(gate)
                        .anyRequest()
                        .denyAll())
                .authenticationProvider(new DemoPasswords())
                .formLogin(form -> form.loginPage(SignInPages.LOGIN)
                        .failureUrl(SignInPages.LOGIN + "?error")
                        .successHandler((request, response, user) ->
                                SignInPages.afterLogin(request, response, (SignedIn) user)))
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(gate).accessDeniedHandler(gate))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.IF_REQUIRED)
                        .sessionFixation(fixation -> fixation.changeSessionId()))
                .csrf(Customizer.withDefaults())
                // In place of what every answer has: Spring's own writers leave alone what is set already.
                .headers(headers -> headers.addHeaderWriter((request, response) -> {
                    response.setHeader("Content-Security-Policy", SignInPages.CONTENT_SECURITY_POLICY);
                    response.setHeader("Referrer-Policy", ReferrerPolicy.SAME_ORIGIN.getPolicy());
                }))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    private static void offer(OAuth2AuthorizationServerConfigurer server) {
        server.authorizationServerMetadataEndpoint(metadata -> metadata.authorizationServerMetadataCustomizer(
                        description -> description.claims(DemoAuthorizationServer::tellWhatIsOffered)))
                .oidc(oidc -> oidc.providerConfigurationEndpoint(metadata -> metadata.providerConfigurationCustomizer(
                        description -> description.claims(DemoAuthorizationServer::tellWhatIsOffered))));
    }

    private static void tellWhatIsOffered(Map<String, Object> description) {
        NOT_OFFERED.forEach(description::remove);
        description.put("grant_types_supported", GRANTS);
        description.put("prompt_values_supported", List.of("none", "login", "select_account"));
    }

    /** The clock, which is everybody's: no session, no cookie to ride on. */
    @Bean
    @Order(2)
    SecurityFilterChain demoChain(HttpSecurity http) {
        return http.securityMatcher("/demo/**")
                .authorizeHttpRequests(paths -> paths.anyRequest().permitAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Tells the authorization server when a session is over. */
    @Bean
    HttpSessionEventPublisher sessionEnds() {
        return new HttpSessionEventPublisher();
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(
            @Value("${spring.security.oauth2.resourceserver.jwt.issuer-uri}") String issuer) {
        return AuthorizationServerSettings.builder()
                .issuer(issuer)
                .oidcLogoutEndpoint(LOGOUT)
                .build();
    }

    @Bean
    RegisteredClientRepository demoClients(@Value("${leadledger.dev.own-address}") String ownAddress) {
        return new DemoClients(ownAddress);
    }

    @Bean
    OAuth2AuthorizationService authorizations() {
        return new RecentAuthorizations();
    }

    /** Id tokens stay as they are: they tell a client who signed in, and open nothing here. */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> actorClaims() {
        return context -> {
            if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
                DemoProfile profile = activeProfile(context.getPrincipal());
                context.getJwsHeader().type("at+jwt");
                context.getClaims()
                        .audience(List.of(TokenRules.AUDIENCE))
                        .claim(ActorClaims.ROLE, profile.role().name());
                if (profile.dealer() != null) {
                    context.getClaims().claim(ActorClaims.DEALER, profile.dealer());
                }
                if (profile.market() != null) {
                    context.getClaims().claim(ActorClaims.MARKET, profile.market());
                }
                if (!profile.outlets().isEmpty()) {
                    context.getClaims().claim(ActorClaims.OUTLETS, profile.outlets());
                }
            }
        };
    }

    /** A person's is chosen; a script cannot be asked. */
    private static DemoProfile activeProfile(@Nullable Authentication principal) {
        if (principal instanceof SignedIn person) {
            DemoProfile chosen = person.profile();
            if (chosen == null) {
                throw new IllegalStateException("no profile has been chosen");
            }
            return chosen;
        }
        return Optional.ofNullable(principal)
                .flatMap(client -> DemoUser.find(client.getName()))
                .orElseThrow(() -> new IllegalStateException("a client that is no demo user"))
                .profiles()
                .getFirst();
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
