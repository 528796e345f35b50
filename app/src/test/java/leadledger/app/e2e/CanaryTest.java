package leadledger.app.e2e;

import static leadledger.app.testing.HttpCalls.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import leadledger.app.testing.RunningService;
import leadledger.app.testing.RunningService.Caller;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * LG-22, AC-05: canaries are sent in every place where a client can put something, in requests that succeed and that fail;
 * none may come back in a problem, nor stand in a log, a dead letter or the access log.
 */
class CanaryTest {

    private static final String LEADS = "/api/v1/aftersales/leads";
    private static final String VIEWS = "/api/v1/aftersales/views";

    /** Part of every canary, so that a part of one is found, too. */
    private static final String CANARY = "kanarienvogel";

    private static final String VIN = "ZAM57XSA0E7654321";
    private static final String PHONE = "0399887766";
    private static final String JAPANESE = "金糸雀";
    private static final List<String> CANARIES = List.of(CANARY, VIN.toLowerCase(Locale.ROOT), PHONE, JAPANESE);

    private static final String REQUEST = "{\"lastName\":\"" + CANARY + "-last\",\"firstName\":\"" + JAPANESE
            + "\",\"email\":\"" + CANARY + "@example.jp\",\"contactNumber\":\"" + PHONE + "\",\"city\":\"" + CANARY
            + "-city\",\"inquiry\":\"" + CANARY + "-note\"}";
    private static final String LEAD = "{\"vin\":\"" + VIN + "\",\"request\":" + REQUEST + "}";
    private static final String[] HEADERS = {"X-Note", CANARY, "User-Agent", CANARY, "Referer", "http://x/" + CANARY};

    private final RunningService service = RunningService.instance();
    private final Caller tokyo = service.as("tokyo-agent");
    private final Caller auditor = service.as("auditor");
    private final List<String> problems = new ArrayList<>();
    private final Set<Integer> statuses = new TreeSet<>();

