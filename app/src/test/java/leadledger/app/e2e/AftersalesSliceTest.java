package leadledger.app.e2e;

import static leadledger.app.testing.HttpCalls.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import leadledger.app.testing.RunningService;
import leadledger.app.testing.RunningService.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The slice end to end: commands in, views, page, history and verdicts out. */
class AftersalesSliceTest {

    private static final String LEADS = "/api/v1/aftersales/leads";
    private static final String VIEWS = "/api/v1/aftersales/views";
    private static final String PHONED = "{\"channel\":\"PHONE\",\"outcome\":\"REACHED\"}";

    private final RunningService service = RunningService.instance();
    private final Caller tokyo = service.as("tokyo-agent");
    private final Caller milano = service.as("milano-agent");

    private static String lead(String lastName) {
        return "{\"request\":{\"lastName\":\"" + lastName + "\"}}";
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    private JsonNode created(Caller dealer, String lastName) {
        HttpResponse<String> answer = dealer.post(LEADS, lead(lastName));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    private JsonNode done(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static void refused(HttpResponse<String> answer, int status, String rule) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(json(answer).path("rule").asString()).isEqualTo(rule);
    }

    private static String path(JsonNode lead) {
        return LEADS + "/" + lead.get("id").asString();
    }

    private List<String> idsIn(Caller dealer, String view, long position) {
        JsonNode page = dealer.read(VIEWS + "/" + view + "?limit=200", "Ledger-Min-Position", Long.toString(position));
        return page.get("rows")
                .valueStream()
                .map(row -> row.get("id").asString())
                .toList();
    }

    @Test
    @DisplayName("a lead moves between list views, and its dealer reads at once what it wrote")
    void movesBetweenViews() {
        JsonNode lead = created(tokyo, "Views");
        String id = lead.get("id").asString();
        assertThat(idsIn(tokyo, "unmanaged", lead.get("position").asLong())).contains(id);

        JsonNode attempted = done(tokyo.post(path(lead) + "/contact-attempts", PHONED));
        long position = attempted.get("position").asLong();
        assertThat(idsIn(tokyo, "unmanaged", position)).doesNotContain(id);
        assertThat(idsIn(tokyo, "in-progress", position)).contains(id);
        assertThat(idsIn(tokyo, "assigned", position)).contains(id);

        JsonNode booked =
                done(tokyo.post(path(lead) + "/appointment", "{\"appointmentAt\":\"2099-01-01T10:00:00+09:00\"}"));
        position = booked.get("position").asLong();
        assertThat(idsIn(tokyo, "assigned", position)).doesNotContain(id);
        assertThat(idsIn(tokyo, "closed-with-sale", position)).contains(id);
        assertThat(idsIn(tokyo, "recent", position)).contains(id);
    }

    @Test
    @DisplayName("AS-12: nothing changes the status before one attempt")
    void statusNeedsAnAttempt() {
        JsonNode lead = created(tokyo, "Twelve");
        String appointment = "{\"appointmentAt\":\"2099-01-01T10:00:00Z\"}";

        refused(tokyo.post(path(lead) + "/appointment", appointment), 409, "AS-12");
        done(tokyo.post(path(lead) + "/contact-attempts", PHONED));
        done(tokyo.post(path(lead) + "/appointment", appointment));
    }

    @Test
    @DisplayName("AS-10: a fifth attempt is taken, a sixth is not")
    void atMostFiveAttempts() {
        JsonNode lead = created(tokyo, "Ten");
        for (int i = 1; i <= 5; i++) {
            done(tokyo.post(path(lead) + "/contact-attempts", PHONED));
        }

        refused(tokyo.post(path(lead) + "/contact-attempts", PHONED), 409, "AS-10");
        assertThat(tokyo.read(path(lead)).at("/qualification/attempts").size()).isEqualTo(5);
    }

    @Test
    @DisplayName("AC-01: another dealer's lead and none at all give the same answer")
    void foreignIsMissing() {
        JsonNode lead = created(tokyo, "Mine");
        String missing = LEADS + "/" + UUID.randomUUID();
        for (String part : List.of("", "/history", "/verdicts")) {
            assertThat(withoutTrace(milano.get(path(lead) + part)))
                    .isEqualTo(withoutTrace(milano.get(missing + part)))
                    .contains("\"status\":404");
        }
        for (String action : List.of("/contact-attempts", "/appointment", "/contact-attempts/1/correction")) {
            assertThat(withoutTrace(milano.post(path(lead) + action, "{}")))
                    .isEqualTo(withoutTrace(milano.post(missing + action, "{}")))
                    .contains("\"status\":404");
        }
    }

    private static String withoutTrace(HttpResponse<String> answer) {
        return answer.body().replaceAll("\"traceId\":\"[^\"]*\"", "");
    }

    @Test
    @DisplayName("the order of refusals is 404, 403, 412, 409, 422")
    void orderOfRefusals() {
        JsonNode lead = created(tokyo, "Order");
        String appointment = path(lead) + "/appointment";
        String[] stale = {"If-Match", "\"7\""};

        assertThat(milano.post(appointment, "{}", stale).statusCode()).isEqualTo(404);
        assertThat(service.as("auditor").post(appointment, "{}", stale).statusCode())
                .isEqualTo(403);
        assertThat(tokyo.post(appointment, "{}", stale).statusCode()).isEqualTo(412);
        assertThat(tokyo.post(appointment, "{}").statusCode()).isEqualTo(409);
        done(tokyo.post(path(lead) + "/contact-attempts", PHONED));
        assertThat(tokyo.post(appointment, "{}").statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("If-Match: the version of the ETag is accepted, an older one is refused with the current one")
    void ifMatch() {
        JsonNode lead = created(tokyo, "Etag");
        HttpResponse<String> first =
                tokyo.post(path(lead) + "/contact-attempts", PHONED, "If-Match", "\"" + lead.get("version") + "\"");
        assertThat(first.headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(tokyo.get(path(lead)).headers().firstValue("ETag")).hasValue("\"2\"");

        HttpResponse<String> late = tokyo.post(path(lead) + "/contact-attempts", PHONED, "If-Match", "\"1\"");
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(json(late).get("currentVersion").asInt()).isEqualTo(2);
        assertThat(tokyo.post(path(lead) + "/contact-attempts", PHONED, "If-Match", "two")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("Idempotency-Key: the same request gives the first answer again, whatever happened since")
    void idempotentAcceptance() {
        String key = newKey();
        HttpResponse<String> first = tokyo.post(LEADS, lead("Once"), "Idempotency-Key", key);
        JsonNode lead = json(first);
        done(tokyo.post(path(lead) + "/contact-attempts", PHONED));

        HttpResponse<String> again = tokyo.post(LEADS, " " + lead("Once"), "Idempotency-Key", key);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Ledger-Position"))
                .isEqualTo(first.headers().firstValue("Ledger-Position"));

        refused(tokyo.post(LEADS, lead("Twice"), "Idempotency-Key", key), 422, "API-IDEMPOTENCY");
        assertThat(milano.post(LEADS, lead("Other"), "Idempotency-Key", key).statusCode())
                .as("another caller's key is another key")
                .isEqualTo(201);
    }

    @Test
    @DisplayName("Idempotency-Key: a refusal by a rule is the first answer, too")
    void idempotentRefusal() {
        JsonNode lead = created(tokyo, "Refused");
        String key = newKey();
        String appointment = "{\"appointmentAt\":\"2099-01-01T10:00:00Z\"}";
        refused(tokyo.post(path(lead) + "/appointment", appointment, "Idempotency-Key", key), 409, "AS-12");
        done(tokyo.post(path(lead) + "/contact-attempts", PHONED));

        refused(tokyo.post(path(lead) + "/appointment", appointment, "Idempotency-Key", key), 409, "AS-12");
        done(tokyo.post(path(lead) + "/appointment", appointment, "Idempotency-Key", newKey()));
    }

    @Test
    @DisplayName("Idempotency-Key: twenty requests at once with one key do it once")
    void idempotentAtOnce() throws Exception {
        JsonNode lead = created(tokyo, "Burst");
        String key = newKey();
        Set<String> answers = new HashSet<>();
        for (HttpResponse<String> answer :
                atOnce(20, () -> tokyo.post(path(lead) + "/contact-attempts", PHONED, "Idempotency-Key", key))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            answers.add(answer.body());
        }
        assertThat(answers).hasSize(1);
        assertThat(tokyo.read(path(lead)).get("version").asInt()).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "Idempotency-Key: at once with If-Match, for the last attempt that a lead has, all get the first answer")
    void idempotentAtOnceAtTheEdge() throws Exception {
        JsonNode lead = created(tokyo, "Edge");
        for (int i = 0; i < 4; i++) {
            done(tokyo.post(path(lead) + "/contact-attempts", PHONED));
        }
        String key = newKey();
        Set<String> answers = new HashSet<>();
        for (HttpResponse<String> answer : atOnce(
                20,
                () -> tokyo.post(
                        path(lead) + "/contact-attempts", PHONED, "Idempotency-Key", key, "If-Match", "\"5\""))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            answers.add(answer.body());
        }
        assertThat(answers).hasSize(1);
        assertThat(tokyo.read(path(lead)).get("version").asInt()).isEqualTo(6);
    }

    @Test
    @DisplayName("concurrent commands on one lead are decided one after another: five of twenty attempts are taken")
    void concurrentAttempts() throws Exception {
        JsonNode lead = created(tokyo, "Race");
        List<Integer> statuses = atOnce(20, () -> tokyo.post(path(lead) + "/contact-attempts", PHONED)).stream()
                .map(HttpResponse::statusCode)
                .toList();

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(5);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(15);
    }

    private static List<HttpResponse<String>> atOnce(int times, Callable<HttpResponse<String>> call) throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(times)) {
            List<Future<HttpResponse<String>>> answers = clients.invokeAll(
                    IntStream.range(0, times).mapToObj(i -> call).toList());
            List<HttpResponse<String>> all = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : answers) {
                all.add(answer.get());
            }
            return all;
        }
    }

    @Test
    @DisplayName(
            "SL-30: a verdict comes with its evidence, and as of a moment before the attempt it was running (SL-22)")
    void verdictWithEvidence() {
        JsonNode lead = created(tokyo, "Verdict");
        String before = tokyo.read(path(lead)).get("asOf").asString();
        done(tokyo.post(path(lead) + "/contact-attempts", PHONED));

        JsonNode now = tokyo.read(path(lead) + "/verdicts").at("/verdicts/0");
        assertThat(now.get("result").asString()).isEqualTo("MET");
        assertThat(now.at("/evidence/stop/type").asString()).isEqualTo("aftersales.contact-attempt-recorded");
        assertThat(now.at("/evidence/start/position").asLong())
                .isEqualTo(lead.get("position").asLong());

        JsonNode then = tokyo.read(path(lead) + "/verdicts?asOf=" + before).at("/verdicts/0");
        assertThat(then.get("result").asString()).isEqualTo("RUNNING");
        refused(tokyo.get(path(lead) + "/verdicts?asOf=2999-01-01T00:00:00Z"), 422, "SL-22");
    }

    @Test
    @DisplayName("SL-04, AC-02: headquarters see their market's rates; an agent sees none")
    void rates() {
        JsonNode lead = created(tokyo, "Rate");
        String position = Long.toString(done(tokyo.post(path(lead) + "/contact-attempts", PHONED))
                .get("position")
                .asLong());

        JsonNode rates =
                service.as("hq").read("/api/v1/sla/rates?sla=SLA1&groupBy=dealer", "Ledger-Min-Position", position);
        assertThat(rates.at("/total/met").asLong()).isPositive();
        assertThat(rates.at("/total/ofAssigned/of").asLong())
                .isEqualTo(rates.at("/total/assigned").asLong());
        assertThat(rates.at("/groups/0/key").isMissingNode()).isFalse();
        assertThat(rates.get("groupBy").asString()).isEqualTo("dealer");
        refused(tokyo.get("/api/v1/sla/rates?sla=SLA1"), 403, "AC-01");
    }

    @Test
    @DisplayName("AS-13: a correction shows in the history with both values, who and why; the stamp stays")
    void correction() {
        JsonNode lead = created(tokyo, "Correction");
        done(tokyo.post(path(lead) + "/contact-attempts", PHONED));
        String stamp = tokyo.read(path(lead))
                .at("/qualification/attempts/0/recordedAt")
                .asString();

        done(tokyo.post(
                path(lead) + "/contact-attempts/1/correction",
                "{\"channel\":\"EMAIL\",\"outcome\":\"REACHED\",\"reason\":\"wrong box\"}"));

        JsonNode newest = tokyo.read(path(lead) + "/history").at("/entries/0");
        assertThat(newest.get("field").asString()).isEqualTo("contactAttempt1.channel");
        assertThat(newest.get("oldValue").asString()).isEqualTo("PHONE");
        assertThat(newest.get("newValue").asString()).isEqualTo("EMAIL");
        assertThat(newest.get("reason").asString()).isEqualTo("wrong box");
        assertThat(newest.get("user").asString()).isEqualTo("AFTERSALES_AGENT/tokyo-agent");
        JsonNode attempt = tokyo.read(path(lead)).at("/qualification/attempts/0");
        assertThat(attempt.get("recordedAt").asString()).isEqualTo(stamp);
        assertThat(attempt.get("corrected").asBoolean()).isTrue();
        refused(
                tokyo.post(
                        path(lead) + "/contact-attempts/2/correction",
                        "{\"channel\":\"EMAIL\",\"outcome\":\"REACHED\",\"reason\":\"wrong box\"}"),
                409,
                "AS-13");
    }

    @Test
    @DisplayName("AS-04: intake machines create and read nothing back; auditors read and create nothing")
    void rolesThatCreate() {
        Caller intake = service.as("web-form");
        HttpResponse<String> answer = intake.post(
                LEADS,
                "{\"dealer\":\"JP-TOKYO\",\"source\":\"WEB_FORM\",\"campaign\":\"SERVICE_REMINDER\",\"request\":{\"lastName\":\"Web\"}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(intake.get(path(json(answer))).statusCode()).isEqualTo(403);
        assertThat(service.as("auditor").get(path(json(answer))).statusCode()).isEqualTo(200);
        assertThat(service.as("auditor").post(LEADS, lead("No")).statusCode()).isEqualTo(403);
        assertThat(service.as("admin").get(VIEWS).statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName(
            "a lead is edited, moved by headquarters, closed by its new dealer, and final then; the former sees it no more")
    void movedAndClosed() {
        JsonNode lead = created(tokyo, "Moved");
        Caller kobe = service.as("kobe-agent");
        done(tokyo.post(path(lead) + "/details", "{\"request\":{\"city\":\"品川区\"},\"managementNote\":\"夕方に電話\"}"));
        Caller headquarters = service.as("hq");
        refused(tokyo.post(path(lead) + "/re-assignment", "{\"dealer\":\"JP-KOBE\",\"reason\":\"-\"}"), 403, "AC-01");
        refused(
                headquarters.post(path(lead) + "/re-assignment", "{\"dealer\":\"XX-NOWHERE\",\"reason\":\"-\"}"),
                422,
                "AS-65");
        refused(
                headquarters.post(path(lead) + "/re-assignment", "{\"dealer\":\"IT-MILANO\",\"reason\":\"-\"}"),
                422,
                "AS-65");
        done(headquarters.post(
                path(lead) + "/re-assignment", "{\"dealer\":\"JP-KOBE\",\"reason\":\"the customer moved\"}"));

        assertThat(tokyo.get(path(lead)).statusCode()).isEqualTo(404);
        refused(kobe.post(path(lead) + "/close-without-sale", "{\"reason\":\"OTHER\"}"), 409, "AS-12");
        done(kobe.post(path(lead) + "/contact-attempts", PHONED));
        refused(kobe.post(path(lead) + "/close-without-sale", "{\"reason\":\"RE_CONTACT\"}"), 422, "AS-50");
        refused(kobe.post(path(lead) + "/close-without-sale", "{\"reason\":\"NO_SUCH\"}"), 422, "AS-40");
        long position = done(kobe.post(path(lead) + "/close-without-sale", "{\"reason\":\"OTHER\"}"))
                .get("position")
                .asLong();

        assertThat(idsIn(kobe, "closed-without-sale", position))
                .contains(lead.get("id").asString());
        refused(kobe.post(path(lead) + "/re-contact", "{\"recontactOn\":\"2099-01-01\"}"), 409, "AS-60");
        JsonNode page = kobe.read(path(lead));
        assertThat(page.get("details").get("status").asString()).isEqualTo("CLOSED_WITHOUT_SALE");
        assertThat(page.get("qualification").get("managementNote").asString()).isEqualTo("夕方に電話");
        assertThat(json(kobe.get(path(lead) + "/verdicts"))
                        .get("verdicts")
                        .valueStream()
                        .map(verdict -> verdict.get("result").asString()))
                .containsExactly("MET", "MET");
    }

    @Test
    @DisplayName("AC-01, AC-02: another market's headquarters find no lead, on no path, and create none")
    void anotherMarket() {
        JsonNode lead = created(tokyo, "Market");
        Caller italy = service.as("hq-italy");
        for (String path : List.of("", "/history", "/verdicts")) {
            refused(italy.get(path(lead) + path), 404, "AC-01");
        }
        refused(italy.post(path(lead) + "/contact-attempts", PHONED), 404, "AC-01");
        refused(italy.post(path(lead) + "/re-assignment", "{\"dealer\":\"IT-MILANO\",\"reason\":\"-\"}"), 404, "AC-01");
        String elsewhere = "{\"dealer\":\"%s\",\"source\":\"CRM\",\"campaign\":\"SERVICE_REMINDER\","
                + "\"vin\":\"ZAM57XSA0E1111111\",\"request\":{\"lastName\":\"Elsewhere\"}}";
        refused(italy.post(LEADS, elsewhere.formatted("JP-TOKYO")), 422, "AS-01");
        refused(italy.post(LEADS, elsewhere.formatted("XX-NOWHERE")), 422, "AS-01");
        HttpResponse<String> own = italy.post(LEADS, elsewhere.formatted("IT-MILANO"));
        assertThat(own.statusCode()).as(own.body()).isEqualTo(201);
        assertThat(idsIn(italy, "recent", json(own).get("position").asLong()))
                .contains(json(own).get("id").asString())
                .doesNotContain(lead.get("id").asString());
    }

    @Test
    @DisplayName("the page tells which actions would be accepted, and why not")
    void allowedActions() {
        JsonNode lead = created(tokyo, "Actions");
        JsonNode actions = tokyo.read(path(lead), "Accept-Language", "ja").get("allowedActions");

        assertThat(actions.valueStream()
                        .filter(action -> action.get("allowed").asBoolean())
                        .map(action -> action.get("action").asString()))
                .containsExactlyInAnyOrder("contact-attempts", "details");
        assertThat(actions.valueStream()
                        .filter(action -> action.get("action").asString().equals("appointment")))
                .singleElement()
                .satisfies(action -> {
                    assertThat(action.at("/reasons/0/rule").asString()).isEqualTo("AS-12");
                    assertThat(action.at("/reasons/0/detail").asString()).contains("連絡");
                });
    }

    @Test
    @DisplayName("a rebuild beside the serving list changes nothing, and verification finds no difference")
    void rebuild() {
        JsonNode lead = created(tokyo, "Rebuild");
        idsIn(tokyo, "recent", lead.get("position").asLong());
        Caller admin = service.as("admin");
        for (String work : List.of("verification", "rebuild")) {
            assertThat(admin.post("/operations/projections/lead-list/" + work, "")
                            .statusCode())
                    .isEqualTo(202);
            await().untilAsserted(() -> assertThat(admin.read("/operations/projections/lead-list")
                            .at("/rebuild/state")
                            .asString())
                    .isEqualTo(work.equals("rebuild") ? "REPLACED" : "COMPARED"));
        }
        assertThat(idsIn(tokyo, "recent", lead.get("position").asLong()))
                .contains(lead.get("id").asString());
        assertThat(tokyo.post("/operations/projections/lead-list/rebuild", "").statusCode())
                .isEqualTo(403);
    }
}
