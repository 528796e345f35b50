package leadledger.command.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import leadledger.command.aftersales.importlead.SourceFault;
import leadledger.command.aftersales.importlead.SourceFault.File;
import leadledger.command.aftersales.importlead.SourceField;
import leadledger.command.aftersales.importlead.SourceLead;
import leadledger.command.aftersales.importlead.SourceLead.Change;
import leadledger.command.aftersales.importlead.SourceLead.Child;
import leadledger.command.desk.Fields;
import leadledger.command.imports.ImportMapping.HistoryColumn;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import org.jspecify.annotations.Nullable;

/** The two files of an import as leads in our words, with what is wrong in their lines. */
final class ImportFiles {

    private static final String RULE = "LG-40";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final ImportMapping mapping;
    private final SourceValues values;
    private final String market;
    private final String system;
    private final int mostLines;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final List<SourceFault> strayFaults = new ArrayList<>();
    private int leadLines;
    private int historyLines;

    private ImportFiles(
            ImportMapping mapping, ReferenceLookup references, MarketId market, String system, int mostLines) {
        this.mapping = mapping;
        this.values = new SourceValues(mapping, references, market);
        this.market = market.value();
        this.system = system;
        this.mostLines = mostLines;
    }

    /**
     * What the files say.
     *
     * @param leads in the order of their file
     * @param strayFaults what is wrong in lines of which nobody knows the lead
     * @param leadLines lines of the one file
     * @param historyLines lines of the other
     */
    record Read(List<ReadLead> leads, List<SourceFault> strayFaults, int leadLines, int historyLines) {}

    /**
     * A lead, and what is wrong in its lines; with faults it is not to be imported.
     *
     * @param lead as far as it could be read
     * @param faults in the order of the files
     */
    record ReadLead(SourceLead lead, List<SourceFault> faults) {}

    /** The id here of a lead of another system: always the same, so that the same file twice adds nothing. */
    static LeadId leadId(String market, String system, String sourceId) {
        return new LeadId(
                UUID.nameUUIDFromBytes(("lead of " + market + "/" + system + "/" + sourceId).getBytes(UTF_8)));
    }

    /**
     * Reads both files.
     *
     * @throws RefusedException when a file cannot be read as a whole
     */
    static Read read(
            byte[] leads,
            byte[] history,
            ImportMapping mapping,
            ReferenceLookup references,
            MarketId market,
            String system,
            int mostLines) {
        ImportFiles files = new ImportFiles(mapping, references, market, system, mostLines);
        files.readLeads(leads);
        files.readHistory(history);
        return files.read();
    }

    /** What can be told of files before they are read: whether their heads are those of the mapping. */
    static void checkHeads(byte[] leads, byte[] history, ImportMapping mapping) {
        try (CsvReader<CsvRecord> csv = open(leads, mapping)) {
            heads(csv.iterator(), mapping.leadColumns(), "leads", SourceField.ID.key());
        } catch (CsvParseException | UncheckedIOException | IOException e) {
            throw unreadable("leads");
        }
        try (CsvReader<CsvRecord> csv = open(history, mapping)) {
            heads(csv.iterator(), mapping.historyColumns(), "history", HistoryColumn.LEAD.key());
        } catch (CsvParseException | UncheckedIOException | IOException e) {
            throw unreadable("history");
        }
    }

    private static RefusedException unreadable(String file) {
        return new RefusedException(Refusal.ofValue(RULE, "csv-not-readable", file));
    }

