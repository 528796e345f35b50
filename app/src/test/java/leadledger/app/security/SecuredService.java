package leadledger.app.security;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import leadledger.app.problems.Problems;
import leadledger.app.problems.RefusalLog;
import leadledger.events.shared.Actor;
import leadledger.query.export.BrokenExportException;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The security of the service around endpoints that only tell what reached them, or break off in the middle: no database, no leads. Tests of the
 * whole service scan this package as well and must not find any of it: hence no stereotype here, and the profile below.
 */
@EnableAutoConfiguration(
        exclude = {
            DataSourceAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            OAuth2AuthorizationServerAutoConfiguration.class,
            OAuth2AuthorizationServerJwtAutoConfiguration.class
        })
@ComponentScan(basePackageClasses = {SecurityConfiguration.class, Problems.class})
public class SecuredService {

    /** What was refused, as far as tests ask. */
    @Bean
    static RefusalLog refusals() {
        return (request, problem) -> {};
    }

    /** Switches the endpoints on. */
    public static final String PROFILE = "secured-service";

    @RestController
    @Profile(PROFILE)
    static class WhoAmIApi {

        @GetMapping({"/api/v1/who-am-i", "/operations/who-am-i", "/unforeseen", "/swagger-ui/who-am-i"})
        Map<String, String> whoAmI(Actor actor) {
            Map<String, String> answer = new LinkedHashMap<>();
            answer.put("subject", actor.subject());
            answer.put("role", actor.role().name());
            if (actor.dealer() != null) {
                answer.put("dealer", actor.dealer().value());
            }
            return answer;
        }

        @GetMapping("/api/v1/half")
        void half(HttpServletResponse response) throws IOException {
            response.getOutputStream().print("half of it");
            response.flushBuffer();
            throw new BrokenExportException(new IllegalStateException("the other half is missing"));
        }

        @PostMapping("/api/v1/length")
        Map<String, Integer> length(@RequestBody String body) {
            return Map.of("length", body.length());
        }
    }
}
