package leadledger.app.dev;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * What the authorization server has given out lately. Spring's own keeps all of it for ever. A forgotten code is refused;
 * tokens stay good without being remembered.
 */
final class RecentAuthorizations implements OAuth2AuthorizationService {

    private static final int LIMIT = 1_000;

    private final Map<String, OAuth2Authorization> byId = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OAuth2Authorization> eldest) {
            return size() > LIMIT;
        }
    };

    @Override
    public synchronized void save(OAuth2Authorization authorization) {
        byId.put(authorization.getId(), authorization);
    }

    @Override
    public synchronized void remove(OAuth2Authorization authorization) {
        byId.remove(authorization.getId());
    }

    @Override
    public synchronized @Nullable OAuth2Authorization findById(String id) {
        return byId.get(id);
    }

    @Override
    public synchronized @Nullable OAuth2Authorization findByToken(String value, @Nullable OAuth2TokenType type) {
        Class<? extends OAuth2Token> kind = kind(type);
        return kind == null
                ? null
                : byId.values().stream()
                        .filter(authorization -> holds(authorization, kind, value))
                        .findFirst()
                        .orElse(null);
    }

    /** Only what this server gives out; each kind apart, so that no token passes for a code. */
    private static @Nullable Class<? extends OAuth2Token> kind(@Nullable OAuth2TokenType type) {
        return switch (type == null ? "" : type.getValue()) {
            case OAuth2ParameterNames.CODE -> OAuth2AuthorizationCode.class;
            case OAuth2ParameterNames.ACCESS_TOKEN -> OAuth2AccessToken.class;
            case OidcParameterNames.ID_TOKEN -> OidcIdToken.class;
            default -> null;
        };
    }

    private static boolean holds(OAuth2Authorization authorization, Class<? extends OAuth2Token> kind, String value) {
        OAuth2Authorization.Token<? extends OAuth2Token> token = authorization.getToken(kind);
        return token != null && token.getToken().getTokenValue().equals(value);
    }
}
