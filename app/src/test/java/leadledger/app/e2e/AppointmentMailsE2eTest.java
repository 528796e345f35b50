package leadledger.app.e2e;

import static leadledger.app.testing.HttpCalls.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import leadledger.app.testing.RunningService;
import leadledger.app.testing.RunningService.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** AS-22 end to end: a booking, the inbox, the history, and what operators see. */
class AppointmentMailsE2eTest {

    private static final String LEADS = "/api/v1/aftersales/leads";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RunningService service = RunningService.instance();
    private final Caller tokyo = service.as("tokyo-agent");

    private String contacted(String request) {
        HttpResponse<String> created = tokyo.post(LEADS, "{\"request\":" + request + "}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        String path = LEADS + "/" + json(created).get("id").asString();
        assertThat(tokyo.post(path + "/contact-attempts", "{\"channel\":\"PHONE\",\"outcome\":\"REACHED\"}")
                        .statusCode())
                .isEqualTo(200);
        return path;
    }

    private JsonNode booked(String path, String... headers) {
        HttpResponse<String> answer = tokyo.post(
                path + "/appointment",
                "{\"appointmentAt\":\"2099-04-01T10:00:00+09:00\",\"remindCustomer\":true}",
                headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private List<JsonNode> inboxOf(String address) {
        HttpResponse<String> answer = service.http()
                .send(service.http()
                        .request("/demo/inbox")
                        .header("Accept", "application/json")
                        .GET());
        return json(answer)
                .valueStream()
                .filter(mail -> mail.get("to").asString().equals(address))
                .toList();
    }

    @Test
    @DisplayName("AS-22: a booking is confirmed by e-mail, and the history says so; the lead's version stays")
    void confirmed() {
        String address = "e2e-" + UUID.randomUUID() + "@example.jp";
        String path = contacted("{\"lastName\":\"山田\",\"email\":\"" + address + "\",\"preferredLanguage\":\"ja\"}");
        JsonNode answer = booked(path);
        assertThat(answer.get("notices").size()).isZero();

        await().atMost(PATIENCE).until(() -> !inboxOf(address).isEmpty());
        assertThat(inboxOf(address)).hasSize(1);
        await().atMost(PATIENCE).until(() -> historyFields(path).contains("mail.confirmation.dealer SENT"));
        assertThat(historyFields(path)).contains("mail.confirmation.customer SENT");
        assertThat(tokyo.get(path).headers().firstValue("ETag"))
                .contains("\"" + answer.get("version").asInt() + "\"");
    }

    private List<String> historyFields(String path) {
        return tokyo.read(path + "/history")
                .get("entries")
                .valueStream()
                .map(entry -> entry.get("field").asString() + " "
                        + entry.path("newValue").asString(""))
                .toList();
    }

    @Test
    @DisplayName("AS-22: without an address of the customer the user is told, in the language asked for, every time")
    void noAddress() {
        String path = contacted("{\"lastName\":\"Nomail\"}");
        String key = UUID.randomUUID().toString();

        JsonNode first = booked(path, "Accept-Language", "ja", "Idempotency-Key", key);
        JsonNode again = booked(path, "Accept-Language", "ja", "Idempotency-Key", key);

        assertThat(first).isEqualTo(again);
        assertThat(first.get("notices").size()).isEqualTo(1);
        assertThat(first.at("/notices/0/code").asString()).isEqualTo("customer-has-no-address");
        assertThat(first.at("/notices/0/rule").asString()).isEqualTo("AS-22");
        assertThat(first.at("/notices/0/text").asString()).contains("Eメールアドレス");
        assertThat(historyFields(path)).contains("mail.confirmation.customer NOT_SENT");
    }

    @Test
    @DisplayName("Operators see how e-mails stand, and nobody else does")
    void operations() {
        JsonNode mails = service.as("admin").read("/operations/mails");
        assertThat(mails.get("sending").asBoolean()).isTrue();
        assertThat(mails.at("/counts/sent").asLong()).isNotNegative();
        assertThat(tokyo.get("/operations/mails").statusCode()).isEqualTo(403);
        assertThat(service.as("admin")
                        .post("/operations/mails/" + UUID.randomUUID() + "/retry", "")
                        .statusCode())
                .isEqualTo(404);
    }
}
