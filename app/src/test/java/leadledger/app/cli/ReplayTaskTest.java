package leadledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import leadledger.app.cli.AuditRun.Outcome;
import leadledger.app.cli.StubService.Asked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("LG-32: audit replay")
class ReplayTaskTest {

    private static final String FIRST = """
            {"id":"l1","asOf":"2026-03-01T00:00:00.000Z","added":"later","steps":[
             {"number":1,"at":"2026-01-01T00:00:00.000Z",
              "event":{"position":7,"type":"aftersales.contact-attempt-recorded","recordedAt":"2026-01-01T00:00:00.000Z",
               "occurredAt":"2025-12-31T00:00:00.000Z","actor":{"subject":"tokyo-agent","role":"AFTERSALES_AGENT"},"payload":{}},
              "changes":[{"field":"status","newValue":"ASSIGNED"},
               {"field":"note","oldValue":"a\\u001b[2Jb","newValue":"c","reason":"typing error"}],
              "state":{},"verdicts":[{"sla":"SLA1","result":"BREACHED","differsByClaimedTime":true,"deadline":"2026-01-02T00:00:00.000Z"}],
              "allowedActions":[{"action":"close-with-sale","allowed":false,"reasons":[{"rule":"AS-12","code":"x","detail":"Not yet."}]},
               {"action":"details","allowed":true,"reasons":[]}]}],
             "nextCursor":"1"}""";

    private static final String SECOND = """
            {"id":"l1","asOf":"2026-03-01T00:00:00.000Z","steps":[
             {"number":2,"at":"2026-02-01T00:00:00.000Z","timeEffect":"SIXTY_DAYS_PASSED",
              "changes":[],"state":{},"verdicts":[],"allowedActions":[]}]}""";

    private final StubService service = new StubService();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @DisplayName("reads to the end, as of the moment of the first page")
    void readsOn() {
        service.then(200, FIRST).then(200, SECOND);

        Outcome outcome = AuditRun.on(service).run("replay", "l1", "--reason", "r");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(service.asked().stream().map(Asked::uri))
                .containsExactly(
                        "/api/v1/aftersales/leads/l1/replay?limit=200",
                        "/api/v1/aftersales/leads/l1/replay?asOf=2026-03-01T00%3A00%3A00.000Z&limit=200&cursor=1");
        assertThat(service.asked())
                .allMatch(asked -> asked.header("Personal-Data-Reason").equals("r"));
        assertThat(outcome.out()).isEqualTo("""
                        Lead l1 as of 2026-03-01T00:00:00.000Z

                           1 2026-01-01T00:00:00.000Z  aftersales.contact-attempt-recorded by AFTERSALES_AGENT/tokyo-agent
                             claimed for  2025-12-31T00:00:00.000Z
                             changed      status: – → ASSIGNED
                             changed      note: a\uFFFD[2Jb → c (typing error)
                             verdict      SLA1 BREACHED, deadline 2026-01-02T00:00:00.000Z, differs by claimed time
                             allowed      details

                           2 2026-02-01T00:00:00.000Z  (time alone) SIXTY_DAYS_PASSED
                             allowed      nothing
                        """);
    }

    @Test
    @DisplayName("says why not, if asked")
    void why() {
        service.then(200, FIRST).then(200, SECOND);

        assertThat(AuditRun.on(service).run("replay", "l1", "--why").out())
                .contains("not          close-with-sale: Not yet. (AS-12)");
    }

    @Test
    @DisplayName("In JSON all pages are one document, with what this program does not know")
    void json() {
        service.then(200, FIRST).then(200, SECOND);

        Outcome outcome = AuditRun.on(service).run("replay", "l1", "--process", "sales", "--json");

        JsonNode json = AuditTask.JSON.readTree(outcome.out());
        assertThat(json.path("added").asString()).isEqualTo("later");
        assertThat(json.path("steps").size()).isEqualTo(2);
        assertThat(json.path("steps").get(0).path("event").path("position").asInt())
                .isEqualTo(7);
        assertThat(json.has("nextCursor")).isFalse();
        assertThat(service.asked().getFirst().uri()).startsWith("/api/v1/sales/leads/l1/replay?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "{\"steps\":[],\"nextCursor\":\"1\"}", "{\"steps\":[", "<html>"})
    @DisplayName("What is no replay, or never ends, is the service's failure")
    void noReplay(String body) {
        service.then(200, body);

        assertThat(AuditRun.on(service).run("replay", "l1").exitCode()).isEqualTo(4);
    }
}
