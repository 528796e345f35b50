package leadledger.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import leadledger.app.testing.RunningService;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API's description in {@code docs/} is the one that the code gives. After a wanted change run this test with
 * {@code -Dopenapi.write=true}, which writes the file, and look at the difference.
 */
class OpenApiTest {

    private static final Path COMMITTED = Path.of("..", "docs", "reference", "openapi.json");

    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void theCommittedDescriptionIsCurrent() throws IOException {
        String generated = json.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(json.readTree(
                                RunningService.instance().http().get("/openapi").body()))
                + "\n";
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(COMMITTED, generated);
        }

        assertThat(Files.readString(COMMITTED)).isEqualTo(generated);
    }
}
