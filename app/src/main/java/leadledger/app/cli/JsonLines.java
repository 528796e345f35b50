package leadledger.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads JSON objects, one a line, each of limited length. */
final class JsonLines {

    private static final int LONGEST_LINE = 8 * 1024 * 1024;

    private final InputStream in;

    JsonLines(InputStream in) {
        this.in = in;
    }

    /** The next object; null at the end. */
    @Nullable
    JsonNode next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int read = in.read();
            if (read < 0 || read == '\n') {
                if (!line.toString(StandardCharsets.UTF_8).isBlank()) {
                    return object(line.toByteArray());
                }
                if (read < 0) {
                    return null;
                }
                line.reset();
            } else {
                line.write(read);
                if (line.size() > LONGEST_LINE) {
                    throw FailedException.ofService("A line of the answer is longer than any that was asked for.");
                }
            }
        }
    }

    private static JsonNode object(byte[] line) {
        try {
            JsonNode json = AuditTask.JSON.readTree(line);
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException e) {
            // as any other line that is no object
        }
        throw FailedException.ofService("The answer broke off, or is not the JSON of a Lead Ledger.");
    }
}
