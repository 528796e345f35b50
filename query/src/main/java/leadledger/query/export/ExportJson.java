package leadledger.query.export;

import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON written piece by piece. */
final class ExportJson {

    /** Its own, so that no setting of the service changes how an export looks. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private ExportJson() {}

    /** Writes to the stream, and leaves it open. */
    static JsonGenerator generator(OutputStream out) {
        return MAPPER.createGenerator(out);
    }
}
