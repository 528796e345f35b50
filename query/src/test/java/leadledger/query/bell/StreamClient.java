package leadledger.query.bell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of server-sent events: reads what the endpoint writes, and can be slow or gone. */
final class StreamClient {

    private static final JsonMapper JSON = new JsonMapper();

    private final Response response = new Response();
    private Thread server;

    /**
     * An event as it came.
     *
     * @param name its type
     * @param id its id; empty: none
     * @param data what it tells
     */
    record Event(String name, String id, JsonNode data) {}

    MockHttpServletResponse response() {
        return response;
    }

    /** Begins the request, on a thread of its own as in the server. */
    void run(Runnable request) {
        server = Thread.ofVirtual().start(request);
    }

    String text() {
        return response.written.toString(UTF_8);
    }

    /** Whole events so far, without comments. */
    List<Event> events() {
        List<Event> events = new ArrayList<>();
        String text = text();
        for (String block : text.substring(0, text.lastIndexOf("\n\n") + 1).split("\n\n", -1)) {
            String name = field(block, "event: ");
            if (!name.isEmpty()) {
                events.add(new Event(name, field(block, "id: "), JSON.readTree(field(block, "data: "))));
            }
        }
        return events;
    }

    private static String field(String block, String name) {
        return block.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .findFirst()
                .orElse("");
    }

    List<Event> notifications() {
        return events().stream()
                .filter(event -> event.name().equals("notification"))
                .toList();
    }

    StreamClient awaitReady() {
        await().until(() -> events().stream().anyMatch(event -> event.name().equals("ready")));
        return this;
    }

    List<Event> awaitNotifications(int count) {
        await().until(() -> notifications().size() >= count);
        return notifications();
    }

    StreamClient awaitEnd() {
        await().until(() -> !server.isAlive());
        return this;
    }

    /** The connection breaks, and the server has noticed by its next heartbeat. */
    void cut() {
        failWrites();
        awaitEnd();
    }

    /** The connection is broken, which the server notices when it writes. */
    void failWrites() {
        response.broken = true;
    }

    /** The client reads nothing more until the latch is down. */
    CountDownLatch blockWrites() {
        CountDownLatch latch = new CountDownLatch(1);
        response.blocked = latch;
        return latch;
    }

    private static final class Response extends MockHttpServletResponse {

        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private volatile boolean broken;
        private volatile CountDownLatch blocked = new CountDownLatch(0);

        @Override
        public ServletOutputStream getOutputStream() {
            return new ServletOutputStream() {
                @Override
                public void write(int single) throws IOException {
                    write(new byte[] {(byte) single}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    try {
                        blocked.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    if (broken) {
                        throw new IOException("broken pipe");
                    }
                    written.write(bytes, offset, length);
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }
}
