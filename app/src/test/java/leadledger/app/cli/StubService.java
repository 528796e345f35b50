package leadledger.app.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service that gives the answers it was told, one after the other, and remembers what it was asked. */
final class StubService implements AutoCloseable {

    private static final int UNKNOWN_LENGTH = 0;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** What it was asked. */
    record Asked(String method, String uri, Map<String, List<String>> headers, String body) {

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> String.join(",", header.getValue()))
                    .findFirst()
                    .orElse("");
        }
    }

    /** How it answers. */
    @FunctionalInterface
    interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    StubService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Reply reply;
        synchronized (replies) {
            reply = replies.removeFirst();
        }
        reply.to(exchange);
    }

    StubService then(Reply reply) {
        synchronized (replies) {
            replies.addLast(reply);
        }
        return this;
    }

    StubService then(int status, Map<String, String> headers, byte[] body) {
        return then(exchange -> {
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
    }

    StubService then(int status, String body) {
        return then(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends in chunks. */
    StubService thenStream(String body) {
        return then(exchange -> {
            exchange.sendResponseHeaders(200, UNKNOWN_LENGTH);
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
    }

    /** Begins to send and breaks the connection. */
    StubService thenCut(String body) {
        return then(exchange -> {
            exchange.sendResponseHeaders(200, UNKNOWN_LENGTH);
            OutputStream out = exchange.getResponseBody();
            out.write(body.getBytes(StandardCharsets.UTF_8));
            out.flush();
            throw new IllegalStateException("cut");
        });
    }

    /** Begins to send, and then is silent. */
    StubService thenSilence(String body) {
        return then(exchange -> {
            exchange.sendResponseHeaders(200, UNKNOWN_LENGTH);
            OutputStream out = exchange.getResponseBody();
            out.write(body.getBytes(StandardCharsets.UTF_8));
            out.flush();
        });
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    List<Asked> asked() {
        return Collections.unmodifiableList(asked);
    }

    Asked onlyAsked() {
        if (asked.size() != 1) {
            throw new AssertionError("asked " + asked.size() + " times: " + asked);
        }
        return asked.getFirst();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
