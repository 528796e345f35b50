package leadledger.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadledger.app.testing.HttpCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import leadledger.app.testing.RunningService;
import leadledger.app.testing.RunningService.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Reference data end to end: defined by headquarters, read, and required of new leads. */
class ReferenceDataTest {

    private static final String CAMPAIGNS = "/api/v1/reference/campaigns";
    private static final String CLOSE_REASONS = "/api/v1/reference/close-reasons";
    private static final String DEALERS = "/api/v1/reference/dealers";
    private static final String OUTLETS = "/api/v1/reference/outlets";
    private static final String BUSINESS_HOURS = "/api/v1/reference/business-hours";
    private static final String USERS = "/api/v1/reference/users";
    private static final String TARGETS = "/api/v1/sales/kpis/targets";
    private static final String VEHICLES = "/api/v1/vehicles";
    private static final String NAMES = "{\"ja\":\"名\",\"en\":\"name\",\"it\":\"nome\"}";

    private final RunningService service = RunningService.instance();
    private final Caller hq = service.as("hq");
    private final Caller tokyo = service.as("tokyo-agent");

    private static String newCode() {
        return "C-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
    }

    private static String campaign(String code, boolean active) {
        return "{\"code\":\"" + code + "\",\"names\":" + NAMES + ",\"active\":" + active + "}";
    }

    private static String lead(String dealer, String source, String campaign) {
        return "{\"dealer\":\"" + dealer + "\",\"source\":\"" + source + "\",\"campaign\":\"" + campaign
                + "\",\"request\":{\"lastName\":\"Reference\"}}";
    }