    private static CsvReader<CsvRecord> open(byte[] file, ImportMapping mapping) {
        return CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .skipEmptyLines(true)
                .ofCsvRecord(new InputStreamReader(
                        new ByteArrayInputStream(file),
                        mapping.encoding()
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /** What each column means; a head that the mapping does not know is a fault of the whole file. */
    private static List<String> heads(
            Iterator<CsvRecord> records, Map<String, String> columns, String file, String needed) {
        if (!records.hasNext()) {
            throw new RefusedException(Refusal.ofValue(RULE, "file-is-empty", file));
        }
        List<String> heads = new ArrayList<>();
        for (String head : records.next().getFields()) {
            String plain =
                    heads.isEmpty() && !head.isEmpty() && head.charAt(0) == BYTE_ORDER_MARK ? head.substring(1) : head;
            String meaning = columns.get(plain.strip());
            if (meaning == null) {
                throw new RefusedException(
                        Refusal.ofValue(RULE, "unknown-column", file).with("column", heads.size() + 1));
            }
            if (!meaning.equals(SourceField.IGNORED.key()) && heads.contains(meaning)) {
                throw new RefusedException(
                        Refusal.ofValue(RULE, "column-told-twice", file).with("column", heads.size() + 1));
            }
            heads.add(meaning);
        }
        if (!heads.contains(needed)) {
            throw new RefusedException(
                    Refusal.ofValue(RULE, "column-missing", file).with("column", needed));
        }
        return heads;
    }

    private void readLeads(byte[] file) {
        try (CsvReader<CsvRecord> csv = open(file, mapping)) {
            Iterator<CsvRecord> records = csv.iterator();
            List<SourceField> fields = heads(records, mapping.leadColumns(), "leads", SourceField.ID.key()).stream()
                    .map(key -> SourceField.of(key).orElseThrow())
                    .toList();
            while (records.hasNext()) {
                if (++leadLines > mostLines) {
                    throw new RefusedException(
                            Refusal.ofValue(RULE, "too-many-lines", "leads").with("most", mostLines));
                }
                readLead(records.next(), fields);
            }
        } catch (CsvParseException | UncheckedIOException | IOException e) {
            throw unreadable("leads");
        }
    }

    private void readLead(CsvRecord record, List<SourceField> fields) {
        int line = (int) record.getStartingLineNumber();
        Fields reading = new Fields(RULE);
        Map<SourceField, String> told = new EnumMap<>(SourceField.class);
        if (record.getFieldCount() != fields.size()) {
            reading.fault(RULE, "columns-do-not-match", SourceField.ID.key());
        }
        for (int i = 0; i < Math.min(fields.size(), record.getFieldCount()); i++) {
            SourceField field = fields.get(i);
            String value = values.read(reading, field, record.getField(i));
            if (value != null && field.kind() != SourceField.Kind.NOTHING) {
                told.put(field, value);
            }
        }
        for (SourceField field : SourceField.values()) {
            mapping.constant(field)
                    .map(constant -> values.read(reading, field, constant))
                    .ifPresent(constant -> told.putIfAbsent(field, constant));
        }
        String id = told.get(SourceField.ID);
        if (id == null) {
            strayFaults.add(
                    new SourceFault(File.LEADS, line, Refusal.ofValue(RULE, "field-required", SourceField.ID.key())));
            return;
        }
        Draft draft = new Draft(line, told);
        reading.faults().forEach(fault -> draft.faults.add(new SourceFault(File.LEADS, line, fault)));
        Draft before = drafts.putIfAbsent(id, draft);
        if (before != null) {
            before.faults.add(
                    new SourceFault(File.LEADS, line, Refusal.ofValue(RULE, "lead-told-twice", SourceField.ID.key())));
        }
    }

    private void readHistory(byte[] file) {
        try (CsvReader<CsvRecord> csv = open(file, mapping)) {
            Iterator<CsvRecord> records = csv.iterator();
            List<String> heads = heads(records, mapping.historyColumns(), "history", HistoryColumn.LEAD.key());
            Map<HistoryColumn, Integer> columns = new EnumMap<>(HistoryColumn.class);
            for (HistoryColumn column : HistoryColumn.values()) {
                int index = heads.indexOf(column.key());
                if (index < 0 && column != HistoryColumn.IGNORED) {
                    throw new RefusedException(
                            Refusal.ofValue(RULE, "column-missing", "history").with("column", column.key()));
                }
                columns.put(column, index);
            }
            while (records.hasNext()) {
                if (++historyLines > mostLines) {
                    throw new RefusedException(
                            Refusal.ofValue(RULE, "too-many-lines", "history").with("most", mostLines));
                }
                readChange(new Row(records.next(), columns, heads.size()));
            }
        } catch (CsvParseException | UncheckedIOException | IOException e) {
            throw unreadable("history");
        }
    }

    /** A line of the history. */
    private record Row(CsvRecord record, Map<HistoryColumn, Integer> columns, int width) {

        int line() {
            return (int) record.getStartingLineNumber();
        }

        String text(HistoryColumn column) {
            int index = columns.getOrDefault(column, -1);
            return index < 0 || index >= record.getFieldCount() ? "" : record.getField(index);
        }

        SourceFault fault(HistoryColumn column, String code) {
            return new SourceFault(File.HISTORY, line(), Refusal.ofValue(RULE, code, column.key()));
        }
    }

    private void readChange(Row row) {
        Draft draft = drafts.get(row.text(HistoryColumn.LEAD));
        if (draft == null) {
            strayFaults.add(row.fault(HistoryColumn.LEAD, "lead-not-in-file"));
            return;
        }
        if (row.record().getFieldCount() != row.width()) {
            draft.faults.add(row.fault(HistoryColumn.LEAD, "columns-do-not-match"));
            return;
        }
        Optional<SourceField> field = Optional.ofNullable(mapping.historyFields()
                        .get(row.text(HistoryColumn.FIELD).strip()))
                .flatMap(SourceField::of);
        if (field.isEmpty()) {
            draft.faults.add(row.fault(HistoryColumn.FIELD, "unknown-history-field"));
            return;
        }
        Optional<Instant> at =
                values.dates().moment(row.text(HistoryColumn.DATE).strip());
        if (at.isEmpty()) {
            draft.faults.add(row.fault(HistoryColumn.DATE, "not-a-moment"));
            return;
        }
        Fields reading = new Fields(RULE);
        String before = values.read(reading, field.get(), row.text(HistoryColumn.OLD_VALUE));
        String after = values.read(reading, field.get(), row.text(HistoryColumn.NEW_VALUE));
        reading.faults().forEach(fault -> draft.faults.add(new SourceFault(File.HISTORY, row.line(), fault)));
        draft.changes.add(new Change(
                row.line(),
                at.get(),
                mapping.user(row.text(HistoryColumn.USER)).orElse(actor(system)),
                field.get(),
                before,
                after));
    }

    /** Who stands for the other system itself. */
    static String actor(String system) {
        return "SYSTEM/" + system;
    }

    private Read read() {
        Map<String, List<Child>> children = children();
        List<ReadLead> leads = new ArrayList<>(drafts.size());
        drafts.forEach((id, draft) -> {
            String master = draft.told.get(SourceField.MASTER);
            leads.add(new ReadLead(
                    new SourceLead(
                            leadId(market, system, id),
                            draft.line,
                            draft.told,
                            master == null ? null : leadId(market, system, master),
                            draft.changes,
                            children.getOrDefault(id, List.of())),
                    List.copyOf(draft.faults)));
        });
        return new Read(leads, List.copyOf(strayFaults), leadLines, historyLines);
    }

    private Map<String, List<Child>> children() {
        Map<String, List<Child>> children = new HashMap<>();
        drafts.forEach((id, draft) -> {
            String master = draft.told.get(SourceField.MASTER);
            Instant createdAt = draft.createdAt();
            if (master != null && createdAt != null) {
                children.computeIfAbsent(master, of -> new ArrayList<>())
                        .add(new Child(leadId(market, system, id), createdAt));
            }
        });
        return children;
    }

    /** A lead as it is read. */
    private static final class Draft {

        private final int line;
        private final Map<SourceField, String> told;
        private final List<Change> changes = new ArrayList<>();
        private final List<SourceFault> faults = new ArrayList<>();

        Draft(int line, Map<SourceField, String> told) {
            this.line = line;
            this.told = told;
        }

        @Nullable
        Instant createdAt() {
            String value = told.get(SourceField.CREATED_AT);
            return changes.stream()
                    .filter(change -> change.field() == SourceField.CREATED)
                    .map(Change::at)
                    .findFirst()
                    .orElseGet(() -> value == null ? null : Instant.parse(value));
        }
    }
}
