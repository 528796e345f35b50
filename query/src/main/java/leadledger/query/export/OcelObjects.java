package leadledger.query.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.shared.Role;
import leadledger.query.masking.Mask;
import org.jspecify.annotations.Nullable;

/**
 * The objects of object-centric event logs: their ids, and which of them an event is about. An id begins with the object's
 * type, so that no two objects have the same. A customer has no identity beyond its lead and gets an id that says nothing.
 * Cars are told apart by VIN; where that is masked, each lead has a car of its own, so that nothing shows which leads are
 * about the same one.
 */
final class OcelObjects {

    private static final List<String> CUSTOMER = List.of(
            "firstName",
            "lastName",
            "email",
            "contactNumber",
            "otherPhone",
            "preferredLanguage",
            "country",
            "state",
            "city",
            "postalCode");

    private static final List<String> DISPUTE = List.of("sla", "assignment", "reason", "outcome");

    /** All types with their attributes. */
    static final Map<String, List<String>> TYPES = types();

    private static final int LONGEST_ID = 200;

    private static final String DISPUTE_ID = "dispute/";

    private OcelObjects() {}

    private static Map<String, List<String>> types() {
        Map<String, List<String>> types = new LinkedHashMap<>();
        types.put("lead", List.of("reference", "process", "owner"));
        types.put("customer", CUSTOMER);
        types.put("car", List.of());
        types.put("dealer", List.of());
        types.put("outlet", List.of());
        types.put("user", List.of());
        types.put("dispute", DISPUTE);
        return types;
    }

    /**
     * That an event is about an object.
     *
     * @param id the object's
     * @param qualifier as what
     */
    record Reference(String id, String qualifier) {}

    static String lead(ExportedLead lead) {
        return "lead/" + lead.id();
    }

    static String customer(ExportedLead lead) {
        return "customer/" + lead.id();
    }

    /** Whether more than one lead can have it. */
    static boolean isShared(String id) {
        return !id.startsWith("lead/") && !id.startsWith("customer/") && !id.startsWith(DISPUTE_ID);
    }

    static String typeOf(String id) {
        return id.substring(0, id.indexOf('/'));
    }

    /** What an event is about, in an order that depends on nothing else. */
    static List<Reference> of(ExportedLead lead, StoredEvent event, Map<String, String> fields, boolean masked) {
        List<Reference> references = new ArrayList<>();
        references.add(new Reference(lead(lead), "lead"));
        if (fields.keySet().stream().anyMatch(OcelObjects::isCustomers)) {
            references.add(new Reference(customer(lead), "customer"));
        }
        switch (lead.process()) {
            case AFTERSALES -> references.add(new Reference("dealer/" + event.tenant(), "dealer"));
            case SALES -> {
                // While it is queued, it is nobody's.
                if (event.tenant().indexOf('/') < 0) {
                    references.add(new Reference("outlet/" + event.tenant(), "outlet"));
                }
            }
        }
        String[] actor = event.actor().split("/", 2);
        if (actor.length == 2 && !actor[0].equals(Role.SYSTEM.name())) {
            references.add(new Reference("user/" + actor[1], "actor"));
        }
        fields.forEach((field, value) -> {
            if (field.equals("step.dispute")) {
                references.add(new Reference(DISPUTE_ID + value, "dispute"));
            } else if (field.equals("vin") || field.endsWith(".vin")) {
                references.add(new Reference(masked ? "car/of/" + lead.id() : car(value), "car"));
            } else if (field.equals("owner") || field.equals("user")) {
                references.add(new Reference("user/" + value, field));
            }
        });
        return references;
    }

    /** A VIN that a customer told may be anything. */
    private static String car(String vin) {
        String id = "car/" + vin.replaceAll("\\p{Cntrl}", " ").strip();
        return id.substring(0, Math.min(id.length(), LONGEST_ID));
    }

    private static boolean isCustomers(String field) {
        return field.startsWith("request.") || field.startsWith("customer.");
    }

    /** The dispute that an event is a step of; none: it is none. */
    static @Nullable String dispute(Map<String, String> fields) {
        String dispute = fields.get("step.dispute");
        return dispute == null ? null : DISPUTE_ID + dispute;
    }

    /** What a step of a dispute says of it; nothing of what is masked. */
    static Map<String, String> disputeFields(Map<String, String> fields) {
        Map<String, String> disputes = new LinkedHashMap<>();
        for (String name : DISPUTE) {
            String value = fields.get("step." + name);
            if (value != null && !value.equals(Mask.VALUE)) {
                disputes.put(name, value);
            }
        }
        return disputes;
    }

    /** What the fields of an event say of the customer; nothing of what is masked. */
    static Map<String, String> customerFields(Map<String, String> fields) {
        Map<String, String> customers = new LinkedHashMap<>();
        for (String name : CUSTOMER) {
            String value = fields.getOrDefault("request." + name, fields.get("customer." + name));
            if (value != null && !value.equals(Mask.VALUE)) {
                customers.put(name, value);
            }
        }
        return customers;
    }
}
