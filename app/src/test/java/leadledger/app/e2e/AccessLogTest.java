package leadledger.app.e2e;

import static leadledger.app.testing.HttpCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import leadledger.app.testing.RunningService;
import leadledger.app.testing.RunningService.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("AC-05, AC-06: who looked at what, what auditors see, and what browsers are told")
class AccessLogTest {

    private static final String LEADS = "/api/v1/aftersales/leads";
    private static final String LOG = "/api/v1/access-log?limit=200";
    private static final String VIN = "ZAM57XSA0E1234567";

    private final RunningService service = RunningService.instance();
    private final Caller tokyo = service.as("tokyo-agent");
    private final Caller auditor = service.as("auditor");

    private String lead() {
        HttpResponse<String> answer = tokyo.post(
                LEADS,
                "{\"vin\":\"" + VIN + "\",\"request\":{\"lastName\":\"監査\",\"firstName\":\"花子\","
                        + "\"email\":\"kansa@example.jp\",\"contactNumber\":\"0312345678\",\"city\":\"港区\","
                        + "\"inquiry\":\"監査の件\"}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).get("id").asString();
    }

    /** Entries about a lead, newest first, shortly. */
    private List<String> entriesOf(String lead) {
        return auditor.read(LOG + "&leadId=" + lead)
                .get("entries")
                .valueStream()
                .map(AccessLogTest::shortly)
                .toList();
    }

    private static String shortly(JsonNode entry) {
        return String.join(
                " ",
                entry.path("subject").asString("nobody"),
                entry.get("action").asString(),
                entry.path("method").asString("-"),
                entry.path("route").asString("-"),
                Integer.toString(entry.get("status").asInt()),
                entry.path("problemCode").asString("-"),
                entry.get("inClear").asBoolean() ? "clear" : "hidden",
                entry.path("reason").asString("-"));
    }

    @Test
    @DisplayName("readings and refused attempts of a lead stand in the log, by template and without names")
    void whoLookedAtALead() {
        String lead = lead();
        tokyo.read(LEADS + "/" + lead);
        auditor.read(LEADS + "/" + lead + "/history");
        auditor.read(LEADS + "/" + lead, "Personal-Data-Reason", "%E8%8B%A6%E6%83%85");
        service.as("milano-agent").get(LEADS + "/" + lead);
        service.http().get(LEADS + "/" + lead + "?q=Canary");
        auditor.post(LEADS + "/" + lead + "/appointment", "{\"appointmentAt\":\"2099-01-01T10:00:00Z\"}");

        assertThat(entriesOf(lead))
                .containsExactly(
                        "auditor REFUSED POST /api/v1/aftersales/leads/{id}/appointment 403 role-may-not hidden -",
                        "nobody REFUSED GET /api/v1/aftersales/leads/{id} 401 unauthenticated hidden -",
                        "milano-agent REFUSED GET /api/v1/aftersales/leads/{id} 404 unknown-lead hidden -",
                        "auditor READ_LEAD GET /api/v1/aftersales/leads/{id} 200 - clear 苦情",
                        "auditor READ_HISTORY GET /api/v1/aftersales/leads/{id}/history 200 - hidden -",
                        "tokyo-agent READ_LEAD GET /api/v1/aftersales/leads/{id} 200 - clear -");
    }

    @Test
    @DisplayName("an auditor sees who the customer is only with a reason")
    void masked() {
        String lead = lead();
        for (String address : List.of(
                LEADS + "/" + lead, LEADS + "/" + lead + "/history", "/api/v1/aftersales/views/recent?limit=200")) {
            assertThat(auditor.read(address).toString())
                    .as(address)
                    .doesNotContain("監査", "花子", "kansa", "0312345678", "港区", VIN)
                    .contains("＊＊＊");
            assertThat(auditor.read(address, "Personal-Data-Reason", "check").toString())
                    .as(address)
                    .contains(address.endsWith("history") ? VIN : "監査");
        }
        assertThat(auditor.get("/api/v1/aftersales/views/recent?q=kansa").statusCode())
                .isEqualTo(422);
        HttpResponse<String> malformed = auditor.get(LEADS + "/" + lead, "Personal-Data-Reason", "%E8");
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(json(malformed).get("field").asString()).isEqualTo("Personal-Data-Reason");
    }

    @Test
    @DisplayName("while the log cannot be written, personal data is not shown, and refusals are told")
    void unavailable() throws Exception {
        String lead = lead();
        try (Connection owner = service.database("ledger_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("revoke insert on access.entry from ledger_app");
            try {
                HttpResponse<String> page = tokyo.get(LEADS + "/" + lead);
                assertThat(page.statusCode()).isEqualTo(503);
                assertThat(page.body()).doesNotContain("監査");
                assertThat(tokyo.get("/api/v1/aftersales/views/recent").statusCode())
                        .isEqualTo(503);
                assertThat(tokyo.get(LEADS + "/" + UUID.randomUUID()).statusCode())
                        .isEqualTo(404);
            } finally {
                statement.execute("grant insert on access.entry to ledger_app");
            }
        }
        assertThat(tokyo.get(LEADS + "/" + lead).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokyo-manager", "hq", "admin", "web-form"})
    @DisplayName("the log is the auditors' alone")
    void auditorsOnly(String login) {
        assertThat(service.as(login).get(LOG).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/aftersales/views, 200",
        "/api/v1/aftersales/views/none, 404",
        "/nothing, 403",
        "/openapi, 200",
        "/actuator/health, 200"
    })
    @DisplayName("browsers keep, guess, frame and pass on nothing")
    void headers(String address, int status) {
        HttpResponse<String> answer = tokyo.get(address);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    }

    @Test
    @DisplayName("the API browser loads what is its own")
    void apiBrowser() {
        HttpResponse<String> page = service.http().get("/swagger-ui/index.html");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'self'; style-src 'self' 'unsafe-inline'");
        assertThat(page.headers().allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(page.body().replaceAll("<script src=\"\\./[^\"]*\"[^>]*>\\s*</script>", ""))
                .doesNotContain("<script", "http://", "https://", "onload=");
    }
}
