package leadledger.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import leadledger.app.testing.RunningService;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API's description in {@code docs/} is the one that the code gives. After a wanted change run this test with
 * {@code -Dopenapi.write=true}, which writes the file, and look at the difference.
 */
class OpenApiTest {

    private static final Path COMMITTED = Path.of("..", "docs", "reference", "openapi.json");

    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void theCommittedDescriptionIsCurrent() throws IOException {
        ObjectNode description = (ObjectNode)
                json.readTree(RunningService.instance().http().get("/openapi").body());
        removeWhatOnlyTheDemoHas(description);
        String generated = json.writerWithDefaultPrettyPrinter().writeValueAsString(description) + "\n";
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(COMMITTED, generated);
        }

        assertThat(Files.readString(COMMITTED)).isEqualTo(generated);
    }

    /** How the API browser of the default run signs in: with the addresses of this very run. */
    private static void removeWhatOnlyTheDemoHas(ObjectNode description) {
        ObjectNode schemes = (ObjectNode) description.get("components").get("securitySchemes");
        JsonNode flow = schemes.remove("signIn").at("/flows/authorizationCode");
        String base = RunningService.instance().http().baseUrl();
        assertThat(flow.get("authorizationUrl").asString()).isEqualTo(base + "/oauth2/authorize");
        assertThat(flow.get("tokenUrl").asString()).isEqualTo(base + "/oauth2/token");
        JsonNode requirements = description.get("security");
        ArrayNode ofEveryRun = description.putArray("security");
        requirements.forEach(requirement -> {
            if (!requirement.has("signIn")) {
                ofEveryRun.add(requirement);
            }
        });
    }
}
