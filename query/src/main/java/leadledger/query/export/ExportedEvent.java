package leadledger.query.export;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import leadledger.events.ledger.ImportMark;
import leadledger.events.ledger.StoredEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event in an export, as the reader may see it.
 *
 * @param stored its envelope; the payload in it is not for readers
 * @param data what it says, in today's revision, masked where it must be
 */
record ExportedEvent(StoredEvent stored, ObjectNode data) {

    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** A moment as exports write it. */
    static String text(Instant moment) {
        return MILLISECONDS.format(moment);
    }

    /** When the system recorded it from which it was imported (LG-40); empty: it was recorded here first. */
    static String atSource(StoredEvent stored) {
        ImportMark mark = stored.importMark();
        return mark == null ? "" : text(mark.recordedAtSource());
    }

    /** What it says as plain fields: {@code request.city} is the member {@code city} of {@code request}. */
    Map<String, String> fields() {
        return fields(data);
    }

    /** The same for what another event says. */
    static Map<String, String> fields(ObjectNode data) {
        Map<String, String> fields = new LinkedHashMap<>();
        flatten("", data, fields);
        return fields;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> fields) {
        if (node.isObject()) {
            node.forEachEntry((name, value) -> flatten(path.isEmpty() ? name : path + "." + name, value, fields));
        } else if (node.isArray()) {
            boolean plain = node.valueStream().allMatch(JsonNode::isValueNode);
            if (!node.isEmpty()) {
                fields.put(
                        path,
                        plain
                                ? node.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "))
                                : node.toString());
            }
        } else if (!node.isNull()) {
            fields.put(path, node.asString());
        }
    }
}
