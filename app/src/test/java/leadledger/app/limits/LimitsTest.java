package leadledger.app.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import leadledger.app.limits.LimitSettings.Rate;
import leadledger.app.problems.Problem;
import leadledger.app.problems.Problems;
import leadledger.app.problems.ProblemsAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

@DisplayName("AC-06: how much a user and an address may ask")
class LimitsTest {

    private static final LimitSettings SETTINGS = new LimitSettings(new Rate(2, 4), new Rate(5, 10), new Rate(1, 3));

    private final Time time = new Time();
    private final List<Problem> logged = new ArrayList<>();
    private final Problems problems = problems();

    /** Time as the test wants it. */
    private static final class Time implements TimeMeter {
        private long nanos;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }

        void passMillis(long millis) {
            nanos += TimeUnit.MILLISECONDS.toNanos(millis);
        }
    }

    private Problems problems() {
        return ProblemsAccess.problems((request, problem) -> logged.add(problem));
    }

    @AfterEach
    void nobody() {
        SecurityContextHolder.clearContext();
    }

    private static void authenticated(String subject) {
        Jwt token = Jwt.withTokenValue("t")
                .header("alg", "none")
                .subject(subject)
                .claim("role", "AUDITOR")
                .expiresAt(Instant.MAX)
                .build();
        SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(token, List.of()));
    }

    private static MockHttpServletResponse ask(Filter filter, String address, String path, int answer)
            throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setRemoteAddr(address);
        request.addHeader("X-Forwarded-For", "203.0.113." + System.identityHashCode(request) % 250);
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, new MockFilterChain() {
            @Override
            public void doFilter(ServletRequest in, ServletResponse out) {
                ((HttpServletResponse) out).setStatus(answer);
            }
        });
        return response;
    }

    /** How many of so many requests are let through. */
    private static long letThrough(Filter filter, String address, int answer, int requests) throws Exception {
        long passed = 0;
        for (int i = 0; i < requests; i++) {
            passed += ask(filter, address, "/api/v1/aftersales/views", answer).getStatus() == 429 ? 0 : 1;
        }
        return passed;
    }

    @Test
    @DisplayName("an address has its burst, and then what time brings; a header claims no other address")
    void address() throws Exception {
        Filter filter = new AddressLimitFilter(SETTINGS, time, problems);

        assertThat(letThrough(filter, "192.0.2.1", 200, 30)).isEqualTo(10);
        assertThat(letThrough(filter, "192.0.2.2", 200, 30)).isEqualTo(10);
        time.passMillis(199);
        assertThat(letThrough(filter, "192.0.2.1", 200, 30)).isZero();
        time.passMillis(1);
        assertThat(letThrough(filter, "192.0.2.1", 200, 30)).isEqualTo(1);
        time.passMillis(3_600_000);
        assertThat(letThrough(filter, "192.0.2.1", 200, 30)).isEqualTo(10);
    }

    @Test
    @DisplayName("IPv6 addresses count by their /64")
    void network() throws Exception {
        Filter filter = new AddressLimitFilter(SETTINGS, time, problems);

        assertThat(letThrough(filter, "2001:db8:0:1::1", 200, 8)).isEqualTo(8);
        assertThat(letThrough(filter, "2001:db8:0:1:ffff::2", 200, 8)).isEqualTo(2);
        assertThat(letThrough(filter, "2001:db8:0:2::1", 200, 8)).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8::1, 20010db800000000",
        "::ffff:192.0.2.1, ::ffff:192.0.2.1",
        "example.org, unknown",
        "'', unknown"
    })
    void keysOfAddresses(String address, String key) {
        assertThat(ClientAddress.key(address)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 200})
    @DisplayName("only failed authentications use up their smaller budget")
    void failedAuthentications(int answer) throws Exception {
        Filter filter = new AddressLimitFilter(SETTINGS, time, problems);

        assertThat(letThrough(filter, "192.0.2.1", answer, 30)).isEqualTo(answer == 401 ? 3 : 10);
    }

    @Test
    @DisplayName("a token in the address is a failed authentication, too")
    void badlySentToken() throws Exception {
        Filter filter = new AddressLimitFilter(SETTINGS, time, problems);
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/x");
        long passed = 0;
        for (int i = 0; i < 9; i++) {
            MockHttpServletResponse response = new MockHttpServletResponse();
            filter.doFilter(request, response, new MockFilterChain() {
                @Override
                public void doFilter(ServletRequest in, ServletResponse out) {
                    ((HttpServletResponse) out).setHeader("WWW-Authenticate", "Bearer");
                    ((HttpServletResponse) out).setStatus(400);
                }
            });
            passed += response.getStatus() == 429 ? 0 : 1;
        }
        assertThat(passed).isEqualTo(3);
    }

    @Test
    @DisplayName("a user has a budget of its own, whatever the address; nobody in particular has none")
    void user() throws Exception {
        Filter filter = new UserLimitFilter(SETTINGS, time, problems);

        authenticated("u-1");
        assertThat(letThrough(filter, "192.0.2.1", 200, 3)).isEqualTo(3);
        assertThat(letThrough(filter, "192.0.2.2", 200, 3)).isEqualTo(1);
        authenticated("u-2");
        assertThat(letThrough(filter, "192.0.2.1", 200, 3)).isEqualTo(3);
        SecurityContextHolder.clearContext();
        assertThat(letThrough(filter, "192.0.2.1", 200, 30)).isEqualTo(30);
    }

    @Test
    @DisplayName("what is too much is told as a problem, with the time to wait, and noted")
    void problem() throws Exception {
        Filter filter = new AddressLimitFilter(SETTINGS, time, problems);
        letThrough(filter, "192.0.2.1", 401, 3);

        MockHttpServletResponse answer = ask(filter, "192.0.2.1", "/api/v1/aftersales/views", 200);

        assertThat(answer.getStatus()).isEqualTo(429);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        assertThat(answer.getContentAsString()).contains("urn:lead-ledger:problem:too-many-requests");
        assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
        assertThat(logged).extracting(Problem::status).containsExactly(429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/readiness"})
    @DisplayName("health is not limited")
    void health(String path) throws Exception {
        Filter filter = new AddressLimitFilter(SETTINGS, time, problems);
        for (int i = 0; i < 30; i++) {
            assertThat(ask(filter, "192.0.2.1", path, 200).getStatus()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("a limit of nothing is no limit that anybody can mean")
    void noLimit() {
        assertThatThrownBy(() -> new Rate(0, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rate(5, 4)).isInstanceOf(IllegalArgumentException.class);
    }
}
