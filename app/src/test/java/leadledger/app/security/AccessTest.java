package leadledger.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leadledger.app.testing.HttpCalls;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@DisplayName("AC-01, AC-02: who gets in, as whom, and where")
@SpringBootTest(classes = SecuredService.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles(SecuredService.PROFILE)
class AccessTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final Trap TRAP = new Trap();
    private static final ForgedTokens FORGED = new ForgedTokens(ISSUER.key(), ISSUER.url(), TRAP.url());

    @LocalServerPort
    private int port;

    private HttpCalls http;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::url);
    }

    @AfterAll
    static void stopIssuer() {
        ISSUER.close();
        TRAP.close();
    }

    @BeforeEach
    void calls() {
        http = HttpCalls.onPort(port);
    }

    @Test
    void aTokenMakesTheActor() {
        HttpResponse<String> answer = http.get("/api/v1/who-am-i", ISSUER.signed(ISSUER.agentClaims()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"subject\":\"u-4711\",\"role\":\"AFTERSALES_AGENT\",\"dealer\":\"JP-TOKYO\"}");
    }

    @Test
    void anAnswerThatBreaksOffIsCutSoThatNobodyTakesAPartForTheWhole() throws IOException {
        HttpResponse<InputStream> answer = http.open(
                http.request("/api/v1/half").header("Authorization", "Bearer " + ISSUER.signed(ISSUER.agentClaims())));

        assertThat(answer.statusCode()).isEqualTo(200);
        try (InputStream body = answer.body()) {
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void withoutTokenTheAnswerIsAChallenge() {
        HttpResponse<String> answer = http.get("/api/v1/who-am-i");

        assertIsUnauthenticated(answer);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void aBadTokenIsNoToken(String flaw, String token) {
        HttpResponse<String> answer = http.get("/api/v1/who-am-i", token);

        assertIsUnauthenticated(answer);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).contains("invalid_token"));
    }

    static Stream<Arguments> badTokens() {
        return Stream.concat(
                FORGED.all().entrySet().stream().map(forged -> Arguments.of(forged.getKey(), forged.getValue())),
                Stream.of(Arguments.of(
                        "of an algorithm not configured", ISSUER.signedByEllipticCurve(ISSUER.agentClaims()))));
    }

    @Test
    void whatIsWrongWithForgedTokensIsOneThingAndNobodyAsksTheAttacker() {
        assertThat(http.get("/api/v1/who-am-i", FORGED.good()).statusCode()).isEqualTo(200);

        FORGED.all().values().forEach(token -> http.get("/api/v1/who-am-i", token));

        assertThat(TRAP.asked()).isZero();
    }

    @Test
    void aTokenIsTakenFromTheHeaderAlone() {
        String good = FORGED.good();

        assertIsUnauthenticated(http.get("/api/v1/who-am-i?access_token=" + good));
        assertIsUnauthenticated(http.send(http.request("/api/v1/length")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("access_token=" + good))));
        assertIsUnauthenticated(http.send(http.request("/api/v1/who-am-i")
                .header("Cookie", "access_token=" + good)
                .GET()));
        assertIsUnauthenticated(http.send(http.request("/api/v1/who-am-i")
                .header("Authorization", "Basic " + good)
                .GET()));
        assertIsUnauthenticated(http.send(http.request("/api/v1/who-am-i")
                .header("X-Forwarded-Access-Token", good)
                .GET()));
    }

    @Test
    void twoHeadersAreNone() {
        String good = "Bearer " + FORGED.good();
        List<String> others = List.of(good, "Bearer nonsense", "Basic dXNlcjpwYXNzd29yZA==");
        for (String other : others) {
            assertIsUnauthenticated(http.send(http.request("/api/v1/who-am-i")
                    .header("Authorization", good)
                    .header("Authorization", other)
                    .GET()));
            assertIsUnauthenticated(http.send(http.request("/api/v1/who-am-i")
                    .header("Authorization", other)
                    .header("Authorization", good)
                    .GET()));
        }
    }

    private static Arguments bad(String flaw, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(flaw, ISSUER.signed(change.apply(ISSUER.agentClaims())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("claimsOfNoActor")
    void claimsThatMakeNoActorMayDoNothing(String flaw, String token) {
        assertIsForbidden(http.get("/api/v1/who-am-i", token));
        assertIsForbidden(http.get("/operations/who-am-i", token));
        assertIsForbidden(http.get("/swagger-ui/who-am-i", token));
    }

    static Stream<Arguments> claimsOfNoActor() {
        return Stream.of(
                bad("no role", claims -> claims.claim("role", null)),
                bad("unknown role", claims -> claims.claim("role", "EMPEROR")),
                bad("role in another case", claims -> claims.claim("role", "aftersales_agent")),
                bad("several roles", claims -> claims.claim("role", List.of("HQ", "AUDITOR"))),
                bad(
                        "the service's own role",
                        claims -> claims.claim("role", "SYSTEM").claim("dealer", null)),
                bad("dealer role without dealer", claims -> claims.claim("dealer", null)),
                bad("dealer of no such form", claims -> claims.claim("dealer", "jp tokyo")),
                bad("other role with a dealer", claims -> claims.claim("role", "AUDITOR")),
                bad(
                        "headquarters with a dealer",
                        claims -> claims.claim("role", "HQ").claim("market", "JP")),
                bad(
                        "headquarters without market",
                        claims -> claims.claim("role", "HQ").claim("dealer", null)),
                bad("dealer role with a market", claims -> claims.claim("market", "JP")),
                bad(
                        "market that is none",
                        claims ->
                                claims.claim("role", "HQ").claim("dealer", null).claim("market", "Japan")),
                bad("dealer role with outlets", claims -> claims.claim("outlets", List.of("JP-TOKYO.SHIBUYA"))),
                badOutlets("role of outlets without outlets", null),
                badOutlets("role of outlets with none", List.of()),
                badOutlets("outlets that are no list", "JP-TOKYO.SHIBUYA"),
                badOutlets("outlets that are an object", Map.of("JP-TOKYO.SHIBUYA", true)),
                badOutlets("outlets that are no texts", List.of(4711)),
                badOutlets("one outlet of no such form", List.of("JP-TOKYO.SHIBUYA", "JP-TOKYO")),
                badOutlets("more outlets than a region has", outlets(51)),
                bad(
                        "role of outlets with a dealer",
                        claims -> claims.claim("role", "SALES_STAFF").claim("outlets", List.of("JP-TOKYO.SHIBUYA"))),
                bad(
                        "role of outlets with a market",
                        claims -> claims.claim("role", "SALES_STAFF")
                                .claim("dealer", null)
                                .claim("market", "JP")
                                .claim("outlets", List.of("JP-TOKYO.SHIBUYA"))),
                bad(
                        "headquarters with outlets",
                        claims -> claims.claim("role", "HQ")
                                .claim("dealer", null)
                                .claim("market", "JP")
                                .claim("outlets", List.of("JP-TOKYO.SHIBUYA"))),
                bad(
                        "call centre without market",
                        claims -> claims.claim("role", "CALL_CENTER").claim("dealer", null)),
                bad("no subject", claims -> claims.subject(null)),
                bad("a mail address as subject", claims -> claims.subject("taro@example.com")));
    }

    private static Arguments badOutlets(String flaw, @Nullable Object outlets) {
        return bad(
                flaw,
                claims -> claims.claim("role", "OUTLET_MANAGER")
                        .claim("dealer", null)
                        .claim("outlets", outlets));
    }

    private static List<String> outlets(int number) {
        return IntStream.range(0, number)
                .mapToObj(place -> "JP-TOKYO.S" + place)
                .toList();
    }

    @Test
    void aRegionOfFiftyOutletsIsOnePersons() {
        String token = ISSUER.signed(ISSUER.agentClaims()
                .claim("role", "OUTLET_MANAGER")
                .claim("dealer", null)
                .claim("outlets", outlets(50)));

        HttpResponse<String> answer = http.get("/api/v1/me", token);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(HttpCalls.json(answer).get("outlets").size()).isEqualTo(50);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = Mode.EXCLUDE, names = "SYSTEM")
    void everyRoleReachesTheApi(Role role) {
        assertThat(http.get("/api/v1/who-am-i", tokenOf(role)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = Mode.EXCLUDE, names = "SYSTEM")
    void onlyAdministratorsOperate(Role role) {
        HttpResponse<String> answer = http.get("/operations/who-am-i", tokenOf(role));

        if (role == Role.ADMIN) {
            assertThat(answer.statusCode()).isEqualTo(200);
        } else {
            assertIsForbidden(answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/unforeseen", "/actuator", "/actuator/env", "/error", "/h2-console", "/apiary"})
    void whatNobodyThoughtOfIsDenied(String path) {
        assertIsUnauthenticated(http.get(path));
        assertIsForbidden(http.get(path, tokenOf(Role.HQ)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/jwks", "/demo/clock", "/.well-known/oauth-authorization-server"})
    void nothingOfTheDemoExists(String path) {
        assertIsUnauthenticated(http.get(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness", "/openapi"})
    void whatIsOpenNeedsNoToken(String path) {
        assertThat(http.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void theCallerIsNoPartOfTheDocumentedRequest() {
        assertThat(http.get("/openapi").body()).contains("/api/v1/who-am-i").doesNotContain("Actor");
    }

    @Test
    void nothingIsRememberedBetweenRequests() {
        HttpResponse<String> answer = http.get("/api/v1/who-am-i", ISSUER.signed(ISSUER.agentClaims()));

        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
    }

    @Test
    void refusalsAreWordedInTheCallersLanguage() {
        HttpResponse<String> answer = http.send(
                http.request("/api/v1/who-am-i").header("Accept-Language", "it").GET());

        assertThat(HttpCalls.json(answer).get("title").asString()).isEqualTo("Accesso non effettuato");
    }

    @Test
    void aBodyAtTheLimitIsRead() {
        assertThat(post(new byte[BodyLimitFilter.LIMIT_BYTES], false).statusCode())
                .isEqualTo(200);
        HttpResponse<String> chunked = post(new byte[BodyLimitFilter.LIMIT_BYTES], true);
        assertThat(chunked.body()).isEqualTo("{\"length\":" + BodyLimitFilter.LIMIT_BYTES + "}");
    }

    @ParameterizedTest(name = "chunked: {0}")
    @ValueSource(booleans = {false, true})
    void aBodyBeyondTheLimitIsRefused(boolean chunked) {
        HttpResponse<String> answer = post(new byte[BodyLimitFilter.LIMIT_BYTES + 1], chunked);

        assertIsProblem(answer, 413, "urn:lead-ledger:problem:content-too-large");
    }

    private HttpResponse<String> post(byte[] body, boolean chunked) {
        return http.send(http.request("/api/v1/length")
                .header("Authorization", "Bearer " + tokenOf(Role.HQ))
                .header("Content-Type", "text/plain")
                .POST(
                        chunked
                                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                                : BodyPublishers.ofString(new String(body, StandardCharsets.US_ASCII))));
    }

    private static String tokenOf(Role role) {
        return ISSUER.signed(ISSUER.agentClaims()
                .claim("role", role.name())
                .claim("dealer", role.isDealer() ? "JP-TOKYO" : null)
                .claim("market", role.isMarkets() ? "JP" : null)
                .claim("outlets", role.isOutlets() ? List.of("JP-TOKYO.SHIBUYA") : null));
    }

    private static void assertIsUnauthenticated(HttpResponse<String> answer) {
        assertIsProblem(answer, 401, "urn:lead-ledger:problem:unauthenticated");
    }

    private static void assertIsForbidden(HttpResponse<String> answer) {
        assertIsProblem(answer, 403, "urn:lead-ledger:problem:forbidden");
    }

    private static void assertIsProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("application/problem+json"));
        assertThat(HttpCalls.json(answer).get("type").asString()).isEqualTo(type);
        assertThat(HttpCalls.json(answer).get("status").asInt()).isEqualTo(status);
    }
}
