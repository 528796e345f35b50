package leadledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import leadledger.app.LeadLedgerApplication;
import leadledger.app.cli.AuditRun.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("audit export")
class ExportTaskTest {

    private static final String EVENTS = "position,type\r\n1,aftersales.lead-created\r\n";

    @TempDir
    private Path folder;

    private final StubService service = new StubService();

    @AfterEach
    void stop() {
        service.close();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    @DisplayName("asks with every filter, as itself, with the reason, and prints the bytes as they are")
    void asks() {
        service.thenStream(EVENTS);

        Outcome outcome = AuditRun.on(service)
                .run(("export csv --lead a/b --dealer JP-TOKYO --outlet JP-TOKYO.GINZA --process sales"
                                + " --from 2026-01-01T00:00:00+09:00 --to 2026-02-01T00:00:00Z --as-of 2026-03-01T00:00:00Z"
                                + " --bom --language ja --reason 苦情・4711")
                        .split(" "));

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo(EVENTS);
        assertThat(service.onlyAsked().uri())
                .isEqualTo("/api/v1/exports/csv?lead=a%2Fb&dealer=JP-TOKYO&outlet=JP-TOKYO.GINZA&process=sales"
                        + "&from=2026-01-01T00%3A00%3A00%2B09%3A00&to=2026-02-01T00%3A00%3A00Z&asOf=2026-03-01T00%3A00%3A00Z"
                        + "&bom=true");
        assertThat(service.onlyAsked().header("Authorization")).isEqualTo("Bearer " + AuditRun.TOKEN);
        assertThat(service.onlyAsked().header("Accept-Language")).isEqualTo("ja");
        assertThat(service.onlyAsked().header("Personal-Data-Reason")).isEqualTo("%E8%8B%A6%E6%83%85%E3%83%BB4711");
    }

    @Test
    @DisplayName("saves a file for its owner's eyes, says so beside the data, and to programs in JSON")
    void saves() throws IOException {
        service.thenStream(EVENTS).thenStream(EVENTS);
        Path out = folder.resolve("events.csv");

        Outcome outcome = AuditRun.on(service).run("export", "csv", "--out", out.toString());

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("Saved " + out + ", 42 bytes, SHA-256 ");
        assertThat(out).hasContent(EVENTS);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .isEqualTo("rw-------");
        assertThat(files()).containsExactly("events.csv");

        Outcome json = AuditRun.on(service).run("export", "csv", "--json", "--force", "--out", out.toString());

        assertThat(json.err()).isEmpty();
        assertThat(json.out())
                .isEqualTo("{\"file\":\"" + out + "\",\"bytes\":42,\"sha256\":\""
                        + outcome.err().strip().replaceAll(".* ", "") + "\"}\n");
        assertThat(json.out()).contains(sha256(EVENTS));
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(Digested.newSha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("replaces a file only with --force, and asks nothing before")
    void doesNotOverwrite() throws IOException {
        Path out = Files.writeString(folder.resolve("events.csv"), "precious");

        Outcome refused = AuditRun.on(service).run("export", "csv", "--out", out.toString());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("exists; --force replaces it");
        assertThat(out).hasContent("precious");
        assertThat(service.asked()).isEmpty();

        service.thenStream(EVENTS);
        assertThat(AuditRun.on(service)
                        .run("export", "csv", "--force", "--out", out.toString())
                        .exitCode())
                .isZero();
        assertThat(out).hasContent(EVENTS);
    }

    @Test
    @DisplayName("A file that appears while the export comes is not replaced either")
    void doesNotOverwriteLater() throws IOException {
        Path out = folder.resolve("events.csv");
        service.then(exchange -> {
            Files.writeString(out, "precious");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(EVENTS.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });

        assertThat(AuditRun.on(service)
                        .run("export", "csv", "--out", out.toString())
                        .exitCode())
                .isEqualTo(2);
        assertThat(out).hasContent("precious");
        assertThat(files()).containsExactly("events.csv");
    }

    @Test
    @DisplayName("A stream that is cut leaves no half file, and the old one as it was")
    void cut() throws IOException {
        Path out = Files.writeString(folder.resolve("events.csv"), "the older one");
        service.thenCut(EVENTS);

        Outcome outcome = AuditRun.on(service).run("export", "csv", "--force", "--out", out.toString());

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.err()).contains("broke off").hasLineCount(1);
        assertThat(out).hasContent("the older one");
        assertThat(files()).containsExactly("events.csv");
    }

    @Test
    @DisplayName("A body shorter than its length is cut, too")
    void shorterThanItsLength() throws IOException {
        service.then(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(EVENTS.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IllegalStateException("cut");
        });

        assertThat(AuditRun.on(service)
                        .run("export", "csv", "--out", folder.resolve("x").toString())
                        .exitCode())
                .isEqualTo(4);
        assertThat(files()).isEmpty();
    }

    @Test
    @DisplayName("An answer whose end cannot be told from a break is not believed")
    void withoutEnd() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = server.accept();
                        InputStream in = socket.getInputStream();
                        OutputStream answer = socket.getOutputStream()) {
                    in.read(new byte[8192]);
                    answer.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhalf".getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            Outcome outcome = AuditRun.on("http://localhost:" + server.getLocalPort(), AuditRun.TOKEN)
                    .run("export", "csv", "--out", folder.resolve("x").toString());

            assertThat(outcome.exitCode()).isEqualTo(4);
            assertThat(outcome.err()).contains("end from a break");
            assertThat(files()).isEmpty();
        }
    }

    @Test
    @DisplayName("A service that falls silent in the middle is left after the time-out")
    void silence() throws IOException {
        service.thenSilence(EVENTS);

        Outcome outcome = AuditRun.on(service)
                .run(
                        "export",
                        "csv",
                        "--timeout",
                        "1",
                        "--out",
                        folder.resolve("x").toString());

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.err()).contains("was silent for 1 s");
        assertThat(files()).isEmpty();
    }

