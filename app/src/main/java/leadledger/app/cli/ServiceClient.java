package leadledger.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Asks one service with one token. Waits where the service asks to wait, within bounds, and follows it nowhere else: a redirect
 * would take the token along.
 */
final class ServiceClient implements AutoCloseable {

    static final int MOST_WAITS = 10;
    static final Duration LONGEST_WAITS = Duration.ofMinutes(5);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final int LONGEST_PROBLEM = 256 * 1024;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final URI server;
    private final String token;
    private final String language;
    private final Duration timeout;
    private final Surroundings around;
    private final Consumer<String> remarks;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            // Its chunks tell an end from a break.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(threads)
            .build();

    /**
     * Of a service.
     *
     * @param timeout how long it may be silent
     * @param remarks gets what is worth knowing while it is waited for
     */
    ServiceClient(
            URI server,
            String token,
            String language,
            Duration timeout,
            Surroundings around,
            Consumer<String> remarks) {
        this.server = server;
        this.token = token;
        this.language = language;
        this.timeout = timeout;
        this.around = around;
        this.remarks = remarks;
    }

    /** The answer, which is a success: anything else is a {@link FailedException}. */
    Answer ask(Question question) throws InterruptedException {
        Duration waited = Duration.ZERO;
        for (int waits = 0; ; waits++) {
            HttpResponse<InputStream> response = send(question);
            if (response.statusCode() >= 200 && response.statusCode() < 300) {
                return new Answer(response, body(response));
            }
            Duration wait = wantedWait(response);
            if (wait == null || waits == MOST_WAITS || waited.plus(wait).compareTo(LONGEST_WAITS) > 0) {
                throw refusal(response);
            }
            close(response);
            remarks.accept("The service asks to wait for " + wait.toSeconds() + " s.");
            around.pause().of(wait);
            waited = waited.plus(wait);
        }
    }

    /** The path and query of a place of this service. */
    String pathOf(String location) {
        URI place;
        try {
            place = server.resolve(location);
        } catch (IllegalArgumentException e) {
            throw FailedException.ofService("The service named a place that is no address.");
        }
        String path = String.valueOf(place.getRawPath());
        String prefix = server.getRawPath();
        if (!String.valueOf(place.getRawAuthority()).equals(server.getRawAuthority()) || !path.startsWith(prefix)) {
            throw FailedException.ofService("The service named a place that is not its own.");
        }
        return path.substring(prefix.length());
    }

    private HttpResponse<InputStream> send(Question question) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + question.pathAndQuery()))
                .method(question.method(), question.body())
                .header("Authorization", "Bearer " + token)
                .header("Accept-Language", language);
        question.headers().forEach(request::header);
        CompletableFuture<HttpResponse<InputStream>> answer =
                http.sendAsync(request.build(), BodyHandlers.ofInputStream());
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw silent();
        } catch (ExecutionException e) {
            throw broken(e.getCause());
        }
    }

    private FailedException broken(@Nullable Throwable cause) {
        String host = server.getAuthority();
        return switch (cause) {
            case HttpTimeoutException e -> FailedException.ofService(host + " does not answer.");
            case ConnectException e ->
                FailedException.ofService("No service answers at " + host + "; --server names another one.");
            case SSLException e ->
                FailedException.ofService("No secure connection to " + host
                        + ": this machine does not trust its certificate, or it speaks no TLS.");
            case null, default -> FailedException.ofService("The connection to " + host + " broke off.");
        };
    }

    private FailedException silent() {
        return FailedException.ofService(server.getAuthority() + " was silent for " + timeout.toSeconds()
                + " s, which is the most; --timeout allows more.");
    }

    private InputStream body(HttpResponse<InputStream> response) {
        return new WatchedBody(response.body(), threads, timeout, this::silent, this::broken);
    }

    private static @Nullable Duration wantedWait(HttpResponse<?> response) {
        if (response.statusCode() != TOO_MANY_REQUESTS && response.statusCode() != SERVICE_UNAVAILABLE) {
            return null;
        }
        String text = response.headers().firstValue("Retry-After").orElse("").strip();
        if (text.matches("\\d{1,6}")) {
            return Duration.ofSeconds(Math.max(1, Long.parseLong(text)));
        }
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), at);
            return wait.isPositive() ? wait.plusSeconds(1) : Duration.ofSeconds(1);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private FailedException refusal(HttpResponse<InputStream> response) {
        int status = response.statusCode();
        try (InputStream body = body(response)) {
            JsonNode problem = AuditTask.JSON.readTree(body.readNBytes(LONGEST_PROBLEM));
            if (problem.isObject() && problem.path("title").isString()) {
                return FailedException.ofProblem(status, problem);
            }
        } catch (IOException | JacksonException e) {
            // What stands between may answer in other ways.
        }
        return FailedException.ofStatus(
                status, server.getAuthority() + " answered " + status + ", and not as a Lead Ledger does.");
    }

    private static void close(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException e) {
            // Nobody reads on.
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
