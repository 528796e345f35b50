package leadledger.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import leadledger.app.testing.Browser;
import leadledger.app.testing.HttpCalls;
import leadledger.app.testing.RunningService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("People sign in at the default run's own authorization server, by authorization code with PKCE")
class SignInTest {

    private static final String CALLBACK = "http://127.0.0.1:49152/callback";
    private static final String VERIFIER = "a-verifier-that-nobody-guesses-0123456789-abcdefghijk";

    private final HttpCalls http = RunningService.instance().http();

    @Test
    void aUserSignsInAndCallsTheApi() {
        Browser browser = browser("en").open(authorization(Map.of("state", "s-1")));
        assertThat(browser.page().body()).contains("name=\"password\"");

        browser.signIn("tokyo-agent", "demo");

        assertThat(browser.location()).startsWith(CALLBACK + "?code=");
        assertThat(browser.sent("state")).isEqualTo("s-1");
        assertThat(me(accessToken(browser)))
                .isEqualTo("{\"dealer\":\"JP-TOKYO\",\"role\":\"AFTERSALES_AGENT\",\"subject\":\"tokyo-agent\"}");
    }

    @ParameterizedTest
    @CsvSource({"tokyo-agent,guess", "nobody,demo", "tokyo-agent,''", "web-form,demo"})
    void aWrongPasswordIsRefusedAndSoIsAMachine(String user, String password) {
        Browser browser = browser("it").open(authorization(Map.of())).signIn(user, password);

        assertThat(browser.page().statusCode()).isEqualTo(200);
        assertThat(browser.page().body()).contains("Utente o password non corretti.", "name=\"password\"");

        assertThat(browser.signIn("hq", "demo").location()).startsWith(CALLBACK + "?code=");
    }

