package leadledger.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import leadledger.app.testing.HttpCalls;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = SecuredService.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles(SecuredService.PROFILE)
class IssuerOutageTest {

    private static final TestIssuer GONE = new TestIssuer();

    static {
        GONE.close();
    }

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", GONE::url);
    }

    @Test
    void theServiceStartsAndAsksForPatience() {
        HttpResponse<String> answer = HttpCalls.onPort(port).get("/api/v1/who-am-i", GONE.signed(GONE.agentClaims()));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(HttpCalls.json(answer).get("type").asString())
                .isEqualTo("urn:lead-ledger:problem:service-unavailable");
        assertThat(HttpCalls.onPort(port).get("/actuator/health").statusCode()).isEqualTo(200);
    }
}
