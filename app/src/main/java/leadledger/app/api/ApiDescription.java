package leadledger.app.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds to the generated description what endpoints have in common: token, headers of commands, problems. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String TOKEN = "token";
    private static final String PROBLEM = "Problem";
    private static final String COMMANDS = "/api/v1/";
    private static final String CREATION = "/api/v1/aftersales/leads";

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(new Info()
                        .title("Lead Ledger")
                        .version("v1")
                        .description("An event-sourced ledger of customer leads. Times are RFC 3339 in UTC with"
                                + " milliseconds, durations ISO 8601, identifiers UUIDs."))
                .servers(List.of(new Server().url("/")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")
                                        .description("Claims: `sub`, `role`, and `dealer` for a dealer's roles.")));
    }

    @Bean
    OpenApiCustomizer commonParts() {
        return api -> {
            api.getComponents().addSchemas(PROBLEM, problem());
            api.getPaths().forEach((path, item) -> {
                item.readOperations().forEach(ApiDescription::addProblems);
                if (path.startsWith(COMMANDS)) {
                    addCommandHeaders(path, item);
                }
            });
        };
    }

    private static void addProblems(Operation operation) {
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description(
                                        "A problem: 400 malformed, 401, 403 role, 404 unknown or not yours, 409 rule"
                                                + " of state, 412 version, 413, 415, 422 rule of value, 503 try again")
                                .content(new Content()
                                        .addMediaType(
                                                "application/problem+json",
                                                new MediaType()
                                                        .schema(new Schema<>()
                                                                .$ref("#/components/schemas/" + PROBLEM)))));
    }

    private static void addCommandHeaders(String path, PathItem item) {
        Operation command = item.getPost();
        if (command == null) {
            return;
        }
        command.addParametersItem(header(
                "Idempotency-Key",
                "The same key and request gives the first answer again, for at least 24 hours",
                new StringSchema().maxLength(200)));
        if (!path.equals(CREATION)) {
            command.addParametersItem(
                    header("If-Match", "Version that the lead must have, as in an ETag", new StringSchema()));
        }
        command.getResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                response.addHeaderObject("ETag", responseHeader("The lead's version", new StringSchema()));
                response.addHeaderObject(
                        "Ledger-Position",
                        responseHeader(
                                "Place of the command in the ledger: a query with `Ledger-Min-Position` sees it",
                                new IntegerSchema().format("int64")));
            }
        });
    }

    private static Parameter header(String name, String description, Schema<?> schema) {
        return new Parameter().in("header").name(name).description(description).schema(schema);
    }

    private static Header responseHeader(String description, Schema<?> schema) {
        return new Header().description(description).schema(schema);
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .description("RFC 9457, in the language of `Accept-Language`: en, ja or it")
                .addProperty("type", new StringSchema().description("Stable name of the problem"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("rule", new StringSchema().description("The rule against it, such as `AS-12`"))
                .addProperty("field", new StringSchema().description("The input at fault"))
                .addProperty("currentVersion", new IntegerSchema().description("With 412: the lead's version"))
                .addProperty("traceId", new StringSchema().description("To find this request in the server's log"))
                .addProperty(
                        "findings",
                        new ArraySchema()
                                .items(new ObjectSchema()
                                        .addProperty("rule", new StringSchema())
                                        .addProperty("code", new StringSchema())
                                        .addProperty("field", new StringSchema())
                                        .addProperty("detail", new StringSchema()))
                                .description("All that was found"));
    }
}
