package leadledger.app.contract;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import leadledger.app.contract.ApiContract.Operation;
import leadledger.app.testing.HttpCalls;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Requests made from the API's description: some as described, most with something wrong in them. */
final class RandomRequests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 6;

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "　",
            "a",
            "山田 花子",
            "ﾔﾏﾀﾞ",
            "髙橋",
            "Rossi",
            "0",
            "-1",
            "null",
            "true",
            "𠮷野家",
            "e\u0301",
            "\u202Eabc",
            "\u0000",
            "a\u0000b",
            "\u0007",
            "\r\nSet-Cookie: a=b",
            "'; drop table ledger.event; --",
            "%",
            "_",
            "\\",
            "%00",
            "../../etc/passwd",
            "<script>alert(1)</script>",
            "${jndi:ldap://localhost}",
            "{{7*7}}",
            "\uD800",
            "x".repeat(41),
            "x".repeat(121),
            "x".repeat(4_001),
            "あ".repeat(2_000));

    private static final String REFERENCE_DATA = "/api/v1/reference/";

    /** What other tests of the same service lean on. */
    private static final List<String> ITEMS_IN_USE = List.of(
            "JP-TOKYO",
            "IT-MILANO",
            "JP-TOKYO.SHIBUYA",
            "shibuya-staff",
            "SERVICE_REMINDER",
            "WEB_FORM",
            "SPONTANEOUS",
            "OTHER",
            "NO_LONGER_OWNER",
            "RE_CONTACT");

    private static final List<String> MEANINGFUL = List.of(
            "JP-TOKYO",
            "IT-MILANO",
            "JP-NOWHERE",
            "JP-TOKYO.SHIBUYA",
            "JP-TOKYO.NOWHERE",
            "shibuya-staff",
            "ALFA",
            "IN_PROGRESS",
            "follow-up",
            "queue",
            "SERVICE_REMINDER",
            "WEB_FORM",
            "SPONTANEOUS",
            "OTHER",
            "NO_LONGER_OWNER",
            "RE_CONTACT",
            "PHONE",
            "REACHED",
            "CUSTOMER_DRIVEN",
            "HQ_DRIVEN",
            "ZAM57XSA0E1111111",
            "ja",
            "JP",
            "a@example.com",
            "+81 3 1234 5678",
            "SLA1",
            "SLA3",
            "2099-04-01T10:00:00+09:00",
            "2020-02-29",
            "2027-01-01",
            "2020-02-30",
            "0000-00-00",
            "9999-12-31T23:59:60Z",
            "-999999999-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "2026-11-22T00:00:00",
            "Asia/Tokyo");

    private final Random random;
    private final List<Operation> operations;
    private final ApiContract contract;
    private final List<String> ids;
    private final List<String> tokens;

    /**
     * Always the same requests for the same seed. Routes that answer with a stream are left out: each would hold one of the
     * few places that its user has for them.
     *
     * @param ids of leads, for addresses
     * @param tokens of different people, for the header
     */
    RandomRequests(long seed, ApiContract contract, List<String> ids, List<String> tokens) {
        this.random = new Random(seed);
        this.contract = contract;
        this.operations = contract.operations().stream()
                .filter(operation -> !operation.isStream())
                .toList();
        this.ids = ids;
        this.tokens = tokens;
    }

    /**
     * A request with the route that it is meant for.
     *
     * @param operation the route
     * @param request ready to be sent
     * @param text what it is, for a person
     */
    record Made(Operation operation, HttpRequest.Builder request, String text) {}

    Made next(HttpCalls http) {
        Operation operation = one(operations);
        StringBuilder path = new StringBuilder(operation.path());
        for (JsonNode parameter : operation.parameters("path")) {
            String variable = "{" + parameter.get("name").asString() + "}";
            int at = path.indexOf(variable);
            path.replace(at, at + variable.length(), encoded(pathValue(parameter)));
        }
        String separator = "?";
        for (JsonNode parameter : operation.parameters("query")) {
            if (parameter.path("required").asBoolean() ? chance(95) : chance(35)) {
                path.append(separator)
                        .append(parameter.get("name").asString())
                        .append('=')
                        .append(encoded(asText(value(parameter.path("schema"), 0))));
                separator = "&";
            }
        }
        HttpRequest.Builder request = http.request(path.toString());
        if (chance(98)) {
            request.header("Authorization", "Bearer " + one(tokens));
        }
        headers(operation, request);
        String body = operation.body().map(this::body).orElse("");
        if (operation.path().startsWith(REFERENCE_DATA)) {
            body = withoutItemsInUse(body);
        }
        if (!body.isEmpty()) {
            request.header(
                    "Content-Type", chance(97) ? "application/json" : one(List.of("text/plain", "application/xml")));
        }
        request.method(operation.method(), body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return new Made(operation, request, operation.method() + " " + path + "\n" + body);
    }

    private static String withoutItemsInUse(String body) {
        String changed = body;
        for (String item : ITEMS_IN_USE) {
            changed = changed.replace(item, "X" + item);
        }
        return changed;
    }

    private void headers(Operation operation, HttpRequest.Builder request) {
        if (chance(30)) {
            request.header(
                    "Accept-Language", one(List.of("ja", "it", "en", "de", "ja;q=0.5, it", "*", "x-klingon", ";;")));
        }
        if (chance(3)) {
            request.header("Accept", one(List.of("text/html", "application/xml", "*/*", "nonsense")));
        }
        for (JsonNode parameter : operation.parameters("header")) {
            if (chance(20)) {
                request.header(
                        parameter.get("name").asString(),
                        headerValue(parameter.get("name").asString()));
            }
        }
    }

    /** A position beyond the ledger's head would be waited for; what such a wait answers is not asked here. */
    private String headerValue(String name) {
        return switch (name) {
            case "Idempotency-Key" ->
                one(List.of(
                        "k",
                        "k".repeat(200),
                        "k".repeat(201),
                        "a b",
                        UUID.randomUUID().toString()));
            case "If-Match" -> one(List.of("\"1\"", "\"2\"", "W/\"1\"", "*", "1", "\"99999999999\""));
            case "Ledger-Min-Position" -> one(List.of("0", "1", "-1", "x", "99999999999999999999"));
            default -> one(List.of("%E5%B1%B1", "x", "%", "%C3"));
        };
    }

    private String pathValue(JsonNode parameter) {
        String name = parameter.get("name").asString().toLowerCase(Locale.ROOT);
        if (name.endsWith("id") && chance(80)) {
            return one(ids);
        }
        if (name.equals("view") && chance(80)) {
            return one(List.of(
                    "assigned", "unmanaged", "in-progress", "closed-with-sale", "recent", "open", "sales-lost"));
        }
        if (name.equals("name") && chance(60)) {
            return one(List.of("lead-list", "sla-lead", "lead-deadline", "bell"));
        }
        if (name.equals("number") && chance(80)) {
            return Integer.toString(random.nextInt(8));
        }
        String text = chance(50) ? one(MEANINGFUL) : one(TEXTS);
        return text.isEmpty() ? "-" : text;
    }

    private String body(JsonNode schema) {
        int kind = random.nextInt(100);
        if (kind < 3) {
            return one(
                    List.of("{", "[]", "null", "\"a\"", "1", "{\"a\":", "{\"a\":1}{", "\uFEFF{}", "[".repeat(2_000)));
        }
        String body = JSON.writeValueAsString(value(schema, 0));
        return kind < 6 ? body.substring(0, random.nextInt(body.length() + 1)) : body;
    }

    /** A value as the schema wants it, more or less. */
    private JsonNode value(JsonNode described, int depth) {
        if (chance(6) || depth > DEEPEST) {
            return anything();
        }
        JsonNode schema = contract.resolved(described);
        if (schema.has("enum") && chance(90)) {
            return one(schema.get("enum").valueStream().toList());
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.get(0).asString() : type.asString()) {
            case "object" -> object(schema, depth);
            case "array" -> {
                ArrayNode list = NODES.arrayNode();
                int length = chance(95) ? random.nextInt(4) : 60;
                for (int i = 0; i < length; i++) {
                    list.add(value(schema.path("items"), depth + 1));
                }
                yield list;
            }
            case "integer" ->
                NODES.numberNode(one(List.of(0L, 1L, 2L, 50L, 200L, 201L, -1L, 2_147_483_648L, Long.MAX_VALUE)));
            case "number" -> NODES.numberNode(one(List.of(0.0, 0.5, -1.0, 1e300)));
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            default -> NODES.stringNode(chance(60) ? one(MEANINGFUL) : one(TEXTS));
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        schema.path("properties").properties().forEach(property -> {
            if (required.contains(property.getKey()) ? chance(95) : chance(40)) {
                object.set(property.getKey(), value(property.getValue(), depth + 1));
            }
        });
        if (schema.path("additionalProperties").isObject() && chance(50)) {
            object.set(one(List.of("EMAIL", "PHONE", "x")), value(schema.get("additionalProperties"), depth + 1));
        }
        if (chance(4)) {
            object.set(one(List.of("status", "dealer", "assignedAt", "__proto__", "山田")), anything());
        }
        return object;
    }

    private JsonNode anything() {
        return switch (random.nextInt(7)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(true);
            case 2 -> NODES.numberNode(1e19);
            case 3 -> NODES.arrayNode().add("a");
            case 4 -> NODES.objectNode().put("a", 1);
            default -> NODES.stringNode(one(TEXTS));
        };
    }

    private static String asText(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private <T> T one(List<T> among) {
        return among.get(random.nextInt(among.size()));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