    private HttpResponse<String> refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(400);
        statuses.add(answer.statusCode());
        problems.add(answer.statusCode() + " " + answer.headers().map() + " " + answer.body());
        return answer;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path, String type, String body) {
        return service.http()
                .request(path)
                .header("Authorization", "Bearer " + service.http().token("tokyo-agent"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
    }

    @Test
    @DisplayName("no canary comes back in a problem, nor stands in a log, a dead letter or the access log")
    void canaries() throws Exception {
        HttpResponse<String> created = tokyo.post(LEADS, LEAD);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        String lead = LEADS + "/" + json(created).get("id").asString();
        // Where personal data may be shown it is, so the canaries are those that would be found.
        assertThat(tokyo.read(lead).toString().toLowerCase(Locale.ROOT)).contains(CANARIES);
        tokyo.read(lead + "/history");
        tokyo.read(VIEWS + "/recent?q=" + encoded(CANARY));
        tokyo.get("/api/v1/vehicles/" + VIN);

        refuseValues(lead);
        refuseForms(lead);
        sendRubbish();
        refuseReaders(lead);
        failInside();
        parkALead();

        assertThat(statuses).contains(400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 500);
        assertThat(problems).allSatisfy(problem -> holdsNone("problem", problem));
        holdsNone("log", service.logged());
        for (String table : List.of("access.entry", "query.dead_letter", "query.discarded_letter", "query.rebuild")) {
            holdsNone(table, rows(table));
        }
        assertThat(rows("access.entry")).contains("REFUSED", "READ_LEAD", "/api/v1/vehicles/{vin}");
        assertThat(rows("query.dead_letter")).contains("SQLSTATE 23514");
    }

    private static void holdsNone(String place, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String canary : CANARIES) {
            int found = lower.indexOf(canary);
            assertThat(
                            found < 0
                                    ? ""
                                    : lower.substring(Math.max(0, found - 200), Math.min(lower.length(), found + 200)))
                    .as("canary %s in %s", canary, place)
                    .isEmpty();
        }
    }

    /** 409, 412, 422. */
    private void refuseValues(String lead) {
        refused(tokyo.post(LEADS, LEAD.replace(VIN, CANARY)));
        refused(tokyo.post(LEADS, LEAD.replace("@example.jp", " no mail")));
        refused(tokyo.post(LEADS, LEAD.replace(PHONE, PHONE + "\\u0000")));
        refused(tokyo.post(lead + "/close-with-sale", "{\"managementNote\":\"" + CANARY + "\"}"));
        refused(tokyo.post(lead + "/details", "{\"request\":{\"country\":\"" + CANARY + "\"}}"));
        refused(tokyo.post(lead + "/details", "{\"managementNote\":\"" + CANARY + "\"}", "If-Match", "\"99\""));
        refused(tokyo.post(lead + "/details", "{}", "If-Match", CANARY));
        refused(tokyo.post(lead + "/contact-attempts", "{\"channel\":\"" + CANARY + "\",\"outcome\":\"" + VIN + "\"}"));
        refused(tokyo.get(VIEWS + "/recent?sort=" + CANARY + "&dealer=" + CANARY + "&leadType=" + CANARY + "&cursor="
                + CANARY + "&source=" + CANARY + "&createdFrom=" + CANARY + "&q=" + encoded(CANARY.repeat(20))));
        refused(auditor.get(VIEWS + "/recent?q=" + encoded(JAPANESE)));
        refused(auditor.get("/api/v1/access-log?subject=" + encoded(CANARY + " " + PHONE) + "&action=" + CANARY));
        String key = "key-" + System.nanoTime();
        tokyo.post(lead + "/details", "{\"managementNote\":\"" + CANARY + "\"}", "Idempotency-Key", key);
        refused(tokyo.post(lead + "/details", "{\"managementNote\":\"" + JAPANESE + "\"}", "Idempotency-Key", key));
    }

    /** 400, 405, 413, 415. */
    private void refuseForms(String lead) {
        refused(tokyo.post(LEADS, LEAD.substring(0, LEAD.length() - 3)));
        refused(tokyo.post(LEADS, CANARY));
        refused(tokyo.post(LEADS, "{\"" + CANARY + " " + PHONE + "\":\"" + VIN + "\"}"));
        refused(tokyo.post(LEADS, "{\"request\":{\"" + JAPANESE + "\":1}}"));
        refused(tokyo.post(LEADS, "{\"request\":{\"lastName\":{\"a\":\"" + CANARY + "\"}}}"));
        refused(tokyo.post(LEADS, "{\"request\":\"" + CANARY + "\"}"));
        refused(tokyo.post(LEADS, LEAD.replace(CANARY, CANARY.repeat(2_000))));
        refused(service.http().send(request(LEADS, "text/plain", LEAD)));
        refused(service.http().send(request(LEADS, CANARY + "/" + CANARY, LEAD)));
        refused(service.http().send(request(LEADS, "application/json;charset=" + CANARY, LEAD)));
        refused(service.http()
                .send(request(lead, "application/json", LEAD).method("DELETE", BodyPublishers.ofString(LEAD))));
        refused(service.http().send(request(LEADS, "application/json", LEAD).header("Idempotency-Key", CANARY + " x")));
        refused(tokyo.get(VIEWS + "/recent?limit=" + CANARY));
        refused(tokyo.get(lead + "?asOf=" + CANARY));
        refused(tokyo.get(lead, "Ledger-Min-Position", CANARY));
        refused(auditor.get(lead, "Personal-Data-Reason", "%" + CANARY));
        refused(auditor.get("/api/v1/access-log?leadId=" + CANARY + "&status=" + VIN));
        refused(tokyo.get(VIEWS + "/recent;" + CANARY + "=1"));
    }

    /** What a client library would not send, and what the web server itself has to say of it. */
    private void sendRubbish() throws IOException {
        String token = service.http().token("tokyo-agent");
        for (String request : List.of(
                "GET " + VIEWS + "/recent?q=%E8%" + CANARY + "&" + CANARY + "=%zz HTTP/1.1",
                "GET " + LEADS + "/%zz" + CANARY + " HTTP/1.1",
                "GET " + LEADS + "/a%2F" + CANARY + " HTTP/1.1",
                "GET " + LEADS + "/{" + CANARY + "} HTTP/1.1",
                "GET " + CANARY + " HTTP/1.1",
                CANARY + "( " + LEADS + " HTTP/1.1",
                CANARY + " " + LEADS + " HTTP/1.1",
                "GET " + LEADS + " " + CANARY + "/1.1",
                "GET " + LEADS + "/1 HTTP/1.1\r\n" + CANARY + " " + PHONE + ": x",
                "GET " + LEADS + "/1 HTTP/1.1\r\nCookie: " + CANARY + "=\"" + CANARY + ",;=" + JAPANESE,
                "GET " + LEADS + "/1 HTTP/1.1\r\nContent-Length: " + CANARY,
                "POST " + LEADS + " HTTP/1.1\r\nTransfer-Encoding: " + CANARY,
                "GET " + LEADS + "/1 HTTP/1.1\r\nAccept-Language: " + CANARY + ";q=" + CANARY + "\r\nAccept: " + CANARY,
                "GET " + LEADS + "/1 HTTP/1.1\r\nX-Long: " + CANARY.repeat(2_000))) {
            String answer = service.http().raw(request + "\r\nAuthorization: Bearer " + token);
            assertThat(answer.substring(0, Math.min(answer.length(), 12)))
                    .as(request)
                    .matches("HTTP/1.1 (4..|50[15])");
            problems.add(answer);
        }
    }

    /** 401, 403, 404. */
    private void refuseReaders(String lead) {
        refused(service.http().get(LEADS + "/" + CANARY));
        refused(service.http().get(lead + "?access_token=" + CANARY));
        refused(service.http().get(lead, CANARY + "." + CANARY + "." + CANARY));
        refused(service.http().send(service.http().request(lead).header("Authorization", "Basic " + CANARY)));
        tokyo.get(VIEWS + "?access_token=" + CANARY);
        refused(service.http().login(CANARY, CANARY));
        refused(service.as("milano-agent").get(lead + "?asOf=2026-01-01T00:00:00Z&x=" + CANARY));
        refused(service.as("milano-agent").post(lead + "/details", "{\"request\":" + REQUEST + "}"));
        refused(service.as("web-form").get("/api/v1/vehicles/" + VIN));
        refused(service.as("hq").post(lead + "/contact-attempts", "{\"channel\":\"" + CANARY + "\"}"));
        refused(tokyo.get("/api/v1/vehicles/" + CANARY));
        refused(tokyo.get("/api/v1/vehicles/ZFA31200000" + "999999"));
        refused(tokyo.get(LEADS + "/" + encoded(JAPANESE)));
        refused(tokyo.get(VIEWS + "/" + CANARY));
        refused(tokyo.get("/api/v1/" + CANARY + "/" + PHONE));
        refused(tokyo.get("/" + CANARY, HEADERS));
        refused(service.as("admin").get("/operations/projections/" + CANARY));
        refused(service.as("admin")
                .post("/operations/projections/lead-list/dead-letters/" + CANARY + "/discard", "{\"reason\":\"x\"}"));
        refused(tokyo.get("/operations/" + CANARY));
    }

    /** 500: the database refuses what it is given, and quotes it. */
    private void failInside() throws Exception {
        try (Connection owner = service.database("ledger_owner");
                Statement statement = owner.createStatement()) {
            statement.execute("alter table ledger.event add constraint canary check (position(" + "'" + CANARY
                    + "-500'::bytea in payload) = 0) not valid");
            try {
                refused(tokyo.post(LEADS, LEAD.replace("-note", "-500")));
            } finally {
                statement.execute("alter table ledger.event drop constraint canary");
            }
        }
    }

    /** A row that the list's table refuses parks its lead (LG-31). */
    private void parkALead() throws Exception {
        try (Connection application = service.database("ledger_app");
                Statement statement = application.createStatement()) {
            statement.execute("alter table query.lead_list add constraint canary check (lead_name not like '%" + CANARY
                    + "-parked%') not valid");
            try {
                assertThat(tokyo.post(LEADS, LEAD.replace("-last", "-parked")).statusCode())
                        .isEqualTo(201);
                await().until(() -> rows("query.dead_letter").contains("SQLSTATE 23514"));
            } finally {
                statement.execute("alter table query.lead_list drop constraint canary");
            }
        }
    }

    private String rows(String table) {
        StringBuilder text = new StringBuilder();
        try (Connection application = service.database("ledger_app");
                Statement statement = application.createStatement();
                ResultSet row = statement.executeQuery("select t::text from " + table + " t")) {
            while (row.next()) {
                text.append(row.getString(1)).append('\n');
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }
}
