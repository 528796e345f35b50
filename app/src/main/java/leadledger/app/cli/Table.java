package leadledger.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows under a head, in columns as wide as they need, up to a limit. */
final class Table {

    private static final int WIDEST = 48;

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    Table(List<String> head) {
        this.head = List.copyOf(head);
    }

    /** With as many cells as the head has. */
    void row(List<String> cells) {
        rows.add(cells.stream().map(cell -> PlainText.shortened(cell, WIDEST)).toList());
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(PrintWriter text) {
        int[] widths = new int[head.size()];
        widen(widths, head);
        rows.forEach(row -> widen(widths, row));
        if (head.stream().anyMatch(name -> !name.isEmpty())) {
            print(text, widths, head);
        }
        rows.forEach(row -> print(text, widths, row));
    }

    private static void widen(int[] widths, List<String> row) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], PlainText.width(row.get(i)));
        }
    }

    private static void print(PrintWriter text, int[] widths, List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            line.append("  ").append(cell).append(" ".repeat(widths[i] - PlainText.width(cell)));
        }
        text.println(line.toString().stripTrailing());
    }
}
