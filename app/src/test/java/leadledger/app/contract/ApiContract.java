package leadledger.app.contract;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import leadledger.app.testing.HttpCalls;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The API as its description tells it, and whether answers are as it says. */
final class ApiContract {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> JSON_TYPES = Set.of("application/json", "application/problem+json");
    private static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch");
    private static final String COMPONENTS = "#/components/schemas/";
    private static final String DEFAULT = "default";

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final ObjectNode definitions;
    private final List<Operation> operations;

    private ApiContract(JsonNode description) {
        this.definitions = closed(description.at("/components/schemas"));
        this.operations = description
                .get("paths")
                .propertyStream()
                .flatMap(path -> METHODS.stream()
                        .filter(path.getValue()::has)
                        .map(method -> new Operation(
                                method.toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                path.getValue().get(method))))
                .toList();
    }

    static ApiContract of(HttpCalls http) {
        return new ApiContract(HttpCalls.json(http.get("/openapi")));
    }

    /**
     * A route.
     *
     * @param method in capitals
     * @param path with the names of its variables
     * @param description as in the OpenAPI document
     */
    record Operation(String method, String path, JsonNode description) {

        String name() {
            return method + " " + path;
        }

        /** Its parameters of a kind: {@code path}, {@code query} or {@code header}. */
        List<JsonNode> parameters(String in) {
            return description
                    .path("parameters")
                    .valueStream()
                    .filter(parameter -> parameter.path("in").asString().equals(in))
                    .toList();
        }

        /** The schema of its JSON body, if it takes one. */
        Optional<JsonNode> body() {
            JsonNode schema = description.at("/requestBody/content/application~1json/schema");
            return schema.isMissingNode() ? Optional.empty() : Optional.of(schema);
        }

        /** The media type of its body, JSON if it takes that; none: it takes no body. */
        Optional<String> bodyType() {
            JsonNode content = description.at("/requestBody/content");
            return content.has("application/json")
                    ? Optional.of("application/json")
                    : content.propertyNames().stream().findFirst();
        }

        /** Whether it answers with a stream of events, which has no end. */
        boolean isStream() {
            return description.at("/responses/200/content").has("text/event-stream");
        }

        private JsonNode answer(int status) {
            JsonNode answers = description.path("responses");
            String declared = Integer.toString(status);
            return answers.path(answers.has(declared) ? declared : DEFAULT);
        }
    }

    List<Operation> operations() {
        return operations;
    }

    /** The schema that a reference in a body's schema means. */
    JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : definitions.get(reference.substring(reference.lastIndexOf('/') + 1));
    }

    /** What about an answer is not as described; empty: nothing. */
    List<String> violations(Operation operation, HttpResponse<String> answer) {
        int status = answer.statusCode();
        boolean declared = operation.description().path("responses").has(Integer.toString(status));
        if (!declared && status < 400) {
            return List.of("status " + status + " is not described");
        }
        JsonNode content = operation.answer(status).path("content");
        String type = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
        if (content.isEmpty()) {
            return answer.body().isEmpty() ? List.of() : List.of("a body that is not described");
        }
        JsonNode schema = content.path(type).path("schema");
        if (schema.isMissingNode()) {
            return List.of("content type '" + type + "' is not described for status " + status);
        }
        try {
            List<String> violations = new ArrayList<>();
            for (Error error : schema(schema).validate(value(type, answer.body()))) {
                violations.add(error.getInstanceLocation() + " " + error.getMessage());
            }
            return violations;
        } catch (JacksonException e) {
            return List.of("no JSON");
        }
    }

    /** What is no JSON is one text. */
    private static JsonNode value(String type, String body) {
        return JSON_TYPES.contains(type)
                ? JSON.readTree(body)
                : JSON.getNodeFactory().stringNode(body);
    }

    private Schema schema(JsonNode schema) {
        return schemas.computeIfAbsent(schema.toString(), text -> {
            ObjectNode whole = (ObjectNode) JSON.readTree(text.replace(COMPONENTS, "#/$defs/"));
            whole.set("$defs", definitions);
            return registry.getSchema(whole);
        });
    }

    /** With no property allowed beside those that are described: what is answered must be described. */
    private static ObjectNode closed(JsonNode components) {
        ObjectNode definitions =
                (ObjectNode) JSON.readTree(components.toString().replace(COMPONENTS, "#/$defs/"));
        definitions.values().forEach(ApiContract::close);
        return definitions;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode schema) {
            if (schema.has("properties") && !schema.has("additionalProperties")) {
                schema.put("additionalProperties", false);
            }
            schema.values().forEach(ApiContract::close);
        } else if (node instanceof ArrayNode list) {
            list.values().forEach(ApiContract::close);
        }
    }
}
