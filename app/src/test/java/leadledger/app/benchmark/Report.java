package leadledger.app.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The table, and what a figure is measured by. */
final class Report {

    private static final List<String> HEADINGS =
            List.of("measurement", "stock", "raw", "ours", "ratio", "floor", "goal", "reached?");

    private final List<List<String>> lines = new ArrayList<>();

    /**
     * What is to be reached.
     *
     * @param floor at least this
     * @param goal better this
     * @param unit what stands behind the figures
     * @param moreIsBetter whether larger figures are better ones
     */
    record Target(double floor, double goal, String unit, boolean moreIsBetter) {

        static Target times(double floor, double goal) {
            return new Target(floor, goal, "x", true);
        }

        static Target atMost(double floor, double goal, String unit) {
            return new Target(floor, goal, unit, false);
        }

        private String reached(double figure) {
            return meets(figure, goal) ? "goal" : meets(figure, floor) ? "floor" : "NO";
        }

        private boolean meets(double figure, double target) {
            return moreIsBetter ? figure >= target : figure <= target;
        }

        private String text(double target) {
            return (moreIsBetter ? "" : "<= ") + figure(target) + unit;
        }
    }

    /** A line with a target for its figure. */
    void add(String measurement, String stock, String raw, String ours, double figure, Target target) {
        add(List.of(
                measurement,
                stock,
                raw,
                ours,
                figure(figure) + target.unit,
                target.text(target.floor),
                target.text(target.goal),
                target.reached(figure)));
    }

    /** A line for information. */
    void add(String measurement, String stock, String raw, String ours, String ratio) {
        add(List.of(measurement, stock, raw, ours, ratio, "", "", ""));
    }

    private void add(List<String> line) {
        lines.add(line);
        System.out.println("  " + String.join(" | ", line));
    }

    static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%,.0f/s", perSecond);
    }

    static String rate(Load.Result result) {
        return rate(result.perSecond());
    }

    static String millis(double value) {
        return String.format(Locale.ROOT, "%.2f ms", value);
    }

    static String latency(Load.Result result) {
        return String.format(Locale.ROOT, "%.2f / %.1f ms", result.p50Millis(), result.p99Millis());
    }

    static String times(double ratio) {
        return figure(ratio) + "x";
    }

    private static String figure(double value) {
        return value >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    void print() {
        List<List<String>> all = new ArrayList<>();
        all.add(HEADINGS);
        all.addAll(lines);
        int[] widths = new int[HEADINGS.size()];
        for (List<String> line : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder table = new StringBuilder("\n");
        append(table, widths, HEADINGS);
        append(table, widths, Arrays.stream(widths).mapToObj("-"::repeat).toList());
        lines.forEach(line -> append(table, widths, line));
        System.out.println(table);
    }

    private static void append(StringBuilder table, int[] widths, List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(widths[i] - cell.length());
            table.append(i == 0 ? "| " + cell + padding : " | " + padding + cell);
        }
        table.append(" |\n");
    }
}
