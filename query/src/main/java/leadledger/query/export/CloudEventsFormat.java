package leadledger.query.export;

import java.io.IOException;
import java.io.OutputStream;
import leadledger.events.ledger.StoredEvent;
import tools.jackson.core.JsonGenerator;

/**
 * CloudEvents 1.0 in their JSON format, one a line. Numbers beyond 32 bits are no CloudEvents integers, so that the position
 * is a text.
 */
final class CloudEventsFormat implements ExportFormat {

    private static final String SOURCE = "urn:lead-ledger:";

    @Override
    public void write(Export export, OutputStream out) throws IOException {
        export.forEachLead((lead, event) -> {
            try (JsonGenerator json = ExportJson.generator(out)) {
                write(json, lead, event, export.isMasked());
            }
            out.write('\n');
        });
    }

    private static void write(JsonGenerator json, ExportedLead lead, ExportedEvent event, boolean masked) {
        StoredEvent stored = event.stored();
        json.writeStartObject();
        json.writeStringProperty("specversion", "1.0");
        json.writeStringProperty("id", stored.eventId().toString());
        json.writeStringProperty("source", SOURCE + stored.streamKind());
        json.writeStringProperty("type", stored.type());
        json.writeStringProperty("subject", lead.id().toString());
        json.writeStringProperty("time", ExportedEvent.text(stored.occurredAt()));
        json.writeStringProperty("datacontenttype", "application/json");
        json.writeStringProperty("position", Long.toString(stored.position()));
        json.writeNumberProperty("leadsequence", stored.sequence());
        json.writeStringProperty("recordedat", ExportedEvent.text(stored.recordedAt()));
        if (stored.importMark() != null) {
            json.writeStringProperty("recordedatsource", ExportedEvent.atSource(stored));
        }
        json.writeStringProperty("actor", stored.actor());
        json.writeStringProperty("tenant", stored.tenant());
        json.writeStringProperty("process", lead.process().word());
        json.writeStringProperty("reference", lead.reference());
        json.writeBooleanProperty("masked", masked);
        json.writeName("data");
        json.writeTree(event.data());
        json.writeEndObject();
    }
}
