package leadledger.query.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.StoredEvent;
import leadledger.query.export.OcelObjects.Reference;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * OCEL 2.0 JSON: an object-centric event log. Objects stand before the events, so that the leads are read twice; what several
 * leads have in common, such as users and cars, is gathered in a file meanwhile. All attributes are texts, as the published
 * schema has it.
 */
final class OcelFormat implements ExportFormat {

    private static final int TEXTS_HELD = 8_192;
    private static final int RUNS_AT_ONCE = 64;
    private static final List<String> EVERY_EVENTS = List.of("position", "occurredAt", "actor", "tenant");
    private static final String NAME = "name";

    private final EventCatalog catalog;

    OcelFormat(EventCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void write(Export export, OutputStream out) throws IOException {
        try (JsonGenerator json = ExportJson.generator(out);
                DistinctTexts shared = new DistinctTexts(TEXTS_HELD, RUNS_AT_ONCE)) {
            json.writeStartObject();
            writeEventTypes(json);
            writeObjectTypes(json);
            json.writeArrayPropertyStart("objects");
            export.forEachLead(new Objects(json, shared, export.isMasked()));
            shared.forEach(text -> writeShared(json, text));
            json.writeEndArray();
            json.writeArrayPropertyStart("events");
            export.forEachLead((lead, event) -> writeEvent(json, lead, event, export.isMasked()));
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void writeEventTypes(JsonGenerator json) {
        Map<String, Class<?>> types = new TreeMap<>();
        for (Class<?> event : catalog.classes()) {
            for (LeadProcess process : LeadProcess.values()) {
                if (process.facts().isAssignableFrom(event)) {
                    types.put(catalog.typeOf(event), event);
                }
            }
        }
        json.writeArrayPropertyStart("eventTypes");
        types.forEach((type, event) -> {
            List<String> names = new ArrayList<>(EVERY_EVENTS);
            EventFieldNames.of(event).forEach(name -> names.add(attribute(name)));
            writeType(json, type, names);
        });
        json.writeEndArray();
    }

    private static void writeObjectTypes(JsonGenerator json) {
        json.writeArrayPropertyStart("objectTypes");
        OcelObjects.TYPES.forEach((type, attributes) -> writeType(json, type, attributes));
        json.writeEndArray();
    }

    private static void writeType(JsonGenerator json, String name, Iterable<String> attributes) {
        json.writeStartObject();
        json.writeStringProperty(NAME, name);
        json.writeArrayPropertyStart("attributes");
        for (String attribute : attributes) {
            json.writeStartObject();
            json.writeStringProperty(NAME, attribute);
            json.writeStringProperty("type", "string");
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** What the event says and what its envelope says are kept apart. */
    private static String attribute(String field) {
        return "data." + field;
    }

    private static void writeEvent(JsonGenerator json, ExportedLead lead, ExportedEvent event, boolean masked) {
        StoredEvent stored = event.stored();
        Map<String, String> fields = event.fields();
        json.writeStartObject();
        json.writeStringProperty("id", stored.eventId().toString());
        json.writeStringProperty("type", stored.type());
        json.writeStringProperty("time", ExportedEvent.text(stored.knownAt()));
        json.writeArrayPropertyStart("attributes");
        writeAttribute(json, "position", Long.toString(stored.position()), null);
        writeAttribute(json, "occurredAt", ExportedEvent.text(stored.occurredAt()), null);
        writeAttribute(json, "actor", stored.actor(), null);
        writeAttribute(json, "tenant", stored.tenant(), null);
        fields.forEach((field, value) -> writeAttribute(json, attribute(field), value, null));
        json.writeEndArray();
        writeRelationships(json, OcelObjects.of(lead, stored, fields, masked));
        json.writeEndObject();
    }

    private static void writeAttribute(JsonGenerator json, String name, String value, @Nullable String time) {
        json.writeStartObject();
        json.writeStringProperty(NAME, name);
        if (time != null) {
            json.writeStringProperty("time", time);
        }
        json.writeStringProperty("value", value);
        json.writeEndObject();
    }

    private static void writeRelationships(JsonGenerator json, List<Reference> references) {
        json.writeArrayPropertyStart("relationships");
        for (Reference reference : references) {
            json.writeStartObject();
            json.writeStringProperty("objectId", reference.id());
            json.writeStringProperty("qualifier", reference.qualifier());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeShared(JsonGenerator json, String id) {
        json.writeStartObject();
        json.writeStringProperty("id", id);
        json.writeStringProperty("type", OcelObjects.typeOf(id));
        json.writeArrayPropertyStart("attributes");
        json.writeEndArray();
        writeRelationships(json, List.of());
        json.writeEndObject();
    }

    /** Writes a lead and its customer, and gathers what the lead shares with others. */
    private static final class Objects implements Visitor {

        private final JsonGenerator json;
        private final DistinctTexts shared;
        private final boolean masked;

        /** How the customer stands, so that an attribute is written when it changes. */
        private final Map<String, String> customer = new LinkedHashMap<>();

        /** What was said of the lead's disputes, to be written after the customer. */
        private final Map<String, List<AttributeAt>> disputes = new LinkedHashMap<>();

        Objects(JsonGenerator json, DistinctTexts shared, boolean masked) {
            this.json = json;
            this.shared = shared;
            this.masked = masked;
        }

        @Override
        public void begin(ExportedLead lead) {
            String createdAt = ExportedEvent.text(lead.createdAt());
            json.writeStartObject();
            json.writeStringProperty("id", OcelObjects.lead(lead));
            json.writeStringProperty("type", "lead");
            json.writeArrayPropertyStart("attributes");
            writeAttribute(json, "reference", lead.reference(), createdAt);
            writeAttribute(json, "process", lead.process().word(), createdAt);
            lead.owners()
                    .forEach(owner -> writeAttribute(json, "owner", owner.tenant(), ExportedEvent.text(owner.since())));
            json.writeEndArray();
            writeRelationships(json, List.of(new Reference(OcelObjects.customer(lead), "customer")));
            json.writeEndObject();

            json.writeStartObject();
            json.writeStringProperty("id", OcelObjects.customer(lead));
            json.writeStringProperty("type", "customer");
            json.writeArrayPropertyStart("attributes");
            customer.clear();
            disputes.clear();
            writeCustomer(ExportedEvent.fields(lead.creation()), createdAt);
        }

        @Override
        public void event(ExportedLead lead, ExportedEvent event) {
            Map<String, String> fields = event.fields();
            String time = ExportedEvent.text(event.stored().knownAt());
            writeCustomer(fields, time);
            String dispute = OcelObjects.dispute(fields);
            if (dispute != null) {
                List<AttributeAt> said = disputes.computeIfAbsent(dispute, id -> new ArrayList<>());
                OcelObjects.disputeFields(fields)
                        .forEach((name, value) -> said.add(new AttributeAt(name, value, time)));
            }
            OcelObjects.of(lead, event.stored(), fields, masked).stream()
                    .map(Reference::id)
                    .filter(OcelObjects::isShared)
                    .forEach(shared::add);
        }

        @Override
        public void end(ExportedLead lead) {
            json.writeEndArray();
            writeRelationships(json, List.of());
            json.writeEndObject();
            disputes.forEach((dispute, said) -> {
                json.writeStartObject();
                json.writeStringProperty("id", dispute);
                json.writeStringProperty("type", OcelObjects.typeOf(dispute));
                json.writeArrayPropertyStart("attributes");
                said.forEach(each -> writeAttribute(json, each.name(), each.value(), each.time()));
                json.writeEndArray();
                writeRelationships(json, List.of(new Reference(OcelObjects.lead(lead), "lead")));
                json.writeEndObject();
            });
        }

        private record AttributeAt(String name, String value, String time) {}

        private void writeCustomer(Map<String, String> fields, String time) {
            OcelObjects.customerFields(fields).forEach((name, value) -> {
                if (!value.equals(customer.put(name, value))) {
                    writeAttribute(json, name, value, time);
                }
            });
        }
    }
}
