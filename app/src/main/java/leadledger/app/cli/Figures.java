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

/**
 * A JSON answer for reading, whatever it has: members of the same kind, such as the figures under one policy and under another,
 * stand side by side, everything else in lines. So what a newer service adds is shown too.
 */
final class Figures {

    private static final double MUCH_ALIKE = 0.5;

    private final Map<List<String>, Table> sideBySide = new LinkedHashMap<>();
    private final Table lines = new Table(List.of("", ""));
    private final Set<String> withoutNames;

    private Figures(Set<String> withoutNames) {
        this.withoutNames = withoutNames;
    }

    /**
     * Prints an answer.
     *
     * @param without members that are not printed, anywhere in it
     */
    static void print(JsonNode json, Set<String> without, PrintWriter text) {
        Figures figures = new Figures(without);
        figures.visit("", json);
        if (!figures.lines.isEmpty()) {
            figures.lines.print(text);
        }
        figures.sideBySide.values().forEach(table -> {
            text.println();
            table.print(text);
        });
    }

    /** All that is in it by path, such as {@code before.result}. */
    static Map<String, String> flat(JsonNode json) {
        Map<String, String> flat = new LinkedHashMap<>();
        flatten("", json, flat);
        return flat;
    }

    private void visit(String path, JsonNode node) {
        if (!isStructure(node)) {
            lines.row(List.of(path, leaf(node)));
            return;
        }
        Map<String, JsonNode> members = members(node);
        withoutNames.forEach(members::remove);
        while (!members.isEmpty()) {
            String name = members.keySet().iterator().next();
            List<String> alike = node.isObject() ? alike(name, members) : List.of(name);
            if (alike.size() > 1) {
                compare(path, alike, members);
            } else {
                visit(joined(path, name), members.get(name));
            }
            alike.forEach(members::remove);
        }
    }

    private static List<String> alike(String name, Map<String, JsonNode> members) {
        if (!isStructure(members.get(name))) {
            return List.of(name);
        }
        Set<String> shape = flat(members.get(name)).keySet();
        return members.keySet().stream()
                .filter(other -> isStructure(members.get(other)))
                .filter(other -> other.equals(name)
                        || likeness(shape, flat(members.get(other)).keySet()) >= MUCH_ALIKE)
                .toList();
    }

    private static double likeness(Set<String> one, Set<String> other) {
        Set<String> all = new LinkedHashSet<>(one);
        all.addAll(other);
        long common = one.stream().filter(other::contains).count();
        return all.isEmpty() ? 0 : (double) common / all.size();
    }

    private void compare(String path, List<String> names, Map<String, JsonNode> members) {
        List<Map<String, String>> columns =
                names.stream().map(name -> flat(members.get(name))).toList();
        Set<String> rows = new LinkedHashSet<>();
        columns.forEach(column -> rows.addAll(column.keySet()));
        List<String> head = new ArrayList<>(List.of(""));
        names.forEach(name -> head.add(PlainText.of(name)));
        Table table = sideBySide.computeIfAbsent(head, Table::new);
        for (String row : rows) {
            List<String> cells = new ArrayList<>(List.of(joined(path, row)));
            columns.forEach(column -> cells.add(column.getOrDefault(row, "–")));
            table.row(cells);
        }
    }

    private static void flatten(String path, JsonNode node, Map<String, String> flat) {
        if (isStructure(node)) {
            members(node).forEach((name, member) -> flatten(joined(path, name), member, flat));
        } else {
            flat.put(path, leaf(node));
        }
    }

    private static boolean isStructure(JsonNode node) {
        if (node.isArray()) {
            return node.valueStream().anyMatch(JsonNode::isContainer);
        }
        return node.isObject() && !isFraction(node);
    }

    private static Map<String, JsonNode> members(JsonNode node) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        if (node.isObject()) {
            node.properties().forEach(member -> members.put(PlainText.of(member.getKey()), member.getValue()));
        } else {
            for (int i = 0; i < node.size(); i++) {
                members.put(nameOf(node.get(i), i, members.keySet()), node.get(i));
            }
        }
        return members;
    }

    /** What an element of an array is about: its service level, its key; otherwise its number. */
    private static String nameOf(JsonNode element, int index, Set<String> taken) {
        for (String member : List.of("sla", "key", "name")) {
            String name = PlainText.of(element.path(member).asString(""));
            if (!name.isEmpty() && !taken.contains(name)) {
                return name;
            }
        }
        return Integer.toString(index + 1);
    }

    private static boolean isFraction(JsonNode node) {
        return node.size() == 2
                && node.path("met").isIntegralNumber()
                && node.path("of").isIntegralNumber();
    }

    private static String leaf(JsonNode node) {
        if (node.isObject() && isFraction(node)) {
            long met = node.path("met").asLong();
            long of = node.path("of").asLong();
            return String.format(Locale.ROOT, "%d/%d (%.1f %%)", met, of, of == 0 ? 0 : 100.0 * met / of);
        }
        if (node.isArray()) {
            return String.join(", ", node.valueStream().map(PlainText::of).toList());
        }
        return PlainText.of(node);
    }

    private static String joined(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
