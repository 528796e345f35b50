package leadledger.app.e2e;

import static leadledger.app.testing.HttpCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import leadledger.app.testing.RunningService;
import leadledger.app.testing.RunningService.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayName("AC-01, AC-05: exports over HTTP")
class ExportsE2eTest {

    private static final String EXPORTS = "/api/v1/exports/";

    private final RunningService service = RunningService.instance();
    private final Caller agent = service.as("tokyo-agent");
    private final Caller manager = service.as("tokyo-manager");
    private final Caller auditor = service.as("auditor");

    private String lead() {
        HttpResponse<String> answer = agent.post(
                "/api/v1/aftersales/leads", "{\"request\":{\"lastName\":\"輸出\",\"email\":\"yushutsu@example.jp\"}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).get("id").asString();
    }

    @ParameterizedTest
    @CsvSource({
        "csv, text/csv;charset=UTF-8",
        "cloudevents, application/x-ndjson",
        "ocel, application/json",
        "xes, application/xml"
    })
    @DisplayName(
            "Each format comes as a file, in clear to who has the lead, masked to auditors without a reason, and logged")
    void formats(String format, String mediaType) {
        String lead = lead();
        String path = EXPORTS + format + "?lead=" + lead;

        HttpResponse<String> answer = manager.get(path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(mediaType);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(
                        value -> assertThat(value).startsWith("attachment;").doesNotContain(lead));
        assertThat(answer.body()).contains(lead, "aftersales.lead-created", "輸出");
        assertThat(auditor.get(path).body()).contains(lead).doesNotContain("輸出", "yushutsu");
        assertThat(auditor.get(path, "Personal-Data-Reason", "complaint-4711").body())
                .contains("輸出");
        List<String> entries = auditor.read("/api/v1/access-log?limit=10&leadId=" + lead)
                .get("entries")
                .valueStream()
                .map(entry -> entry.get("subject").asString() + " "
                        + entry.get("action").asString() + " "
                        + entry.get("inClear").asBoolean())
                .toList();
        String action = "EXPORT_" + format.toUpperCase(Locale.ROOT);
        assertThat(entries)
                .containsExactly(
                        "auditor " + action + " true",
                        "auditor " + action + " false",
                        "tokyo-manager " + action + " true");
    }

    @Test
    @DisplayName("AC-01: Another dealer's manager does not find the lead, an agent may not export at all")
    void refused() {
        String lead = lead();

        assertThat(problem(service.as("milano-manager").get(EXPORTS + "csv?lead=" + lead)))
                .isEqualTo("404 urn:lead-ledger:problem:unknown-lead");
        assertThat(problem(agent.get(EXPORTS + "csv?lead=" + lead)))
                .isEqualTo("403 urn:lead-ledger:problem:role-may-not");
        assertThat(service.as("milano-manager").get(EXPORTS + "csv").body()).doesNotContain(lead, "JP-TOKYO");
    }

    private static String problem(HttpResponse<String> answer) {
        JsonNode body = json(answer);
        return answer.statusCode() + " " + body.get("type").asString();
    }
}
