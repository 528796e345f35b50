package leadledger.app.dev;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The demo logins as the authorization server sees them. Spring's own repository refuses two with the same secret. */
final class DemoLogins implements RegisteredClientRepository {

    private static final Duration TOKEN_LIFETIME = Duration.ofHours(12);

    private final Map<String, RegisteredClient> clients;

    DemoLogins() {
        String secret = Objects.requireNonNull(
                PasswordEncoderFactories.createDelegatingPasswordEncoder().encode(DemoLogin.SECRET));
        clients = Arrays.stream(DemoLogin.values())
                .map(login -> client(login, secret))
                .collect(Collectors.toUnmodifiableMap(RegisteredClient::getClientId, Function.identity()));
    }

    private static RegisteredClient client(DemoLogin login, String secret) {
        return RegisteredClient.withId(login.clientId())
                .clientId(login.clientId())
                .clientSecret(secret)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(TOKEN_LIFETIME)
                        .build())
                .build();
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
        throw new UnsupportedOperationException("the demo logins are fixed");
    }
}
