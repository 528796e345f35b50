package leadledger.app.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.app.security.ForgedTokens;
import leadledger.app.security.SecuredService;
import leadledger.app.security.Trap;
import leadledger.app.testing.HttpCalls;
import leadledger.app.wiring.ServiceClock;
import leadledger.events.ledger.SchemaMigration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import tools.jackson.databind.JsonNode;

@DisplayName("Logins and clock of the default run, on a real database")
class DemoRunTest {

    /** Its nodes have ports that are free by chance, and one issuer. */
    private static final String ISSUER = "http://localhost:0";

    @TempDir
    private static Path root;

    private static EmbeddedDatabase database;
    private static ConfigurableApplicationContext service;
    private static HttpCalls http;

    @BeforeAll
    static void start() {
        database = new EmbeddedDatabase(DataFolder.claim(root), new TestConsole().console());
        database.start();
        SchemaMigration.LEDGER.migrate(database.connections(EmbeddedDatabase.OWNER), EmbeddedDatabase.APPLICATION);
        service = startService();
        http = callsOf(service);
    }

    @AfterAll
    static void stop() {
        service.close();
        database.close();
    }

    static Stream<DemoUser> users() {
        return DemoUser.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("users")
    void everyDemoUserIsAClientThatActsInItsFirstProfile(DemoUser user) {
        DemoProfile profile = user.profiles().getFirst();

        assertThat(me(http.token(user.id()))).isEqualTo(claims(user.id(), profile));
    }

    private static Map<String, String> me(String token) {
        HttpResponse<String> answer = http.get("/api/v1/me", token);
        assertThat(answer.statusCode()).isEqualTo(200);
        Map<String, String> claims = new TreeMap<>();
        HttpCalls.json(answer)
                .properties()
                .forEach(claim -> claims.put(
                        claim.getKey(),
                        claim.getValue().isArray()
                                ? claim.getValue().toString()
                                : claim.getValue().asString()));
        return claims;
    }

    private static Map<String, String> claims(String subject, DemoProfile profile) {
        Map<String, String> claims = new TreeMap<>();
        claims.put("subject", subject);
        claims.put("role", profile.role().name());
        if (profile.dealer() != null) {
            claims.put("dealer", profile.dealer());
        }
        if (profile.market() != null) {
            claims.put("market", profile.market());
        }
        if (!profile.outlets().isEmpty()) {
            claims.put(
                    "outlets",
                    profile.outlets().stream()
                            .sorted()
                            .map(outlet -> "\"" + outlet + "\"")
                            .collect(Collectors.joining(",", "[", "]")));
        }
        return claims;
    }

    @Test
    void aWrongSecretGetsNoToken() {
        assertThat(http.login("tokyo-agent", "guess").statusCode()).isEqualTo(401);
        assertThat(http.login("nobody", "demo").statusCode()).isEqualTo(401);
    }

    @Test
    void nobodyForgesATokenOfTheDemo() {
        try (Trap trap = new Trap()) {
            ForgedTokens forged =
                    new ForgedTokens(SigningKey.readOrCreate(root.resolve("signing-key.json")), ISSUER, trap.url());
            assertThat(http.get("/api/v1/me", forged.good()).statusCode()).isEqualTo(200);

            assertThat(forged.all())
                    .allSatisfy((flaw, token) -> assertThat(
                                    http.get("/api/v1/me", token).statusCode())
                            .isEqualTo(401));
            assertThat(trap.asked()).isZero();
        }
    }

    @Test
    void aTokenLastsTwelveHours() {
        assertThat(HttpCalls.json(http.login("hq", "demo")).get("expires_in").asLong())
                .isBetween(43_190L, 43_200L);
    }

    @Test
    void aTokenSurvivesARestartAndIsGoodOnAnotherNode() {
        String token = http.token("hq");
        try (ConfigurableApplicationContext other = startService()) {
            assertThat(callsOf(other).get("/api/v1/who-am-i", token).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aTokenOutlivesTheDemoClock() {
        String token = http.token("hq");

        advance("P30D");

        assertThat(http.get("/api/v1/who-am-i", token).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/oauth2/authorize", "/oauth2/introspect", "/oauth2/revoke", "/userinfo", "/oauth2/unforeseen"})
    void nothingElseOfTheAuthorizationServerIsOpen(String path) {
        assertThat(http.get(path).statusCode()).isBetween(400, 404);
    }

    @Test
    void timeMovesForwardByDurationOrPeriod() {
        Instant before = now();

        Instant after = advance("PT25H");
        assertThat(Duration.between(before, after)).isBetween(Duration.ofHours(25), Duration.ofHours(26));

        Instant afterMore = advance("P1D");
        assertThat(Duration.between(after, afterMore)).isBetween(Duration.ofDays(1), Duration.ofHours(25));
    }

    @Test
    void aMonthIsACalendarMonth() {
        Instant before = now();
        Duration month = Duration.between(
                before, before.atZone(java.time.ZoneOffset.UTC).plusMonths(1).toInstant());

        assertThat(Duration.between(before, advance("P1M"))).isBetween(month, month.plusMinutes(1));
    }

    @Test
    void anotherNodeFollowsByItself() {
        try (ServiceClock other = clock()) {
            Duration before = other.aheadOfMachine();
            advance("PT1H");
            // Within a second, if the machine is not busy with something else.
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> other.aheadOfMachine().compareTo(before.plusHours(1)) >= 0);
        }
    }

    @Test
    void aLateReadingDoesNotUndoAnAdvance() {
        SlowReads slow = new SlowReads(database.connections(EmbeddedDatabase.APPLICATION));
        try (ServiceClock clock = ServiceClock.ahead(InstantSource.system(), slow.dataSource())) {
            Duration before = clock.aheadOfMachine();
            slow.holdNextReading();
            slow.awaitHeld();
            clock.advance(Duration.ofHours(5));

            slow.letGo();

            assertThat(clock.aheadOfMachine()).isEqualTo(before.plusHours(5));
            slow.awaitAnotherReading();
            assertThat(clock.aheadOfMachine()).isEqualTo(before.plusHours(5));
        }
    }

    @Test
    void aRestartDoesNotStepBack() {
        advance("P2D");
        Duration ahead = Duration.parse(
                HttpCalls.json(http.get("/demo/clock")).get("ahead").asString());

        try (ServiceClock restarted = clock()) {
            assertThat(restarted.aheadOfMachine()).isEqualTo(ahead);
        }
    }

    @Test
    void fourHundredDaysAreTheMostAtOnce() {
        assertThat(post("{\"advance\":\"P400D\"}").statusCode()).isEqualTo(200);
        assertThat(post("{\"advance\":\"P400DT1S\"}").statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"advance\":null}",
                "{\"advance\":\"\"}",
                "{\"advance\":\"tomorrow\"}",
                "{\"advance\":\"PT0S\"}",
                "{\"advance\":\"PT0.0001S\"}",
                "{\"advance\":\"PT-1H\"}",
                "{\"advance\":\"-P1D\"}",
                "{\"advance\":\"P401D\"}",
                "{\"advance\":\"P2147483647Y\"}",
                "{\"advance\":\"PT9223372036854775807S\"}"
            })
    void valuesThatAreNoWayForwardAreRefused(String body) {
        Instant before = now();

        HttpResponse<String> answer = post(body);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(HttpCalls.json(answer).get("type").asString()).isEqualTo("urn:lead-ledger:problem:invalid-advance");
        assertThat(Duration.between(before, now())).isLessThan(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"advance\":\"P1D\",\"unknown\":1}", "{\"advance\":{}}"})
    void malformedBodiesAreRefused(String body) {
        assertThat(post(body).statusCode()).isEqualTo(400);
    }

    @Test
    void aFormIsNotTaken() {
        HttpResponse<String> answer = http.send(http.request("/demo/clock")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("advance=P1D")));

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void theInboxShowsEmailsAndLetsThemDoNothing() throws Exception {
        JavaMailSender sender = service.getBean(JavaMailSender.class);
        MimeMessage message = sender.createMimeMessage();
        MimeMessageHelper mail = new MimeMessageHelper(message, true, "UTF-8");
        mail.setFrom("leads@demo.example");
        mail.setTo("hanako@example.jp");
        mail.setSubject("予約 <script>alert(1)</script>");
        mail.setText("plain <b>", "<p onclick=\"alert(2)\">html</p><script>alert(3)</script>");
        mail.addAttachment(
                "../in\"vite.ics", new ByteArrayResource("BEGIN:VCALENDAR".getBytes(UTF_8)), "text/calendar");
        sender.send(message);

        await().until(() -> inboxJson("/demo/inbox").size() > 0);
        JsonNode line = inboxJson("/demo/inbox").get(0);
        assertThat(line.get("to").asString()).isEqualTo("hanako@example.jp");
        String path = "/demo/inbox/" + line.get("id").asLong();
        JsonNode whole = inboxJson(path);
        assertThat(whole.get("subject").asString()).isEqualTo("予約 <script>alert(1)</script>");
        assertThat(whole.get("text").asString()).isEqualTo("plain <b>");
        assertThat(whole.get("html").asString()).contains("<script>alert(3)</script>");
        assertThat(whole.get("attachments").get(0).get("bytes").asInt()).isEqualTo("BEGIN:VCALENDAR".length());

        for (String page : new String[] {"/demo/inbox", path}) {
            HttpResponse<String> answer = inbox(page, "text/html");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .singleElement()
                    .satisfies(policy ->
                            assertThat(policy).contains("default-src 'none'").doesNotContain("script-src"));
            assertThat(answer.body()).contains("予約 &lt;script&gt;").doesNotContain("<script");
        }
        assertThat(inbox(path, "text/html").body())
                .contains("<iframe sandbox title")
                .contains("srcdoc=\"&lt;p onclick=&quot;alert(2)&quot;&gt;");

        HttpResponse<String> file = inbox(path + "/attachments/1", "*/*");
        assertThat(file.body()).isEqualTo("BEGIN:VCALENDAR");
        assertThat(file.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(
                        value -> assertThat(value).startsWith("attachment").doesNotContain("/"));
        assertThat(inbox(path + "/attachments/2", "*/*").statusCode()).isEqualTo(404);
        assertThat(inbox("/demo/inbox/999999", "text/html").statusCode()).isEqualTo(404);
    }

    @Test
    void theInboxKeepsTheNewest() {
        JavaMailSender sender = service.getBean(JavaMailSender.class);
        DemoInbox inbox = service.getBean(DemoInbox.class);
        SimpleMailMessage mail = new SimpleMailMessage();
        mail.setFrom("leads@demo.example");
        mail.setTo("many@example.jp");
        mail.setText("text");
        for (int i = 1; i <= DemoInbox.MOST_KEPT + 1; i++) {
            mail.setSubject("number " + i);
            sender.send(mail);
        }

        assertThat(inbox.newestFirst()).hasSize(DemoInbox.MOST_KEPT);
        assertThat(inbox.newestFirst().getFirst().subject()).isEqualTo("number 201");
        assertThat(inbox.newestFirst().getLast().subject()).isEqualTo("number 2");
    }

    private static HttpResponse<String> inbox(String path, String accept) {
        return http.send(http.request(path).header("Accept", accept).GET());
    }

    private static JsonNode inboxJson(String path) {
        return HttpCalls.json(inbox(path, "application/json"));
    }

    private static Instant advance(String amount) {
        HttpResponse<String> answer = post("{\"advance\":\"" + amount + "\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        return Instant.parse(HttpCalls.json(answer).get("now").asString());
    }

    private static HttpResponse<String> post(String body) {
        return http.postJson("/demo/clock", body);
    }

    private static Instant now() {
        return Instant.parse(HttpCalls.json(http.get("/demo/clock")).get("now").asString());
    }

    private static ServiceClock clock() {
        return ServiceClock.ahead(InstantSource.system(), database.connections(EmbeddedDatabase.APPLICATION));
    }

    private static ConfigurableApplicationContext startService() {
        SpringApplication application = new SpringApplication(DemoService.class);
        application.setAdditionalProfiles("dev", SecuredService.PROFILE);
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("database", database));
        return application.run(
                "--server.port=0", "--leadledger.dev.data-dir=" + root, "--spring.main.register-shutdown-hook=false");
    }

    private static HttpCalls callsOf(ConfigurableApplicationContext context) {
        return HttpCalls.onPort(
                ((ServletWebServerApplicationContext) context).getWebServer().getPort());
    }

    /** No stereotype, so that tests of the whole service do not find it. */
    @Import({SecuredService.class, DemoAuthorizationServer.class, DemoClockApi.class, DemoMail.class, DemoInboxApi.class
    })
    static class DemoService {

        @Bean
        ServiceClock clock(EmbeddedDatabase database) {
            return ServiceClock.ahead(InstantSource.system(), database.connections(EmbeddedDatabase.APPLICATION));
        }
    }
}
