import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of {@code ./lead-ledger start-dev}, and calls to it. */
final class DemoNode {

    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
    private static final int STOP_LIMIT_SECONDS = 20;

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final Process process;
    private final int port;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private DemoNode(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one with an empty network, and waits until it is ready. */
    static DemoNode start(Path data, int port, String... options) throws Exception {
        DemoNode node = launch(data, port, options);
        node.awaitReady(data);
        return node;
    }

    /** Starts one and does not wait. */
    static DemoNode launch(Path data, int port, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "./lead-ledger",
                "start-dev",
                "--port",
                Integer.toString(port),
                "--data-dir",
                data.resolve("data").toString(),
                "--demo-data",
                "NETWORK"));
        command.addAll(List.of(options));
        File log = data.resolve("service-" + port + ".log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        return new DemoNode(process, port);
    }

    void awaitReady(Path data) throws Exception {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            require(
                    process.isAlive(),
                    "the service ended:\n" + Files.readString(data.resolve("service-" + port + ".log")));
            try {
                if (send(request("/actuator/health/readiness")).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not yet.
            }
            Thread.sleep(Duration.ofMillis(200));
        }
        throw new IllegalStateException("the service did not start in time");
    }

    /** In order, and by force if that takes too long. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** SIGKILL, for the launcher and for whatever it may have started. */
    void kill() throws InterruptedException {
        process.descendants().filter(child -> !isPostgres(child)).forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().map(command -> command.endsWith("postgres")).orElse(false);
    }

    /** A demo user's token. */
    String token(String user) throws Exception {
        String known = tokens.get(user);
        if (known != null) {
            return known;
        }
        String basic = Base64.getEncoder().encodeToString((user + ":demo").getBytes());
        HttpResponse<String> answer = send(request("/oauth2/token")
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
        String token = first(Pattern.compile("\"access_token\":\"([^\"]+)\""), answer.body());
        tokens.put(user, token);
        return token;
    }

    HttpResponse<String> post(String user, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = request(path)
                .header("Authorization", "Bearer " + token(user))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    /** The body of a GET that must succeed. */
    String get(String user, String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path).header("Authorization", "Bearer " + token(user));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<String> answer = send(request);
        require(answer.statusCode() == 200, path + " answered " + answer.statusCode() + ": " + answer.body());
        return answer.body();
    }

    /** Moves the demo's clock. */
    void advance(String step) throws Exception {
        HttpResponse<String> answer = send(request("/demo/clock")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"advance\":\"" + step + "\"}")));
        require(answer.statusCode() == 200, answer.body());
    }

    /** The demo's inbox of this node, as JSON. */
    String inbox() throws Exception {
        return send(request("/demo/inbox").header("Accept", "application/json")).body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).timeout(REQUEST_LIMIT);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static void deleteRecursively(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            paths.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
        }
    }

    static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        require(matcher.find(), "no " + pattern + " in " + text);
        return matcher.group(1);
    }

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }

    static void say(String what) {
        System.out.println(what);
    }
}
