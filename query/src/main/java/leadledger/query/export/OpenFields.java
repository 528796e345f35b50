package leadledger.query.export;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import leadledger.query.masking.Mask;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What in events tells nothing of who the customer is. Everything that is not named here is masked, so that a new fact or a
 * new member of one is masked until somebody has thought of it.
 */
public final class OpenFields {

    private static final String CONSENTS = "consents";
    private static final String PREFERRED_LANGUAGE = "customer.preferredLanguage";
    private static final Set<String> WISHES =
            Set.of("wishes.testDriveWanted", "wishes.purchaseHorizon", "wishes.powertrain");

    /** By stored type: paths of members; with a member, all that is in it is open. */
    private static final Map<String, Set<String>> OPEN = Map.ofEntries(
            Map.entry(
                    "aftersales.lead-created",
                    Set.of(
                            "leadId",
                            "reference",
                            "dealer",
                            "leadType",
                            "source",
                            "campaign",
                            "request.preferredLanguage",
                            "request.preferredDateTimes",
                            CONSENTS)),
            Map.entry("aftersales.contact-attempt-recorded", Set.of("number", "channel", "outcome", "madeAt")),
            Map.entry("aftersales.contact-attempt-corrected", Set.of("number", "channel", "outcome", "madeAt")),
            Map.entry("aftersales.appointment-booked", Set.of("appointmentAt", "remindCustomer")),
            Map.entry("aftersales.lead-closed-with-sale", Set.of()),
            Map.entry("aftersales.lead-closed-without-sale", Set.of("reason", "category", "ownershipEndedOn")),
            Map.entry("aftersales.recontact-agreed", Set.of("recontactOn", "dueAt")),
            Map.entry("aftersales.recontact-moved", Set.of("recontactOn", "dueAt")),
            Map.entry("aftersales.recontact-lead-created", Set.of("child")),
            Map.entry("aftersales.recontacted-from", Set.of("master")),
            Map.entry("aftersales.lead-reassigned", Set.of("dealer")),
            Map.entry("aftersales.lead-edited", Set.of("request.preferredLanguage", "request.preferredDateTimes")),
            Map.entry(
                    "sales.lead-captured",
                    join(
                            WISHES,
                            "leadId",
                            "reference",
                            "queue.market",
                            "queue.brand",
                            "source",
                            "campaign",
                            "currentCar.powertrain",
                            "requestedAt",
                            PREFERRED_LANGUAGE,
                            CONSENTS)),
            Map.entry("sales.lead-completed", join(WISHES, PREFERRED_LANGUAGE, CONSENTS)),
            Map.entry("sales.delivery-held", Set.of("outlet", "opensAt")),
            Map.entry("sales.held-delivery-moved", Set.of("opensAt")),
            Map.entry("sales.lead-delivered", Set.of("outlet", "kind", "openedAt")),
            Map.entry("sales.lead-assigned", Set.of("owner")),
            Map.entry("sales.follow-up-task-updated", Set.of("state", "means", "proposal", "outcome")),
            Map.entry("sales.activity-planned", Set.of("number", "user", "kind", "dueAt")),
            Map.entry("sales.activity-updated", Set.of("number", "state")),
            Map.entry("sales.car-details-saved", Set.of("details.powertrain")),
            Map.entry("sales.test-drive-done", Set.of("on")),
            Map.entry("sales.appraisal-done", Set.of("on")),
            Map.entry("sales.feedback-given", Set.of("approved")),
            Map.entry("sales.lead-converted", Set.of("opportunity")),
            Map.entry("sales.contract-recorded", Set.of("result")),
            Map.entry("sales.contract-corrected", Set.of("result")));

    private OpenFields() {}

    /** All that are named, by stored type. */
    static Map<String, Set<String>> all() {
        return OPEN;
    }

    /** What an event says, with everything masked that may tell who the customer is. */
    public static ObjectNode masked(String type, ObjectNode data) {
        return object(OPEN.getOrDefault(type, Set.of()), "", data);
    }

    private static ObjectNode object(Set<String> open, String path, ObjectNode node) {
        ObjectNode masked = JsonNodeFactory.instance.objectNode();
        node.forEachEntry(
                (name, value) -> masked.set(name, value(open, path.isEmpty() ? name : path + "." + name, value)));
        return masked;
    }

    private static JsonNode value(Set<String> open, String path, JsonNode node) {
        if (open.contains(path)) {
            return node;
        }
        return switch (node) {
            case ObjectNode object -> object(open, path, object);
            // How many there are tells something, too.
            case ArrayNode list when list.isEmpty() -> list;
            default -> node.isNull() ? node : JsonNodeFactory.instance.stringNode(Mask.VALUE);
        };
    }

    private static Set<String> join(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(Set.of(more));
        return Set.copyOf(all);
    }
}
