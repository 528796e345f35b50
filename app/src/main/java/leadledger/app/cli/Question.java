package leadledger.app.cli;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the service is asked. Can be sent more than once. */
final class Question {

    private final String method;
    private final String path;
    private final BodyPublisher body;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    private Question(String method, String path, BodyPublisher body) {
        this.method = method;
        this.path = path;
        this.body = body;
    }

    /**
     * Reads.
     *
     * @param path from the service's root on, with its segments encoded
     */
    static Question get(String path) {
        return new Question("GET", path, BodyPublishers.noBody());
    }

    /** Sends. */
    static Question post(String path, String mediaType, BodyPublisher body) {
        return new Question("POST", path, body).header("Content-Type", mediaType);
    }

    /** With a parameter, if there is a value. */
    Question parameter(String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
        return this;
    }

    /** With a header, if there is a value. */
    Question header(String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
        return this;
    }

    String method() {
        return method;
    }

    BodyPublisher body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }

    String pathAndQuery() {
        if (parameters.isEmpty()) {
            return path;
        }
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", path + "?", ""));
    }
}