    @Test
    @DisplayName("Ended from outside, as by Ctrl-C, it leaves no half file")
    void ended() throws Exception {
        service.thenSilence(EVENTS);
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LeadLedgerApplication.class.getName(),
                "audit",
                "export",
                "csv",
                "--out",
                folder.resolve("events.csv").toString());
        builder.environment().put(ServiceOptions.SERVER_VARIABLE, service.url());
        builder.environment().put(ServiceOptions.TOKEN_VARIABLE, AuditRun.TOKEN);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await().until(() -> files().size() == 1 && Files.size(folder.resolve(files().getFirst())) > 0);
            assertThat(files()).allMatch(name -> name.endsWith(".part"));

            process.destroy();

            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(files()).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @DisplayName("draws a bar for somebody who watches, and for nobody else")
    void bar() {
        for (int i = 0; i < 4; i++) {
            service.thenStream(EVENTS);
        }
        String out = folder.resolve("x").toString();

        assertThat(AuditRun.on(service)
                        .onTerminal()
                        .run("export", "csv", "--out", out)
                        .err())
                .contains("\rExporting");
        String[] again = {"export", "csv", "--force", "--out", out};
        assertThat(AuditRun.on(service).run(again).err()).doesNotContain("Exporting", "\r");
        assertThat(AuditRun.on(service).onTerminal().run(with(again, "--quiet")).err())
                .isEmpty();
        assertThat(AuditRun.on(service).onTerminal().run(with(again, "--json")).err())
                .isEmpty();
    }

    private static String[] with(String[] arguments, String more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    @DisplayName("A reader that goes away is no crash")
    void readerGone() {
        service.thenStream(EVENTS);
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        Outcome outcome = AuditRun.on(service).run(gone, new ByteArrayOutputStream(), "export", "csv");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo("Standard output cannot be written to.\n");
    }
}
