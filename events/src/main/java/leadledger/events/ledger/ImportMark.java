package leadledger.events.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an imported event carries in its stored metadata (LG-40), which the leaf hash covers like all of the envelope. The
 * ledger's own recorded time and the position stay what they are for every event: the order of commits.
 *
 * @param recordedAtSource when the other system recorded it; whole milliseconds
 * @param importId the import that brought it
 * @param brokenRules ids of the rules that it breaks (LG-41)
 */
public record ImportMark(Instant recordedAtSource, UUID importId, List<String> brokenRules) {

    /** The condition that is true of every event with metadata, as an index of the ledger has it. */
    public static final String HAS_METADATA = "octet_length(metadata) > 2";

    /**
     * SQL for the time that counts as the recorded one of a row of {@code ledger.event}: the same as
     * {@link StoredEvent#knownAt()}. Costs nothing but a comparison for events without metadata, which are nearly all.
     */
    public static final String KNOWN_AT_SQL = "(case when " + HAS_METADATA
            + " then coalesce((convert_from(metadata, 'UTF8')::json ->> 'recordedAtSource')::timestamptz, recorded_at)"
            + " else recorded_at end)";

    private static final int EMPTY_OBJECT = 2;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RECORDED_AT_SOURCE = "recordedAtSource";
    private static final String IMPORT = "import";
    private static final String BROKEN_RULES = "brokenRules";

    public ImportMark {
        brokenRules = List.copyOf(brokenRules);
    }

    /** The bytes to store as metadata. */
    public byte[] bytes() {
        ObjectNode mark = JSON.createObjectNode()
                .put(RECORDED_AT_SOURCE, recordedAtSource.toString())
                .put(IMPORT, importId.toString());
        if (!brokenRules.isEmpty()) {
            ArrayNode rules = mark.putArray(BROKEN_RULES);
            brokenRules.forEach(rules::add);
        }
        return mark.toString().getBytes(UTF_8);
    }

    /** The mark in stored metadata; none: the event was not imported. */
    static @Nullable ImportMark of(byte[] metadata) {
        if (metadata.length <= EMPTY_OBJECT) {
            return null;
        }
        JsonNode mark = JSON.readTree(metadata);
        if (!mark.has(RECORDED_AT_SOURCE)) {
            return null;
        }
        return new ImportMark(
                Instant.parse(mark.required(RECORDED_AT_SOURCE).asString()),
                UUID.fromString(mark.required(IMPORT).asString()),
                mark.path(BROKEN_RULES).valueStream().map(JsonNode::asString).toList());
    }
}
