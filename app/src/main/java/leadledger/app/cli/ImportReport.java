package leadledger.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What came of an import: its figures, and its findings with their line numbers. */
final class ImportReport {

    private static final String FAILED = "FAILED";
    private static final Set<String> ENDS = Set.of("DONE", FAILED);

    private final JsonNode report;

    /** Lists of findings by name: arrays of what has a line. */
    private final Map<String, JsonNode> lists = new LinkedHashMap<>();

    private boolean inOrder;

    ImportReport(JsonNode report) {
        this.report = report;
        this.inOrder = !report.path("state").asString("").equals(FAILED);
        visit("", report);
    }

    static boolean isAtEnd(JsonNode report) {
        return ENDS.contains(report.path("state").asString(""));
    }

    /** Whether every lead was taken. */
    boolean isInOrder() {
        return inOrder;
    }

    private void visit(String name, JsonNode node) {
        boolean bad = name.toLowerCase(Locale.ROOT).matches(".*(failed|error).*");
        if (node.isArray()) {
            if (node.valueStream().anyMatch(element -> element.has("line"))) {
                lists.put(name, node);
            }
            inOrder &= !(bad && !node.isEmpty());
        } else if (node.isObject()) {
            node.properties().forEach(member -> visit(member.getKey(), member.getValue()));
        } else if (bad && node.isNumber()) {
            inOrder &= node.asLong(0) == 0;
        }
    }

    void print(PrintWriter text) {
        Figures.print(report, lists.keySet(), text);
        lists.forEach((name, list) -> {
            text.println();
            text.println(PlainText.of(name));
            List<Map<String, String>> rows = new ArrayList<>();
            list.forEach(element -> rows.add(Figures.flat(element)));
            Set<String> columns = new LinkedHashSet<>();
            rows.forEach(row -> columns.addAll(row.keySet()));
            Table table = new Table(List.copyOf(columns));
            rows.forEach(row -> table.row(
                    columns.stream().map(column -> row.getOrDefault(column, "")).toList()));
            table.print(text);
        });
    }
}
