package leadledger.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadledger.app.testing.HttpCalls.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import leadledger.app.testing.HttpCalls;
import leadledger.app.testing.RunningService;
import leadledger.app.testing.RunningService.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bell end to end, with its stream over HTTP. */
class BellTest {

    private static final String BELL = "/api/v1/notifications";
    private static final String STREAM = BELL + "/stream";
    private static final String LEADS = "/api/v1/aftersales/leads";

    private final RunningService service = RunningService.instance();
    private final Caller tokyo = service.as("tokyo-agent");
    private final Caller kobe = service.as("kobe-agent");
    private final Caller milano = service.as("milano-agent");

    private JsonNode fromTheWeb(String dealer) {
        HttpResponse<String> answer = service.as("web-form")
                .post(
                        LEADS,
                        "{\"dealer\":\"" + dealer + "\",\"source\":\"WEB_FORM\",\"campaign\":\"SERVICE_REMINDER\","
                                + "\"request\":{\"lastName\":\"Bell\"}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    private static String lead(JsonNode created) {
        return created.get("id").asString();
    }

    private static JsonNode list(Caller caller, JsonNode after) {
        return caller.read(
                BELL + "?limit=200",
                "Ledger-Min-Position",
                after.get("position").asString());
    }

    private static List<JsonNode> about(JsonNode list, JsonNode lead) {
        return list.get("notifications")
                .valueStream()
                .filter(told -> told.path("leadId").asString("").equals(lead(lead)))
                .toList();
    }

    /** An open stream, read on the test's own thread. */
    private record Stream(HttpResponse<InputStream> answer, BufferedReader lines) implements AutoCloseable {

        static Stream of(HttpResponse<InputStream> answer) {
            return new Stream(answer, new BufferedReader(new InputStreamReader(answer.body(), UTF_8)));
        }

        /** The next event of the type; waits for it. */
        Event next(String type) {
            List<String> block = new ArrayList<>();
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.isEmpty()) {
                        block.add(line);
                    } else if (block.contains("event: " + type)) {
                        return Event.of(block);
                    } else {
                        block.clear();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new AssertionError("the stream ended without " + type);
        }

        /** The next notification of the lead; waits for it. */
        Event about(JsonNode lead) {
            Event event = next("notification");
            while (!event.data().path("leadId").asString("").equals(lead(lead))) {
                event = next("notification");
            }
            return event;
        }

        @Override
        public void close() {
            try {
                answer.body().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record Event(String id, JsonNode data) {
        static Event of(List<String> block) {
            return new Event(field(block, "id: "), new JsonMapper().readTree(field(block, "data: ")));
        }

        private static String field(List<String> block, String name) {
            return block.stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()))
                    .findFirst()
                    .orElse("");
        }
    }

    private static Stream open(Caller caller, String... headers) {
        HttpResponse<InputStream> answer = caller.open(STREAM, headers);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        return Stream.of(answer);
    }

    @Test
    @DisplayName("AS-04: a dealer is told of a lead from the web form, reads it, and it is read; others learn nothing")
    void listAndRead() {
        JsonNode lead = fromTheWeb("JP-TOKYO");
        JsonNode told = about(list(tokyo, lead), lead).getFirst();
        String read = BELL + "/" + told.get("id").asString() + "/read";

        assertThat(told.get("kind").asString()).isEqualTo("NEW_LEAD");
        assertThat(told.get("reference").asString())
                .isEqualTo(lead.get("reference").asString());
        assertThat(told.get("at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(about(list(milano, lead), lead)).isEmpty();
        assertThat(milano.post(read, "").statusCode()).isEqualTo(404);

        HttpResponse<String> answer = tokyo.post(read, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(about(list(tokyo, lead), lead).getFirst().get("read").asBoolean())
                .isTrue();
        assertThat(about(list(service.as("tokyo-manager"), lead), lead)
                        .getFirst()
                        .get("read")
                        .asBoolean())
                .isFalse();

        HttpResponse<String> all =
                tokyo.post(BELL + "/read", "{\"upTo\":" + lead.get("position").asLong() + "}");
        assertThat(all.statusCode()).as(all.body()).isEqualTo(200);
        assertThat(tokyo.post(BELL + "/read", "{\"upTo\":999999999999}").statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hq", "auditor", "web-form", "admin"})
    @DisplayName("AC-01: only a dealer's people have a bell")
    void otherRoles(String login) {
        Caller other = service.as(login);
        assertThat(other.get(BELL).statusCode()).isEqualTo(403);
        assertThat(other.get(STREAM).statusCode()).isEqualTo(403);
        assertThat(other.post(BELL + "/" + UUID.randomUUID() + "/read", "").statusCode())
                .isEqualTo(403);
        assertThat(other.post(BELL + "/read", "{\"upTo\":0}").statusCode()).isEqualTo(403);
        assertThat(other.put(BELL + "/outlets", "{\"outlets\":[]}").statusCode())
                .isEqualTo(403);
        assertThat(service.http().get(STREAM).statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("SA-12: only what one may see can be selected")
    void selection() {
        HttpResponse<String> own = kobe.put(BELL + "/outlets", "{\"outlets\":[\"JP-KOBE\"]}");
        assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
        assertThat(json(own).get("outlets").get(0).asString()).isEqualTo("JP-KOBE");
        HttpResponse<String> other = kobe.put(BELL + "/outlets", "{\"outlets\":[\"JP-TOKYO\"]}");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other).get("rule").asString()).isEqualTo("SA-12");
        assertThat(kobe.put(BELL + "/outlets", "{\"outlets\":[]}").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName(
            "AS-65: a stream tells at once; cut off, it goes on after Last-Event-ID, and what it tells can be read")
    void stream() {
        JsonNode missed;
        String last;
        JsonNode moved = json(tokyo.post(LEADS, "{\"request\":{\"lastName\":\"Moved\"}}"));
        try (Stream stream = open(kobe)) {
            assertThat(stream.next("ready").id()).isNotEmpty();
            JsonNode lead = fromTheWeb("JP-KOBE");
            last = stream.about(lead).id();
            assertThat(last).isEqualTo(lead.get("position").asString());
        }
        missed = fromTheWeb("JP-KOBE");
        try (Stream stream = open(kobe, "Last-Event-ID", last)) {
            Event first = stream.next("notification");
            assertThat(lead(missed)).isEqualTo(first.data().get("leadId").asString());
            HttpResponse<String> answer = service.as("hq")
                    .post(
                            LEADS + "/" + lead(moved) + "/re-assignment",
                            "{\"dealer\":\"JP-KOBE\",\"reason\":\"nearer\"}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            Event here = stream.about(moved);
            assertThat(here.data().get("kind").asString()).isEqualTo("LEAD_MOVED_HERE");
            assertThat(kobe.post(BELL + "/" + here.data().get("id").asString() + "/read", "")
                            .statusCode())
                    .isEqualTo(200);
            JsonNode former = list(tokyo, json(answer)).get("notifications").get(0);
            assertThat(former.get("kind").asString()).isEqualTo("LEAD_MOVED_AWAY");
            assertThat(former.has("leadId") || former.has("reference")).isFalse();
        }
        HttpResponse<String> malformed = kobe.get(STREAM, "Last-Event-ID", "x");
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(malformed.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    @Test
    @DisplayName("AC-06: a user has so many streams and no more; closed ones make room")
    void limit() {
        List<Stream> open = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            open.add(open(milano));
            open.getLast().next("ready");
        }
        HttpResponse<String> tooMany = milano.get(STREAM, "Accept-Language", "it");
        assertThat(tooMany.statusCode()).isEqualTo(429);
        assertThat(tooMany.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(tooMany).get("title").asString()).isEqualTo("Troppi flussi aperti");

        open.forEach(Stream::close);
        await().until(() -> {
            HttpResponse<InputStream> again = milano.open(STREAM);
            again.body().close();
            return again.statusCode() == 200;
        });
        assertThat(HttpCalls.json(milano.get(BELL)).has("position")).isTrue();
    }
}
