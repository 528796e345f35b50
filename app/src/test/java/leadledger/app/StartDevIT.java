package leadledger.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import leadledger.app.testing.Browser;
import leadledger.app.testing.HttpCalls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that people start, as the process that they start. */
class StartDevIT {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final long END_LIMIT_SECONDS = 10;

    /** As people start it, without options. */
    private static final List<String> FULL = List.of();

    /** Without the demo's leads, where a test does not ask for them: making them takes longer than the rest of the start. */
    private static final List<String> NETWORK = List.of("--demo-data", "NETWORK");

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();
    private int port;
    private Path output;

    @BeforeEach
    void choosePort() throws IOException {
        output = folder.resolve("output.txt");
        port = freePort();
    }

    @AfterEach
    void endWhatATestLeft() throws Exception {
        for (Process process : processes) {
            process.destroy();
            if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void startsSaysHowToBeginAndEndsInTime() throws Exception {
        Process service = startReady(FULL);

        assertThat(Files.readString(output))
                .containsSubsequence("1/5", "2/5", "3/5", "4/5", "5/5")
                .contains("http://localhost:" + port + "/api", "http://localhost:" + port + "/openapi")
                .contains("curl -s -u tokyo-agent:demo -d grant_type=client_credentials")
                .doesNotContain("WARN", "ERROR", "Exception");
        HttpCalls http = HttpCalls.onPort(port);
        assertThat(http.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(http.login("tokyo-agent", "demo").statusCode()).isEqualTo(200);

        service.destroy();

        assertThat(service.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS))
                .as("ended within 10 s")
                .isTrue();
        assertThat(folder.resolve("data/postgres/postmaster.pid")).doesNotExist();
        assertThat(Files.readString(output)).doesNotContain("WARN", "ERROR", "Exception");
    }

    @Test
    void carriesOnAfterAHardKill() throws Exception {
        Process killed = startReady(NETWORK);
        HttpCalls http = HttpCalls.onPort(port);
        String token = http.token("hq");
        assertThat(http.postJson("/demo/clock", "{\"advance\":\"P3D\"}").statusCode())
                .isEqualTo(200);

        killed.destroyForcibly().waitFor();
        Files.delete(output);
        startReady(NETWORK);

        assertThat(HttpCalls.json(http.get("/demo/clock")).get("ahead").asString())
                .isEqualTo("PT72H");
        assertThat(http.get("/operations/anything", token).statusCode())
                .as("the token is known, its role may not do this")
                .isEqualTo(403);
    }

    @Test
    void anInterruptWhileItStartsLeavesNoServerBehind() throws Exception {
        Process service = launch(port, output, FULL);
        await().atMost(START_LIMIT).until(() -> Files.readString(output).contains("3/5"));

        service.destroy();

        assertThat(service.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("data/postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void aSecondNodeSharesTheFolderOnlyIfItJoins() throws Exception {
        Process first = startReady(NETWORK);
        HttpCalls firstNode = HttpCalls.onPort(port);
        Path said = folder.resolve("second.txt");
        int otherPort = freePort();

        Process intruder = launch(otherPort, said, NETWORK);

        assertThat(intruder.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(intruder.exitValue()).isEqualTo(1);
        assertThat(Files.readString(said))
                .contains("in use by process " + first.pid())
                .contains(folder.resolve("data").toRealPath().toString())
                .hasLineCount(1);

        Process second = launch(otherPort, said, List.of("--join"));
        awaitReady(second, said);
        HttpCalls secondNode = HttpCalls.onPort(otherPort);

        assertThat(Files.readString(said))
                .contains("Joined        http://localhost:" + port)
                .doesNotContain("WARN", "ERROR", "Exception");
        assertThat(secondNode.get("/api/v1/me", firstNode.token("hq")).statusCode())
                .isEqualTo(200);
        assertThat(firstNode.get("/api/v1/me", secondNode.token("hq")).statusCode())
                .isEqualTo(200);
        assertThat(HttpCalls.json(secondNode.get("/.well-known/openid-configuration"))
                        .get("issuer")
                        .asString())
                .isEqualTo("http://localhost:" + port);
        Browser browser = new Browser("http://localhost:" + otherPort, "en");
        assertThat(browser.open("/oauth2/authorize?response_type=code&client_id=lead-ledger-browser&scope=openid"
                                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
                                + "&redirect_uri=http://localhost:" + otherPort + "/swagger-ui/oauth2-redirect.html")
                        .signIn("hq", "demo")
                        .sent("code"))
                .as("the second node's own API browser signs in at the second node")
                .isNotEmpty();

        first.destroy();

        assertThat(second.waitFor(2 * END_LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(Files.readString(said)).contains("The database has ended", "this node ends, too");
        assertThat(folder.resolve("data/address")).doesNotExist();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private Process startReady(List<String> amount) throws IOException {
        Process service = launch(port, output, amount);
        awaitReady(service, output);
        return service;
    }

    private static void awaitReady(Process service, Path said) {
        await().atMost(START_LIMIT)
                .failFast("the service ended", () -> !service.isAlive())
                .until(() -> Files.readString(said).contains("Ctrl-C ends it"));
    }

    private Process launch(int onPort, Path outputFile, List<String> amount) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                // For a process of seconds the second compiler costs more than it saves.
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Objects.requireNonNull(System.getProperty("leadledger.jar"), "leadledger.jar"),
                "start-dev",
                "--port",
                Integer.toString(onPort),
                "--data-dir",
                folder.resolve("data").toString()));
        command.addAll(amount);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(outputFile.toFile())
                .start();
        processes.add(process);
        return process;
    }
}
