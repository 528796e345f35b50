package leadledger.query.replay;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import leadledger.events.ledger.EventCatalog;
import leadledger.query.export.OpenFields;
import leadledger.query.masking.Mask;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Contents of events, as they are stored today. */
final class Payloads {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, @Nullable Object>> MEMBERS = new TypeReference<>() {};
    /** Of an event: has personal members and open ones. */
    private static final String REQUEST = "request";

    private Payloads() {}

    /** All members. */
    static Map<String, @Nullable Object> of(EventCatalog catalog, Object event) {
        return JSON.readValue(catalog.encode(event).payload(), MEMBERS);
    }

    /** All members, with the mask where an export masks: where a value may tell who the customer is (AC-05). */
    static Map<String, @Nullable Object> masked(EventCatalog catalog, Object event) {
        EventCatalog.Encoded encoded = catalog.encode(event);
        ObjectNode members = (ObjectNode) JSON.readTree(encoded.payload());
        return JSON.convertValue(OpenFields.masked(encoded.type(), members), MEMBERS);
    }

    /**
     * The same members, with the mask where there is a value that is not open.
     *
     * @param open names of members that tell nothing of who the customer is
     */
    static Map<String, @Nullable Object> masked(Map<String, @Nullable Object> members, Set<String> open) {
        Map<String, @Nullable Object> masked = new LinkedHashMap<>();
        members.forEach((name, value) -> masked.put(name, open.contains(name) ? value : masked(name, value)));
        return masked;
    }

    private static @Nullable Object masked(String name, @Nullable Object value) {
        if (name.equals(REQUEST) && value instanceof Map<?, ?> request) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            request.forEach((member, content) -> members.put(String.valueOf(member), content));
            return masked(members, Mask.OPEN_REQUEST_FIELDS);
        }
        return value == null ? null : Mask.VALUE;
    }
}
