package leadledger.app.dev;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/**
 * The clients of the authorization server: one that everybody's browser is, and every demo user, for scripts. Spring's own
 * repository refuses two with the same secret.
 */
final class DemoClients implements RegisteredClientRepository {

    /** The public client for people: it has no secret, so it must prove with PKCE that a code is its own. */
    static final String BROWSER = "lead-ledger-browser";

    /** On any port (RFC 8252): command lines listen on one that is free. */
    private static final String LOOPBACK = "http://127.0.0.1/callback";

    private static final String API_BROWSERS_PAGE = "/swagger-ui/oauth2-redirect.html";
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(12);

    private final Map<String, RegisteredClient> clients;

    /** With the address under which the API browser of this node is found. */
    DemoClients(String ownAddress) {
        String secret = Objects.requireNonNull(
                PasswordEncoderFactories.createDelegatingPasswordEncoder().encode(DemoUser.SECRET));
        clients = Stream.concat(
                        Stream.of(browser(ownAddress)), DemoUser.ALL.stream().map(user -> script(user, secret)))
                .collect(Collectors.toUnmodifiableMap(RegisteredClient::getClientId, Function.identity()));
    }

    private static RegisteredClient browser(String ownAddress) {
        return RegisteredClient.withId(BROWSER)
                .clientId(BROWSER)
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(ownAddress + API_BROWSERS_PAGE)
                .redirectUri(LOOPBACK)
                .scope(OidcScopes.OPENID)
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build())
                .tokenSettings(tokens())
                .build();
    }

    private static RegisteredClient script(DemoUser user, String secret) {
        return RegisteredClient.withId(user.id())
                .clientId(user.id())
                .clientSecret(secret)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(tokens())
                .build();
    }

    private static TokenSettings tokens() {
        return TokenSettings.builder().accessTokenTimeToLive(TOKEN_LIFETIME).build();
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return clients.get(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return clients.get(clientId);
    }

    @Override
    public void save(RegisteredClient registeredClient) {
        throw new UnsupportedOperationException("the demo's clients are fixed");
    }
}
