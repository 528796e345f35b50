package leadledger.app.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A problem document (RFC 9457) for reading: title, detail, and each finding with its rule and field. */
final class ProblemText {

    /** What a service that means well never comes near. */
    private static final int MOST_FINDINGS = 50;

    private ProblemText() {}

    static String of(JsonNode problem) {
        List<String> lines = new ArrayList<>();
        JsonNode findings = problem.path("findings");
        lines.add(text(problem, "title") + about(problem));
        add(lines, text(problem, "detail"));
        if (findings.size() > 1) {
            findings.valueStream()
                    .limit(MOST_FINDINGS)
                    .forEach(finding -> add(lines, "- " + text(finding, "detail") + about(finding)));
        }
        String trace = text(problem, "traceId");
        if (!trace.isEmpty()) {
            lines.add("Trace id: " + trace);
        }
        return String.join("\n", lines);
    }

    private static void add(List<String> lines, String line) {
        if (!line.isBlank()) {
            lines.add(line);
        }
    }

    private static String about(JsonNode finding) {
        List<String> about = new ArrayList<>();
        String rule = text(finding, "rule");
        if (!rule.isEmpty()) {
            about.add("rule " + rule);
        }
        String field = text(finding, "field");
        if (!field.isEmpty()) {
            about.add("field " + field);
        }
        return about.isEmpty() ? "" : " (" + String.join(", ", about) + ")";
    }

    private static String text(JsonNode of, String member) {
        return PlainText.of(of.path(member).asString(""));
    }
}
