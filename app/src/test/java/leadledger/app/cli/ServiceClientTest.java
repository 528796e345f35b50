package leadledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import leadledger.app.cli.AuditRun.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("audit: the service, the token, problems and exit codes")
class ServiceClientTest {

    private static final String PROBLEM = """
            {"type":"urn:lead-ledger:problem:several-findings","title":"Not valid","status":422,"detail":"Two things.",
             "rule":"API-LIST","findings":[{"rule":"API-LIST","code":"not-a-moment","field":"from","detail":"No \\u001b[31mmoment."},
             {"rule":"API-LIST","code":"not-one-of","field":"process","detail":"No process."}],"traceId":"abc"}""";

    @TempDir
    private Path folder;

    private final StubService service = new StubService();

    @AfterEach
    void stop() {
        service.close();
    }

    private Outcome export(String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "export";
        arguments[1] = "csv";
        System.arraycopy(more, 0, arguments, 2, more.length);
        return AuditRun.on(service).run(arguments);
    }

    @Test
    @DisplayName("A problem is told with title, detail, rule and field, and cannot recolour the terminal")
    void problem() {
        service.then(422, PROBLEM);

        Outcome outcome = export();

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isEqualTo("""
                        Not valid (rule API-LIST)
                        Two things.
                        - No \uFFFD[31mmoment. (rule API-LIST, field from)
                        - No process. (rule API-LIST, field process)
                        Trace id: abc
                        """);
    }

    @Test
    @DisplayName("To programs it is told as it came")
    void problemInJson() {
        service.then(422, PROBLEM);

        Outcome outcome = export("--json", "--out", folder.resolve("x").toString());

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err()).hasLineCount(1);
        assertThat(AuditTask.JSON.readTree(outcome.err())).isEqualTo(AuditTask.JSON.readTree(PROBLEM));
    }

    @ParameterizedTest
    @CsvSource({"400,3", "401,3", "403,3", "404,3", "409,3", "429,3", "302,4", "500,4", "502,4", "503,4"})
    @DisplayName("What is refused is 3, what fails is 4, with a problem or without")
    void exitCodes(int status, int exitCode) {
        service.then(status, Map.of("Location", "https://elsewhere.example/"), new byte[0])
                .then(status, "{\"title\":\"So it is\"}")
                .then(status, "<html>");

        assertThat(export().exitCode()).isEqualTo(exitCode);
        Outcome told = export();
        assertThat(told.exitCode()).isEqualTo(exitCode);
        assertThat(told.err()).isEqualTo("So it is\n");
        Outcome html = export();
        assertThat(html.exitCode()).isEqualTo(exitCode);
        assertThat(html.err()).contains("answered " + status).doesNotContain("html");
    }

    @Test
    @DisplayName("It waits as long as it is asked to, and asks again")
    void waits() {
        service.then(503, Map.of("Retry-After", "5"), new byte[0])
                .then(429, Map.of("Retry-After", "7"), new byte[0])
                .thenStream("x");

        Outcome outcome = export();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo("x");
        assertThat(outcome.pauses()).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(7));
        assertThat(outcome.err()).contains("wait for 5 s", "wait for 7 s");
    }

    @Test
    @DisplayName("It waits neither too often nor too long, nor without being asked to")
    void waitsWithinBounds() {
        for (int i = 0; i <= ServiceClient.MOST_WAITS; i++) {
            service.then(503, Map.of("Retry-After", "1"), new byte[0]);
        }
        Outcome often = export();
        assertThat(often.exitCode()).isEqualTo(4);
        assertThat(often.pauses()).isEqualTo(Collections.nCopies(ServiceClient.MOST_WAITS, Duration.ofSeconds(1)));

        service.then(429, Map.of("Retry-After", "200"), new byte[0])
                .then(429, Map.of("Retry-After", "200"), new byte[0]);
        Outcome tooLong = export();
        assertThat(tooLong.exitCode()).isEqualTo(3);
        assertThat(tooLong.pauses()).containsExactly(Duration.ofSeconds(200));

        service.then(500, Map.of("Retry-After", "1"), new byte[0]);
        assertThat(export().pauses()).isEmpty();
    }

    @Test
    @DisplayName("Nobody there is 4, and so is somebody who says nothing")
    void nobodyThere() throws IOException {
        String url;
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = "http://localhost:" + silent.getLocalPort();
            Outcome outcome = AuditRun.on(url, AuditRun.TOKEN).run("export", "csv", "--timeout", "1");
            assertThat(outcome.exitCode()).isEqualTo(4);
            assertThat(outcome.err()).contains("was silent for 1 s");
        }
        Outcome outcome = AuditRun.on(url, AuditRun.TOKEN).run("export", "csv");
        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.err()).contains("No service answers at localhost:");
    }

    @Test
    @DisplayName("The token comes from a file or the environment; there is no option for it")
    void token() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "from-file\n");
        service.thenStream("x");

        assertThat(export("--token-file", file.toString()).exitCode()).isZero();
        assertThat(service.onlyAsked().header("Authorization")).isEqualTo("Bearer from-file");
        assertThat(export("--token", "abc").exitCode()).isEqualTo(2);
        assertThat(export("--token-file", folder.resolve("absent").toString()).exitCode())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "line\nend", "日本"})
    @DisplayName("What is no token is not sent, and not printed")
    void noToken(String token) {
        Outcome outcome = AuditRun.on(service.url(), token).run("export", "csv");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("token").doesNotContain("words", "line", "日本");
        assertThat(service.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ledger.example",
                "ftp://ledger.example",
                "http://",
                "https://user:word@ledger.example",
                "https://ledger.example?x=y",
                "not an address"
            })
    @DisplayName("What is no address of a service is a usage error")
    void noAddress(String server) {
        Outcome outcome = AuditRun.on(server, AuditRun.TOKEN).run("export", "csv");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("is no address").doesNotContain("word");
    }

    @Test
    @DisplayName("The token does not leave the machine without TLS, unless that is wanted")
    void plainHttp() {
        Outcome outcome = AuditRun.on("http://ledger.invalid", AuditRun.TOKEN).run("export", "csv");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("--allow-http");

        assertThat(AuditRun.on("http://ledger.invalid", AuditRun.TOKEN)
                        .run("export", "csv", "--allow-http")
                        .exitCode())
                .isEqualTo(4);
    }

    @Test
    @DisplayName("A redirect is not followed: it would take the token along")
    void redirect() {
        try (StubService elsewhere = new StubService()) {
            service.then(307, Map.of("Location", elsewhere.url()), new byte[0]);

            assertThat(export().exitCode()).isEqualTo(4);
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    @DisplayName("A service may have a place below an address")
    void belowAnAddress() {
        service.thenStream("x");

        Outcome outcome =
                AuditRun.on(service.url() + "/ledger/", AuditRun.TOKEN).run("export", "csv");

        assertThat(outcome.exitCode()).isZero();
        assertThat(service.onlyAsked().uri()).isEqualTo("/ledger/api/v1/exports/csv");
    }

    @Test
    @DisplayName("Neither token nor reason is ever said")
    void saysNoSecrets() {
        service.then(500, "{\"title\":\"broken\"}")
                .thenCut("x")
                .then(404, new String(new byte[0], StandardCharsets.UTF_8));

        for (int i = 0; i < 3; i++) {
            Outcome outcome = export("--reason", "YamadaHanako");
            assertThat(outcome.err()).isNotBlank().doesNotContain(AuditRun.TOKEN, "Yamada");
        }
    }
}
