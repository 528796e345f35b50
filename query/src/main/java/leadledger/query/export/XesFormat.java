package leadledger.query.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import leadledger.events.ledger.StoredEvent;

/**
 * XES (IEEE 1849): a trace for each lead. The moment of an event is the recorded one, by which the events of a trace are in
 * order; the claimed one stands beside it.
 *
 * <p>By hand: the elements are few, all have attributes only, and no writer of the JDK keeps line breaks in those.
 */
final class XesFormat implements ExportFormat {

    private static final String BEGINNING = """
            <?xml version="1.0" encoding="UTF-8"?>
            <log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
            <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
            <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
            <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
            <extension name="Identity" prefix="identity" uri="http://www.xes-standard.org/identity.xesext"/>
            <global scope="trace">
            <string key="concept:name" value="UNKNOWN"/>
            </global>
            <global scope="event">
            <string key="concept:name" value="UNKNOWN"/>
            <date key="time:timestamp" value="1970-01-01T00:00:00.000Z"/>
            </global>
            <classifier name="Type" keys="concept:name"/>
            """;

    @Override
    public void write(Export export, OutputStream out) throws IOException {
        Writer xml = new OutputStreamWriter(out, UTF_8);
        xml.write(BEGINNING);
        export.forEachLead(new Visitor() {
            @Override
            public void begin(ExportedLead lead) throws IOException {
                xml.write("<trace>\n");
                attribute(xml, "string", "concept:name", lead.reference());
                attribute(xml, "id", "identity:id", lead.id().toString());
                attribute(xml, "string", "process", lead.process().word());
            }

            @Override
            public void event(ExportedLead lead, ExportedEvent event) throws IOException {
                writeEvent(xml, event);
            }

            @Override
            public void end(ExportedLead lead) throws IOException {
                xml.write("</trace>\n");
            }
        });
        xml.write("</log>\n");
        xml.flush();
    }

    private static void writeEvent(Writer xml, ExportedEvent event) throws IOException {
        StoredEvent stored = event.stored();
        xml.write("<event>\n");
        attribute(xml, "string", "concept:name", stored.type());
        attribute(xml, "date", "time:timestamp", ExportedEvent.text(stored.knownAt()));
        attribute(xml, "string", "org:resource", stored.actor());
        attribute(xml, "string", "org:group", stored.tenant());
        attribute(xml, "id", "identity:id", stored.eventId().toString());
        attribute(xml, "int", "position", Long.toString(stored.position()));
        attribute(xml, "date", "occurredAt", ExportedEvent.text(stored.occurredAt()));
        for (var field : event.fields().entrySet()) {
            attribute(xml, "string", "data." + field.getKey(), field.getValue());
        }
        xml.write("</event>\n");
    }

    private static void attribute(Writer xml, String type, String key, String value) throws IOException {
        xml.write("<");
        xml.write(type);
        xml.write(" key=\"");
        xml.write(escaped(key));
        xml.write("\" value=\"");
        xml.write(escaped(value));
        xml.write("\"/>\n");
    }

    /** Within quotes. What XML cannot say at all is said by the character for what cannot be said. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n', '\r' -> escaped.append("&#").append(c).append(';');
                default -> escaped.appendCodePoint(isCharacter(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isCharacter(int c) {
        return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }
}
