package leadledger.app.dev;

import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * Lets the API browser sign in by itself. Not part of the API's description as committed, which is the same for every
 * run: where one signs in is the identity provider's affair.
 */
@Configuration(proxyBeanMethods = false)
@Profile("dev")
class SignInDescription {

    private static final String SIGN_IN = "signIn";

    @Bean
    OpenApiCustomizer signIn(@Value("${leadledger.dev.own-address}") String ownAddress) {
        SecurityScheme scheme = new SecurityScheme()
                .type(SecurityScheme.Type.OAUTH2)
                .description("Demo users, password " + DemoUser.SECRET + ". Client id " + DemoClients.BROWSER
                        + ", no secret.")
                .flows(new OAuthFlows()
                        .authorizationCode(new OAuthFlow()
                                .authorizationUrl(ownAddress + WaitingRequest.ENDPOINT)
                                .tokenUrl(ownAddress + "/oauth2/token")
                                .scopes(new Scopes().addString("openid", "who you are"))));
        return api -> {
            api.getComponents().addSecuritySchemes(SIGN_IN, scheme);
            api.addSecurityItem(new SecurityRequirement().addList(SIGN_IN));
        };
    }
}