    private static JsonNode done(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).path("type").asString()).endsWith(":" + code);
    }

    @Test
    @DisplayName("AS-02: a campaign takes leads once it is defined, and none once it is inactive")
    void aCampaignsLife() {
        String code = newCode();
        Caller webForm = service.as("web-form");
        refused(webForm.post("/api/v1/aftersales/leads", lead("JP-TOKYO", "WEB_FORM", code)), 422, "unknown-campaign");

        JsonNode defined = done(hq.post(CAMPAIGNS, campaign(code, true)));
        assertThat(defined.get("reference").asString()).isEqualTo(code);
        assertThat(defined.get("version").asInt()).isEqualTo(1);
        assertThat(tokyo.read(CAMPAIGNS).toString()).contains(code);
        assertThat(webForm.post("/api/v1/aftersales/leads", lead("JP-TOKYO", "WEB_FORM", code))
                        .statusCode())
                .isEqualTo(201);

        assertThat(done(hq.post(CAMPAIGNS, campaign(code, true))).get("version").asInt())
                .isEqualTo(1);
        assertThat(done(hq.post(CAMPAIGNS, campaign(code, false)))
                        .get("version")
                        .asInt())
                .isEqualTo(2);
        refused(webForm.post("/api/v1/aftersales/leads", lead("JP-TOKYO", "WEB_FORM", code)), 422, "unknown-campaign");
        assertThat(tokyo.read(CAMPAIGNS).toString()).doesNotContain(code);
        assertThat(tokyo.read(CAMPAIGNS + "?all=true").toString()).contains(code);
    }

    @Test
    @DisplayName("AS-01, AS-02: all that is unknown is told at once")
    void unknownOnes() {
        HttpResponse<String> answer =
                service.as("web-form").post("/api/v1/aftersales/leads", lead("JP-NOWHERE", "NO_SOURCE", "NO_CAMPAIGN"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("unknown-dealer", "unknown-source", "unknown-campaign");
    }

    @Test
    @DisplayName("the same key gives the first answer, an old version none, and only headquarters define")
    void asEveryCommand() {
        String code = newCode();
        String[] key = {"Idempotency-Key", UUID.randomUUID().toString()};

        refused(hq.post(CAMPAIGNS, campaign(code, true), "If-Match", "\"1\""), 412, "version-mismatch");
        String first = hq.post(CAMPAIGNS, campaign(code, true), key).body();
        assertThat(hq.post(CAMPAIGNS, campaign(code, true), key).body()).isEqualTo(first);
        refused(hq.post(CAMPAIGNS, campaign(code, false), key), 422, "idempotency-key-reused");
        refused(tokyo.post(CAMPAIGNS, "{}"), 403, "role-may-not");
        refused(hq.post(CAMPAIGNS, "{}"), 422, "several-findings");
    }

    @Test
    @DisplayName("AS-40, AS-50: the default run has close reasons; those of rules stay")
    void closeReasons() {
        assertThat(tokyo.read(CLOSE_REASONS).toString())
                .contains("RE_CONTACT", "NO_LONGER_OWNER", "OTHER", "再コンタクト", "今は興味がない");
        refused(
                hq.post(
                        CLOSE_REASONS,
                        "{\"code\":\"OTHER\",\"names\":" + NAMES + ",\"category\":\"OTHER\",\"categoryNames\":" + NAMES
                                + ",\"active\":false}"),
                422,
                "close-reason-needed-by-rule");
    }

    @Test
    @DisplayName("AC-01: a dealer sees itself among the dealers; headquarters their market")
    void dealers() {
        assertThat(tokyo.read(DEALERS).get("items").size()).isEqualTo(1);
        assertThat(hq.read(DEALERS)
                        .get("items")
                        .valueStream()
                        .map(dealer -> dealer.get("market").asString()))
                .hasSize(7)
                .containsOnly("JP");
        assertThat(service.as("hq-italy").read(DEALERS).get("items").size()).isEqualTo(6);
    }

    @Test
    @DisplayName("AS-70: the register knows the default run's cars, and what headquarters add")
    void vehicles() {
        String vin = "ZAM00"
                + UUID.randomUUID()
                        .toString()
                        .replaceAll("[^0-9]", "")
                        .concat("0".repeat(12))
                        .substring(0, 12);
        refused(tokyo.get(VEHICLES + "/" + vin), 404, "unknown-vehicle");

        JsonNode registered = done(hq.post(VEHICLES, "{\"vin\":\"" + vin + "\",\"modelDescription\":\"Berlina\"}"));

        assertThat(registered.get("version").asInt()).isEqualTo(1);
        assertThat(tokyo.read(VEHICLES + "/" + vin).get("modelDescription").asString())
                .isEqualTo("Berlina");
        assertThat(tokyo.read(VEHICLES + "/ZAM57XSA0E1111111").has("warrantyStart"))
                .isTrue();
    }

    private static String newPlace() {
        return "S" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
    }

    private static String outlet(String code) {
        return "{\"outlet\":\"" + code + "\",\"name\":\"新店\",\"brands\":[\"JEEP\"],\"zone\":\"Asia/Tokyo\"}";
    }

    private static String hours(String outlet) {
        return "{\"outlet\":\"" + outlet
                + "\",\"weekly\":{\"MONDAY\":[{\"opens\":\"09:00\",\"closes\":\"12:00\"},{\"opens\":\"13:00\",\"closes\":\"24:00\"}]},"
                + "\"special\":[{\"on\":\"2099-01-01\",\"shifts\":[]}]}";
    }

    private static List<String> items(JsonNode answer, String field) {
        return answer.get("items")
                .valueStream()
                .map(item -> item.get(field).asString())
                .toList();
    }

    @Test
    @DisplayName("SA-10, SA-11, SA-20: headquarters open an outlet, say when it is open, and who works there")
    void anOutletsLife() {
        String code = "JP-NAGOYA." + newPlace();
        Caller callCenter = service.as("call-center");
        refused(hq.post(BUSINESS_HOURS, hours(code)), 422, "unknown-outlet");

        assertThat(done(hq.post(OUTLETS, outlet(code))).get("reference").asString())
                .isEqualTo(code);
        done(hq.post(BUSINESS_HOURS, hours(code)));
        assertThat(done(hq.post(BUSINESS_HOURS, hours(code))).get("version").asInt())
                .as("the same again")
                .isEqualTo(1);
        String user = "u-" + UUID.randomUUID();
        done(hq.post(
                USERS,
                "{\"user\":\"" + user + "\",\"name\":\"新人 花子\",\"language\":\"ja\",\"posts\":[{\"outlet\":\"" + code
                        + "\",\"role\":\"SALES_STAFF\"}]}"));

        assertThat(items(callCenter.read(OUTLETS), "outlet")).contains(code);
        assertThat(callCenter
                        .read(BUSINESS_HOURS + "?outlet=" + code)
                        .get("items")
                        .get(0)
                        .get("weekly")
                        .toString())
                .isEqualTo(
                        "{\"MONDAY\":[{\"opens\":\"09:00\",\"closes\":\"12:00\"},{\"opens\":\"13:00\",\"closes\":\"24:00\"}]}");
        assertThat(items(hq.read(USERS + "?outlet=" + code + "&role=SALES_STAFF"), "user"))
                .containsExactly(user);
    }

    @Test
    @DisplayName("AC-01, AC-02: nobody else's outlets and people are defined, and none but one's own are seen")
    void foreignOutlets() {
        refused(service.as("hq-italy").post(OUTLETS, outlet("JP-NAGOYA." + newPlace())), 422, "field-not-yours-to-set");
        refused(hq.post(BUSINESS_HOURS, hours("IT-MILANO.CENTRO")), 422, "unknown-outlet");
        refused(service.as("shibuya-manager").post(OUTLETS, "{}"), 403, "role-may-not");
        assertThat(items(service.as("shibuya-manager").read(OUTLETS), "outlet"))
                .containsExactly("JP-TOKYO.GINZA", "JP-TOKYO.SHIBUYA");
        assertThat(items(
                        service.as("shibuya-manager").read(USERS + "?name=" + URLEncoder.encode("ｺﾊﾞﾔｼ", UTF_8)),
                        "user"))
                .isEmpty();
        assertThat(items(
                        service.as("shibuya-manager").read(USERS + "?name=" + URLEncoder.encode("小林 美", UTF_8)),
                        "user"))
                .containsExactly("shibuya-staff");
        assertThat(service.as("shibuya-staff").read(USERS).toString())
                .contains("佐々木")
                .doesNotContain("@");
        refused(service.as("call-center").get(USERS), 403, "role-may-not");
        refused(tokyo.get(OUTLETS), 403, "role-may-not");
    }

    @Test
    @DisplayName("targets are set by headquarters and by the outlet's managers")
    void targets() {
        String namba = "{\"outlet\":\"JP-OSAKA.NAMBA\",\"conversionPercent\":30}";

        done(hq.put(TARGETS, namba));
        done(service.as("namba-manager").put(TARGETS, "{\"conversionPercent\":35,\"followUpMinutes\":45}"));
        refused(service.as("shibuya-manager").put(TARGETS, namba), 422, "unknown-outlet");
        refused(service.as("shibuya-manager").put(TARGETS, "{}"), 422, "field-required");
        refused(service.as("namba-staff").put(TARGETS, namba), 403, "role-may-not");
        refused(service.as("hq-italy").put(TARGETS, namba), 422, "unknown-outlet");
    }
}
