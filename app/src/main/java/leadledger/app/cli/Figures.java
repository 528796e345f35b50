package leadledger.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON answer for reading, whatever it has: members of the same kind, such as the figures under one policy and under another,
 * stand side by side, everything else in lines. So what a newer service adds is shown too.
 */
final class Figures {

    private static final double MUCH_ALIKE = 0.5;

    private static final List<String> NAMING = List.of("sla", "key", "name");

    private final Map<List<String>, Table> sideBySide = new LinkedHashMap<>();
    private final Table lines = new Table(List.of("", ""));
    private final Set<String> withoutNames;

    /** A member of an object or an element of an array, with a name for readers. */
    private record Member(String name, JsonNode value) {}

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
        List<Member> members = members(node);
        members.removeIf(member -> withoutNames.contains(member.name()));
        while (!members.isEmpty()) {
            Member first = members.getFirst();
            List<Member> alike = node.isObject() ? alike(first, members) : List.of(first);
            if (alike.size() > 1) {
                compare(path, alike);
            } else {
                visit(joined(path, first.name()), first.value());
            }
            members.removeAll(alike);
        }
    }

    private static List<Member> alike(Member first, List<Member> members) {
        if (!isStructure(first.value())) {
            return List.of(first);
        }
        Set<String> shape = flat(first.value()).keySet();
        return members.stream()
                .filter(other -> isStructure(other.value()))
                .filter(other -> other.equals(first)
                        || likeness(shape, flat(other.value()).keySet()) >= MUCH_ALIKE)
                .toList();
    }

    private static double likeness(Set<String> one, Set<String> other) {
        Set<String> all = new LinkedHashSet<>(one);
        all.addAll(other);
        long common = one.stream().filter(other::contains).count();
        return all.isEmpty() ? 0 : (double) common / all.size();
    }

    private void compare(String path, List<Member> alike) {
        List<Map<String, String>> columns =
                alike.stream().map(member -> flat(member.value())).toList();
        Set<String> rows = new LinkedHashSet<>();
        columns.forEach(column -> rows.addAll(column.keySet()));
        List<String> head = new ArrayList<>(List.of(""));
        alike.forEach(member -> head.add(member.name()));
        Table table = sideBySide.computeIfAbsent(head, Table::new);
        for (String row : rows) {
            List<String> cells = new ArrayList<>(List.of(joined(path, row)));
            columns.forEach(column -> cells.add(column.getOrDefault(row, "–")));
            table.row(cells);
        }
    }

    private static void flatten(String path, JsonNode node, Map<String, String> flat) {
        if (isStructure(node)) {
            members(node).forEach(member -> flatten(joined(path, member.name()), member.value(), flat));
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

    private static List<Member> members(JsonNode node) {
        List<Member> members = new ArrayList<>();
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> members.add(new Member(PlainText.of(member.getKey()), member.getValue())));
        } else {
            Set<String> names = new HashSet<>();
            for (JsonNode element : node) {
                Member member = named(element, members.size() + 1, names);
                names.add(member.name());
                members.add(member);
            }
        }
        return members;
    }

    /** An element of an array goes by what it is about, such as its service level; otherwise by its number. */
    private static Member named(JsonNode element, int number, Set<String> taken) {
        for (String member : NAMING) {
            String name = PlainText.of(element.path(member).asString(""));
            if (!name.isEmpty() && !taken.contains(name) && element instanceof ObjectNode object) {
                return new Member(name, object.deepCopy().without(member));
            }
        }
        return new Member(Integer.toString(number), element);
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
