package leadledger.query.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import leadledger.events.ledger.StoredEvent;

/**
 * CSV by RFC 4180 for people with spreadsheets: a row for each field that an event states, so that one can filter by field;
 * one row for an event that states none.
 */
final class CsvFormat implements ExportFormat {

    static final List<String> COLUMNS = List.of(
            "position",
            "eventId",
            "lead",
            "reference",
            "process",
            "type",
            "recordedAt",
            "occurredAt",
            "actor",
            "tenant",
            "field",
            "value",
            "recordedAtSource");

    private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(UTF_8);

    private final boolean marked;

    /**
     * @param marked whether a byte order mark comes first, by which some spreadsheets know UTF-8
     */
    CsvFormat(boolean marked) {
        this.marked = marked;
    }

    @Override
    public void write(Export export, OutputStream out) throws IOException {
        if (marked) {
            out.write(BYTE_ORDER_MARK);
        }
        // Every cell in quotes: whatever a spreadsheet is told to part cells by, a comma here does.
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .quoteStrategy(QuoteStrategies.ALWAYS)
                .build(out, UTF_8);
        csv.writeRecord(COLUMNS);
        export.forEachLead(new Visitor() {
            @Override
            public void event(ExportedLead lead, ExportedEvent event) {
                Map<String, String> fields = event.fields();
                if (fields.isEmpty()) {
                    row(csv, lead, event.stored(), "", "");
                }
                fields.forEach((field, value) -> row(csv, lead, event.stored(), field, value));
            }
        });
        csv.flush();
    }

    private static void row(CsvWriter csv, ExportedLead lead, StoredEvent event, String field, String value) {
        String[] cells = {
            Long.toString(event.position()),
            event.eventId().toString(),
            lead.id().toString(),
            lead.reference(),
            lead.process().word(),
            event.type(),
            ExportedEvent.text(event.recordedAt()),
            ExportedEvent.text(event.occurredAt()),
            event.actor(),
            event.tenant(),
            field,
            value,
            ExportedEvent.atSource(event)
        };
        Arrays.setAll(cells, i -> SpreadsheetText.safe(cells[i]));
        csv.writeRecord(cells);
    }
}