    @Test
    void whoeverHasSeveralProfilesChoosesOneAndCanSwitch() {
        Browser browser = browser("ja").open(authorization(Map.of())).signIn("suzuki", "demo");
        assertThat(browser.page().body())
                .contains("アフターセールスプロフィールを選択", "アフターセールス担当者 · JP-TOKYO", "アフターセールスマネージャー · JP-YOKOHAMA")
                .doesNotContain("checked");

        browser.submit(Map.of("profile", "1"));

        String asManager = accessToken(browser);
        assertThat(me(asManager))
                .isEqualTo("{\"dealer\":\"JP-YOKOHAMA\",\"role\":\"AFTERSALES_MANAGER\",\"subject\":\"suzuki\"}");

        browser.open(authorization(Map.of()));
        assertThat(me(accessToken(browser))).as("nothing is asked twice").isEqualTo(me(asManager));

        browser.open(authorization(Map.of("prompt", "select_account", "state", "s-2")));
        assertThat(browser.page().body()).contains("value=\"1\" required checked");
        browser.submit(Map.of("profile", "0"));

        assertThat(browser.sent("state")).isEqualTo("s-2");
        assertThat(me(accessToken(browser)))
                .isEqualTo("{\"dealer\":\"JP-TOKYO\",\"role\":\"AFTERSALES_AGENT\",\"subject\":\"suzuki\"}");
        assertThat(me(asManager)).as("a token keeps its profile").contains("JP-YOKOHAMA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "-1", "99"})
    void nobodyChoosesAProfileThatIsNotTheirs(String number) {
        Browser browser = browser("en").open(authorization(Map.of())).signIn("suzuki", "demo");

        browser.submit(Map.of("profile", number));

        assertThat(browser.page().statusCode()).isEqualTo(200);
        assertThat(browser.page().body()).contains("Choose the aftersales profile");
        assertThat(browser.open(authorization(Map.of())).page().body()).contains("Choose the aftersales profile");
    }

    @Test
    void withoutAProfileThereIsNoCode() {
        Browser browser = browser("en").open(authorization(Map.of())).signIn("suzuki", "demo");

        browser.open(authorization(Map.of("prompt", "none")));

        assertThat(browser.sent("code")).isEmpty();
        assertThat(browser.sent("error")).isEqualTo("login_required");
    }

    @Test
    void whoWantsNoPageGetsNone() {
        Browser browser = browser("en").open(authorization(Map.of("prompt", "none")));
        assertThat(browser.sent("error")).isEqualTo("login_required");

        browser.open(authorization(Map.of())).signIn("auditor", "demo");
        browser.open(authorization(Map.of("prompt", "none")));

        assertThat(me(accessToken(browser))).contains("AUDITOR");
    }

    @Test
    void somebodyElseCanSignInOnTheSameBrowser() {
        Browser browser = browser("en").open(authorization(Map.of())).signIn("hq", "demo");

        browser.open(authorization(Map.of("prompt", "login")));
        browser.signIn("hq-2", "demo");

        assertThat(me(accessToken(browser))).isEqualTo("{\"market\":\"JP\",\"role\":\"HQ\",\"subject\":\"hq-2\"}");
    }

    @Test
    void afterSigningOutThePasswordIsAskedAgain() {
        Browser browser = browser("en").open(authorization(Map.of())).signIn("hq", "demo");
        String idToken =
                HttpCalls.json(exchange(browser, Map.of())).get("id_token").asString();

        browser.open("/oauth2/logout?id_token_hint=" + idToken);

        assertThat(browser.open(authorization(Map.of())).page().body()).contains("name=\"password\"");
    }

    @Test
    void anIdTokenOpensNothing() {
        Browser browser =
                browser("en").open(authorization(Map.of("nonce", "n-1"))).signIn("hq", "demo");
        String idToken =
                HttpCalls.json(exchange(browser, Map.of())).get("id_token").asString();

        JsonNode claims = claims(idToken);
        assertThat(claims.get("sub").asString()).isEqualTo("hq");
        assertThat(claims.get("aud").asString()).isEqualTo("lead-ledger-browser");
        assertThat(claims.get("nonce").asString()).isEqualTo("n-1");
        assertThat(claims.has("role")).isFalse();
        assertThat(http.get("/api/v1/me", idToken).statusCode()).isEqualTo(401);
    }

    @Test
    void aCodeIsGoodOnce() {
        Browser browser = browser("en").open(authorization(Map.of())).signIn("hq", "demo");

        assertThat(exchange(browser, Map.of()).statusCode()).isEqualTo(200);
        assertIsInvalidGrant(exchange(browser, Map.of()));
    }

    @Test
    void aCodeIsGoodForWhoeverAskedForItOnly() {
        Browser browser = browser("en").open(authorization(Map.of())).signIn("hq", "demo");

        assertIsInvalidGrant(exchange(browser, Map.of("code_verifier", VERIFIER + "x")));
        assertIsInvalidGrant(exchange(browser, Map.of("redirect_uri", "http://127.0.0.1:49153/callback")));
        assertThat(exchange(browser, Map.of("code_verifier", "")).statusCode()).isEqualTo(400);
        assertThat(exchange(browser, Map.of("client_id", "hq")).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"code_challenge,''", "code_challenge_method,plain", "code_challenge_method,''"})
    void withoutPkceThereIsNoCode(String parameter, String value) {
        Browser browser = browser("en").open(authorization(Map.of(parameter, value)));

        assertThat(browser.location()).startsWith(CALLBACK + "?error=invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/callback",
                "http://127.0.0.1:49152/other",
                "http://127.0.0.1:49152/callback/",
                "http://127.0.0.1:49152/callback?to=evil",
                "http://127.0.0.1:49152/callback#part",
                "http://127.0.0.2:49152/callback",
                "http://localhost:49152/callback",
                "https://127.0.0.1:49152/callback",
                "http://hq@127.0.0.1:49152/callback",
                "http://127.0.0.1:49152@evil.example/callback",
                "http://127.0.0.1.evil.example/callback",
                "http://localhost:1/swagger-ui/oauth2-redirect.html",
                "javascript:alert(1)",
                "//evil.example/callback",
                "/callback",
                ""
            })
    void nobodyIsSentToAnAddressThatIsNotRegistered(String redirectUri) {
        HttpResponse<String> stranger = browser("en")
                .open(authorization(Map.of("redirect_uri", redirectUri)))
                .page();
        assertThat(stranger.statusCode()).isEqualTo(400);
        assertThat(stranger.headers().firstValue("Location")).isEmpty();

        HttpResponse<String> signedIn = browser("en")
                .open(authorization(Map.of()))
                .signIn("hq", "demo")
                .open(authorization(Map.of("redirect_uri", redirectUri)))
                .page();
        assertThat(signedIn.statusCode()).isEqualTo(400);
        assertThat(signedIn.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void commandLinesListenOnAnyPortOfThisMachine() {
        Browser browser = browser("en").open(authorization(Map.of("redirect_uri", "http://127.0.0.1:1025/callback")));

        assertThat(browser.signIn("hq", "demo").location()).startsWith("http://127.0.0.1:1025/callback?code=");
    }

    @Test
    void theApiBrowserSignsIn() {
        String page = http.baseUrl() + "/swagger-ui/oauth2-redirect.html";
        Browser browser = browser("en").open(authorization(Map.of("redirect_uri", page)));
        assertThat(browser.signIn("hq", "demo").location()).startsWith(page + "?code=");
        assertThat(http.get("/swagger-ui/oauth2-redirect.html").statusCode()).isEqualTo(200);
        assertThat(http.get("/swagger-ui/swagger-initializer.js").body())
                .contains("lead-ledger-browser", "\"usePkceWithAuthorizationCodeGrant\":true");
    }

    @Test
    void everyClientHasItsOwnGrantOnly() {
        Map<String, String> asMachine = Map.of("grant_type", "client_credentials", "client_id", "lead-ledger-browser");
        assertThat(token(asMachine).statusCode()).isBetween(400, 401);
        assertThat(token(Map.of("grant_type", "password", "username", "hq", "password", "demo"))
                        .statusCode())
                .isBetween(400, 401);

        Browser script = browser("en").open(authorization(Map.of("client_id", "hq")));
        assertThat(script.page().statusCode()).isEqualTo(400);
        Browser greedy = browser("en").open(authorization(Map.of("scope", "openid admin")));
        assertThat(greedy.sent("error")).isEqualTo("invalid_scope");
    }

    @Test
    void theSessionIsNewAfterSigningInAndAfterChoosing() {
        Browser browser = browser("en").open(authorization(Map.of()));
        String before = browser.cookies();
        assertThat(before).isNotEmpty();

        browser.signIn("suzuki", "demo");
        String after = browser.cookies();
        assertThat(after).isNotEmpty().isNotEqualTo(before);

        browser.submit(Map.of("profile", "0"));
        assertThat(browser.cookies()).isNotEmpty().isNotEqualTo(after);
        HttpResponse<String> fixed = http.send(
                http.request(authorization(Map.of())).header("Cookie", before).GET());
        assertThat(fixed.headers().firstValue("Location"))
                .as("who fixed the session is not signed in")
                .hasValueSatisfying(to -> assertThat(to).endsWith("/oauth2/login"));
    }

    @Test
    void aForeignPageCanSendNoForm() {
        Browser browser = browser("en").open(authorization(Map.of()));
        assertThat(browser.submitForged(Map.of("username", "hq", "password", "demo"))
                        .page()
                        .statusCode())
                .isEqualTo(403);

        browser.open(authorization(Map.of())).signIn("suzuki", "demo");
        assertThat(browser.submitForged(Map.of("profile", "0")).page().statusCode())
                .isEqualTo(403);
    }

    @Test
    void theCookieIsForTheSignInPagesAlone() {
        Browser browser = browser("en");
        HttpResponse<String> first = http.get(authorization(Map.of()));
        assertThat(first.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie).contains("Path=/oauth2", "HttpOnly", "SameSite=Lax"));

        browser.open(authorization(Map.of())).signIn("hq", "demo");
        HttpResponse<String> api = http.send(
                http.request("/api/v1/me").header("Cookie", browser.cookies()).GET());
        assertThat(api.statusCode()).isEqualTo(401);
        assertThat(api.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ja,ログイン", "en-GB,Sign in", "it-IT,Accesso", "fr,Sign in", "%%%,Sign in"})
    void thePagesSpeakTheUsersLanguageAndRunNothing(String language, String title) {
        HttpResponse<String> page =
                browser(language).open(authorization(Map.of())).page();

        assertThat(page.body()).contains("<h1>" + title + "</h1>").doesNotContain("<script");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                        .doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
    }

    @Test
    void theStyleIsTheOneThatThePolicyAllows() throws NoSuchAlgorithmException {
        HttpResponse<String> page = browser("en").open(authorization(Map.of())).page();
        int begin = page.body().indexOf("<style>") + "<style>".length();
        String style = page.body().substring(begin, page.body().indexOf("</style>"));

        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"})
    void discoveryTellsWhatIsOfferedAndNoMore(String path) {
        JsonNode offered = HttpCalls.json(http.get(path));

        assertThat(offered.get("issuer").asString()).isEqualTo(http.baseUrl());
        assertThat(offered.get("authorization_endpoint").asString()).isEqualTo(http.baseUrl() + "/oauth2/authorize");
        assertThat(offered.get("code_challenge_methods_supported").toString()).isEqualTo("[\"S256\"]");
        assertThat(offered.get("grant_types_supported").toString())
                .isEqualTo("[\"authorization_code\",\"client_credentials\"]");
        assertThat(offered.has("userinfo_endpoint")).isFalse();
        assertThat(offered.has("introspection_endpoint")).isFalse();
    }

    private Browser browser(String language) {
        return new Browser(http.baseUrl(), language);
    }

    /** An authorization request that is in order, with changes; an empty value takes a parameter away. */
    private static String authorization(Map<String, String> changes) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", "lead-ledger-browser");
        parameters.put("scope", "openid");
        parameters.put("redirect_uri", CALLBACK);
        parameters.put("code_challenge", challenge());
        parameters.put("code_challenge_method", "S256");
        parameters.putAll(changes);
        parameters.values().removeIf(String::isEmpty);
        return "/oauth2/authorize?" + Browser.form(parameters);
    }

    private static String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String accessToken(Browser browser) {
        HttpResponse<String> answer = exchange(browser, Map.of());
        assertThat(answer.statusCode()).isEqualTo(200);
        return HttpCalls.json(answer).get("access_token").asString();
    }

    /** Exchanges the code that a browser was sent on with, with changes; an empty value takes a parameter away. */
    private HttpResponse<String> exchange(Browser browser, Map<String, String> changes) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "authorization_code");
        parameters.put("client_id", "lead-ledger-browser");
        parameters.put("code", browser.sent("code"));
        parameters.put("redirect_uri", CALLBACK);
        parameters.put("code_verifier", VERIFIER);
        parameters.putAll(changes);
        parameters.values().removeIf(String::isEmpty);
        return token(parameters);
    }

    private HttpResponse<String> token(Map<String, String> parameters) {
        return http.send(http.request("/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(Browser.form(parameters))));
    }

    private static void assertIsInvalidGrant(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(HttpCalls.json(answer).get("error").asString()).isEqualTo("invalid_grant");
    }

    /** What the API says of a token, members in order of their names. */
    private String me(String token) {
        HttpResponse<String> answer = http.get("/api/v1/me", token);
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode me = HttpCalls.json(answer);
        return me.propertyNames().stream()
                .sorted()
                .map(name -> "\"" + name + "\":" + me.get(name))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static JsonNode claims(String token) {
        return new JsonMapper()
                .readTree(
                        Base64.getUrlDecoder().decode(token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'))));
    }
}
