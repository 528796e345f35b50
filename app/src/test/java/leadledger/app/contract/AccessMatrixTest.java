package leadledger.app.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.app.contract.ApiContract.Operation;
import leadledger.app.testing.HttpCalls;
import leadledger.app.testing.RunningService;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every route of the description, in every role, with a lead or notification of the caller's, a foreign one and one that does
 * not exist.
 */
@DisplayName("AC-01: who is let in where, as docs/reference/access.md has it")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixTest {

    private static final Path MATRIX = Path.of("..", "docs", "reference", "access.md");
    private static final String LEADS = "/api/v1/aftersales/leads";
    private static final String SALES = "/api/v1/sales/";
    private static final String SALES_LEADS = SALES + "leads";
    private static final String NOTIFICATIONS = "/api/v1/notifications";
    private static final String LET_IN = "yes";
    private static final List<Integer> SHUT_OUT = List.of(401, 403);

    /** The page's columns, and who of the demo plays that role. */
    private static final Map<String, String> LOGINS = Map.ofEntries(
            Map.entry("AFTERSALES_AGENT", "tokyo-agent"),
            Map.entry("AFTERSALES_MANAGER", "tokyo-manager"),
            Map.entry("HQ", "hq"),
            Map.entry("INTAKE", "web-form"),
            Map.entry("AUDITOR", "auditor"),
            Map.entry("PRIVACY_OFFICER", "privacy-officer"),
            Map.entry("ADMIN", "admin"),
            Map.entry("CALL_CENTER", "call-center"),
            Map.entry("OUTLET_MANAGER", "shibuya-manager"),
            Map.entry("SALES_STAFF", "shibuya-staff"),
            Map.entry("SALES_ASSISTANT", "shibuya-assistant"));

    /** What nobody may set, since the token, the clock or the rules do (AC-02). */
    private static final List<String> NEVER_IN_A_BODY = List.of(
            "id",
            "reference",
            "version",
            "position",
            "status",
            "ended",
            "assignedAt",
            "createdAt",
            "recordedAt",
            "occurredAt",
            "closedAt",
            "actor",
            "subject",
            "role",
            "tenant",
            "sla",
            "verdicts",
            "firstContactWithinSla");

    private final RunningService service = RunningService.instance();
    private final List<String> roles = new ArrayList<>();
    private final Map<String, List<String>> matrix = new TreeMap<>();
    private ApiContract contract;
    private Named own;
    private Map<String, Named> ownOf;
    private Named foreign;

    /**
     * What an address may name.
     *
     * @param lead an aftersales lead
     * @param notification something that somebody was told
     * @param salesLead a sales lead that an outlet has
     * @param queued a sales lead that no outlet has yet
     * @param imported an import
     * @param dispute a dispute over an aftersales lead's verdict
     */
    private record Named(
            String lead, String notification, String salesLead, String queued, String imported, String dispute) {

        static Named nothing() {
            return new Named(id(), id(), id(), id(), id(), id());
        }

        private static String id() {
            return UUID.randomUUID().toString();
        }

        Named told(String other) {
            return new Named(lead, other, salesLead, queued, imported, dispute);
        }
    }

    @BeforeAll
    void readTheMatrix() {
        contract = ApiContract.of(service.http());
        own = of(
                "hq",
                "tokyo-agent",
                "JP-TOKYO",
                delivered("JP", "shibuya-manager", "JP-TOKYO.SHIBUYA"),
                captured("JP"));
        foreign = of(
                "hq-italy",
                "milano-agent",
                "IT-MILANO",
                delivered("IT", "milano-sales-manager", "IT-MILANO.CENTRO"),
                captured("IT"));
        String position = given(own.salesLead());
        Named ofManager = own.told(newest("shibuya-manager", position));
        Named ofStaff = own.told(newest("shibuya-staff", position));
        ownOf = Map.of("OUTLET_MANAGER", ofManager, "SALES_STAFF", ofStaff);
        try (Stream<String> lines = Files.lines(MATRIX)) {
            lines.filter(line -> line.startsWith("|") && !line.startsWith("| ---"))
                    .map(line -> Arrays.stream(line.split("\\|"))
                            .map(cell -> cell.replace("`", "").strip())
                            .filter(cell -> !cell.isEmpty())
                            .toList())
                    .forEach(cells -> {
                        if (cells.getFirst().equals("route")) {
                            roles.addAll(cells.subList(1, cells.size()));
                        } else if (!roles.isEmpty()) {
                            matrix.put(cells.getFirst(), cells.subList(1, cells.size()));
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A sales lead in the queue of a brand that two outlets of the manager in Shibuya sell, so that it must say which. */
    private String captured(String market) {
        return HttpCalls.json(service.as("web-form")
                        .post(
                                SALES_LEADS,
                                "{\"market\":\"" + market + "\",\"brand\":\"JEEP\",\"source\":\"WEB_FORM\","
                                        + "\"customer\":{\"lastName\":\"Matrix\"}}"))
                .get("id")
                .asString();
    }

    /** A sales lead that a manager has pulled to an outlet. */
    private String delivered(String market, String manager, String outlet) {
        String lead = captured(market);
        done(service.as(manager).post(SALES_LEADS + "/" + lead + "/delivery", "{\"outlet\":\"" + outlet + "\"}"));
        return lead;
    }

    /** The staff in Shibuya owns the lead and has planned a task; returns the position after that. */
    private String given(String lead) {
        done(service.as("shibuya-manager").post(SALES_LEADS + "/" + lead + "/owner", "{\"user\":\"shibuya-staff\"}"));
        return done(service.as("shibuya-staff")
                        .post(SALES_LEADS + "/" + lead + "/tasks", "{\"kind\":\"TASK\",\"subject\":\"Matrix\"}"))
                .get("position")
                .asString();
    }

    private static JsonNode done(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return HttpCalls.json(answer);
    }

    private String newest(String login, String position) {
        return service.as(login)
                .read(NOTIFICATIONS, "Ledger-Min-Position", position)
                .get("notifications")
                .get(0)
                .get("id")
                .asString();
    }

    private Named own(String role) {
        return ownOf.getOrDefault(role, own);
    }

    private Named of(String headquarters, String login, String dealer, String salesLead, String queued) {
        String lead = HttpCalls.json(service.as(login).post(LEADS, "{\"request\":{\"lastName\":\"Matrix\"}}"))
                .get("id")
                .asString();
        JsonNode fromTheWeb = HttpCalls.json(service.as("web-form")
                .post(
                        LEADS,
                        "{\"dealer\":\"" + dealer + "\",\"source\":\"WEB_FORM\",\"campaign\":\"SERVICE_REMINDER\","
                                + "\"request\":{\"lastName\":\"Matrix\"}}"));
        JsonNode told = service.as(login)
                .read(
                        NOTIFICATIONS,
                        "Ledger-Min-Position",
                        fromTheWeb.get("position").asString());
        String imported = imported(headquarters, dealer);
        return new Named(
                lead,
                told.get("notifications").get(0).get("id").asString(),
                salesLead,
                queued,
                imported,
                disputed(headquarters, login, dealer, imported));
    }

    /** An import of one lead, assigned three days ago and never attempted: only so is there a breach without waiting for it. */
    private String imported(String headquarters, String dealer) {
        String assigned = LocalDateTime.now(ZoneId.of("Asia/Tokyo"))
                .minusDays(3)
                .format(DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm"));
        String boundary = "matrix";
        String body = part(
                        boundary,
                        "leads",
                        "リード ID,作成日,担当ディーラー,ステータス,ソース,アフターセールス キャンペーン,アフターセールス リードタイプ,苗字\n"
                                + "M-" + dealer + "," + assigned + "," + dealer
                                + ",ディーラーに割り当て済み,自発的,Spontaneous Dealer,Customer Driven,Matrix\n")
                + part(boundary, "history", "リード ID,日付,項目,ユーザ,元の値,新しい値\n") + "--" + boundary + "--\r\n";
        HttpResponse<String> answer = service.http()
                .send(withToken(
                        service.http()
                                .request("/api/v1/imports?sourceSystem=matrix")
                                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                                .POST(BodyPublishers.ofString(body)),
                        headquarters));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String id = HttpCalls.json(answer).get("id").asString();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            JsonNode now = HttpCalls.json(service.http()
                    .send(withToken(
                            service.http().request("/api/v1/imports/" + id).GET(), headquarters)));
            return now.get("state").asString().equals("DONE");
        });
        return id;
    }

    private static String part(String boundary, String name, String content) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name
                + ".csv\"\r\nContent-Type: text/csv\r\n\r\n" + content + "\r\n";
    }

    private String disputed(String headquarters, String login, String dealer, String imported) {
        HttpResponse<String> known = service.http()
                .send(withToken(
                        service.http().request("/api/v1/imports/" + imported).GET(), headquarters));
        JsonNode breached = HttpCalls.json(service.http()
                .send(withToken(
                        service.http()
                                .request("/api/v1/sla/assignments?sla=SLA1&result=BREACHED&dealer=" + dealer)
                                .header(
                                        "Ledger-Min-Position",
                                        known.headers()
                                                .firstValue("Ledger-Position")
                                                .orElseThrow())
                                .GET(),
                        headquarters)));
        String lead = breached.get("rows").get(0).get("leadId").asString();
        return done(service.as(login)
                        .post(
                                LEADS + "/" + lead + "/disputes",
                                "{\"sla\":\"SLA1\",\"reason\":\"OTHER\",\"text\":\"Matrix\"}"))
                .get("id")
                .asString();
    }

    Stream<Operation> operations() {
        return contract.operations().stream();
    }

    @Test
    @DisplayName("the page knows every route of the API, and no other")
    void knowsEveryRoute() {
        assertThat(matrix.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        operations().map(Operation::name).toList());
        assertThat(roles).containsExactlyInAnyOrderElementsOf(LOGINS.keySet());
    }

    @ParameterizedTest
    @MethodSource("operations")
    @DisplayName("each role gets in where the page says so; foreign and missing are the same, but for the trace id")
    void eachRoleWithEachLead(Operation operation) {
        SoftAssertions softly = new SoftAssertions();
        List<String> cells = matrix.get(operation.name());
        for (int column = 0; column < roles.size(); column++) {
            String role = roles.get(column);
            String login = LOGINS.get(role);
            List<String> expected = List.of(cells.get(column).split(" / "));
            softly.assertThat(outcome(
                            operation, status(operation, withToken(request(operation, own(role), "{}"), login))))
                    .as("%s as %s", operation.name(), role)
                    .isEqualTo(expected.getFirst());
            if (expected.size() == 1) {
                continue;
            }
            HttpResponse<String> missing = call(operation, login, Named.nothing());
            softly.assertThat(outcome(operation, missing.statusCode()))
                    .as("%s as %s, missing", operation.name(), role)
                    .isEqualTo(expected.get(1));
            if (!role.equals("AUDITOR")) {
                HttpResponse<String> other = call(operation, login, foreign);
                softly.assertThat(comparable(other))
                        .as("%s as %s, foreign and missing", operation.name(), role)
                        .isEqualTo(comparable(missing));
            }
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource("operations")
    @DisplayName("without a token nobody gets in")
    void nobodyWithoutToken(Operation operation) {
        assertThat(status(operation, request(operation, own, "{}"))).isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("operations")
    @DisplayName("AC-02: a field that its sender may not set is refused by its name, not ignored")
    void noMassAssignment(Operation operation) {
        SoftAssertions softly = new SoftAssertions();
        operation.body().map(contract::resolved).ifPresent(schema -> {
            String role = roles.get(firstLetIn(operation));
            String login = LOGINS.get(role);
            for (String field : NEVER_IN_A_BODY) {
                if (!schema.path("properties").has(field)) {
                    HttpResponse<String> answer = service.http()
                            .send(withToken(request(operation, own(role), "{\"" + field + "\":\"x\"}"), login));
                    softly.assertThat(answer.statusCode())
                            .as("%s with %s", operation.name(), field)
                            .isEqualTo(400);
                    JsonNode problem = HttpCalls.json(answer);
                    softly.assertThat(problem.path("field").asString()).isEqualTo(field);
                    softly.assertThat(problem.path("rule").asString()).isEqualTo("AC-02");
                }
            }
        });
        softly.assertAll();
    }

    @Test
    @DisplayName("AC-02: an agent that names a dealer at creation is told that this is not the agent's to set")
    void anAgentSetsNoDealer() {
        HttpResponse<String> answer = service.as("tokyo-agent")
                .post(LEADS, "{\"dealer\":\"IT-MILANO\",\"request\":{\"lastName\":\"Matrix\"}}");

        assertThat(answer.statusCode()).isEqualTo(422);
        JsonNode problem = HttpCalls.json(answer);
        assertThat(problem.get("field").asString()).isEqualTo("dealer");
        assertThat(problem.get("rule").asString()).isEqualTo("AC-02");
    }

    /** A column whose role is let in, or at least is not sent away for its role. */
    private int firstLetIn(Operation operation) {
        List<String> cells = matrix.get(operation.name());
        for (int column = 0; column < cells.size(); column++) {
            if (cells.get(column).startsWith(LET_IN)) {
                return column;
            }
        }
        throw new AssertionError("nobody may " + operation.name());
    }

    private int status(Operation operation, HttpRequest.Builder request) {
        return operation.isStream()
                ? service.http().status(request)
                : service.http().send(request).statusCode();
    }

    private HttpResponse<String> call(Operation operation, String login, Named named) {
        return service.http().send(withToken(request(operation, named, "{}"), login));
    }

    private HttpRequest.Builder withToken(HttpRequest.Builder request, String login) {
        return request.header("Authorization", "Bearer " + service.token(login));
    }

    private HttpRequest.Builder request(Operation operation, Named named, String body) {
        String path = operation.path();
        for (JsonNode parameter : operation.parameters("path")) {
            String name = parameter.get("name").asString();
            path = path.replace("{" + name + "}", variable(operation, name, named));
        }
        // What must be given is the service level, wherever something must.
        String query = operation.parameters("query").stream()
                .filter(parameter -> parameter.path("required").asBoolean())
                .map(parameter -> parameter.get("name").asString() + "=SLA1")
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = service.http().request(query.isEmpty() ? path : path + "?" + query);
        if (operation.bodyType().filter(type -> type.startsWith("multipart/")).isPresent()) {
            // With a boundary and without a part: what is missing is for the rules to say.
            return request.header("Content-Type", "multipart/form-data; boundary=matrix")
                    .method(operation.method(), BodyPublishers.ofString("--matrix--\r\n"));
        }
        return operation.bodyType().isPresent()
                ? request.header("Content-Type", operation.bodyType().get())
                        .method(operation.method(), BodyPublishers.ofString(body))
                : request.method(operation.method(), BodyPublishers.noBody());
    }

    private static String variable(Operation operation, String name, Named named) {
        return switch (name) {
            case "view" -> operation.path().startsWith(SALES) ? "queue" : "assigned";
            case "number", "taskId" -> "1";
            case "version" -> "99";
            case "vin" -> "ZAM57XSA0E1111111";
            case "name" -> "lead-list";
            case "id", "leadId" -> id(operation.path(), named);
            case "mailId" -> UUID.randomUUID().toString();
            default ->
                throw new AssertionError(operation.name() + " has a variable that the matrix does not know: " + name);
        };
    }

    private static String id(String path, Named named) {
        if (path.startsWith(NOTIFICATIONS)) {
            return named.notification();
        }
        if (path.startsWith("/api/v1/imports")) {
            return named.imported();
        }
        if (path.startsWith("/api/v1/disputes")) {
            return named.dispute();
        }
        if (!path.startsWith(SALES)) {
            return named.lead();
        }
        return path.endsWith("/comment") || path.endsWith("/delivery") ? named.queued() : named.salesLead();
    }

    /** Beside the shut doors: 404 where the address names a lead or a notification. */
    private static String outcome(Operation operation, int status) {
        boolean namesOne = operation.path().matches(".*\\{(id|leadId)}.*");
        return SHUT_OUT.contains(status) || (status == 404 && namesOne) ? Integer.toString(status) : LET_IN;
    }

    /** All of an answer but the trace id, the moment, and whether the connection ends after so many requests. */
    private static Map<String, Object> comparable(HttpResponse<String> answer) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("status", answer.statusCode());
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        headers.remove("connection");
        parts.put("headers", headers);
        JsonNode body = HttpCalls.json(answer);
        if (body instanceof ObjectNode problem) {
            problem.remove("traceId");
        }
        parts.put("body", body);
        return parts;
    }
}
