package leadledger.app.testing;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import leadledger.app.LeadLedgerApplication;
import tools.jackson.databind.JsonNode;

/**
 * The whole service as a process, as the default run starts it, with a database of its own; shared by all tests of this
 * JVM, which keep apart by making leads of their own.
 */
public final class RunningService {

    private static final String OUTPUT = "output.txt";
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final int END_LIMIT_SECONDS = 10;
    private static final int PORT_LINE = 3;

    private final HttpCalls http;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private final Path folder;

    private RunningService(HttpCalls http, Path folder) {
        this.http = http;
        this.folder = folder;
    }

    /** The one running service. */
    public static RunningService instance() {
        return Shared.INSTANCE;
    }

    /** Started when somebody asks; apart, since waiting for the start needs this class in another thread. */
    private static final class Shared {
        private static final RunningService INSTANCE = start();
    }

    private static RunningService start() {
        try {
            Path data = Files.createTempDirectory("lead-ledger-e2e");
            int port = freePort();
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            // For a process of seconds the second compiler costs more than it saves.
                            "-XX:TieredStopAtLevel=1",
                            "-Duser.timezone=Asia/Kolkata",
                            "-Daxoniq.update-checker.disabled=true",
                            // As much as production or the default run would log, whichever is more.
                            "-Dlogging.level.root=INFO",
                            "-cp",
                            classPathWithoutTests(),
                            LeadLedgerApplication.class.getName(),
                            "start-dev",
                            "--port",
                            Integer.toString(port),
                            "--data-dir",
                            data.resolve("data").toString(),
                            "--demo-data",
                            "NETWORK")
                    .redirectErrorStream(true)
                    .redirectOutput(data.resolve(OUTPUT).toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
            HttpCalls http = HttpCalls.onPort(port);
            await().atMost(START_LIMIT).until(() -> isReady(process, http, data));
            return new RunningService(http, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Test classes of this module would be taken for parts of the service. */
    private static String classPathWithoutTests() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isReady(Process process, HttpCalls http, Path data) throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the service ended: " + Files.readString(data.resolve(OUTPUT)));
        }
        try {
            return http.get("/actuator/health/readiness").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** All that the service and its database server have logged so far. */
    public String logged() throws IOException {
        return Files.readString(folder.resolve(OUTPUT)) + Files.readString(folder.resolve("data/postgres.log"));
    }

    /** A connection to its database, in one of the roles {@code ledger_owner} and {@code ledger_app}. */
    public Connection database(String role) throws IOException, SQLException {
        String port = Files.readAllLines(folder.resolve("data/postgres/postmaster.pid"))
                .get(PORT_LINE)
                .strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port + "/lead_ledger",
                role,
                Files.readString(folder.resolve("data/database-password")).strip());
    }

    /** Plain calls, without a token. */
    public HttpCalls http() {
        return http;
    }

    /** Calls in the role of a demo login. */
    public Caller as(String login) {
        return new Caller(token(login));
    }

    /** The token of a demo login. */
    public String token(String login) {
        return tokens.computeIfAbsent(login, http::token);
    }

    /** Calls with a token. */
    public final class Caller {

        private final String token;

        private Caller(String token) {
            this.token = token;
        }

        /** GET with further headers, by name and value. */
        public HttpResponse<String> get(String path, String... headers) {
            return http.send(with(headers, http.request(path)).GET());
        }

        /** POST of JSON with further headers, by name and value. */
        public HttpResponse<String> post(String path, String body, String... headers) {
            return http.send(with(headers, http.request(path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
        }

        /** PUT of JSON. */
        public HttpResponse<String> put(String path, String body) {
            return http.send(with(new String[0], http.request(path))
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString(body)));
        }

        /** GET of an answer that is read while it comes. */
        public HttpResponse<InputStream> open(String path, String... headers) {
            return http.open(with(headers, http.request(path)).GET());
        }

        /** The body of a GET that must succeed. */
        public JsonNode read(String path, String... headers) {
            HttpResponse<String> answer = get(path, headers);
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return HttpCalls.json(answer);
        }

        private HttpRequest.Builder with(String[] headers, HttpRequest.Builder request) {
            request.header("Authorization", "Bearer " + token);
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            return request;
        }
    }
}
