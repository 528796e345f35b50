package leadledger.app.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A step of a replay for reading. */
final class StepText {

    private static final String INDENT = "     ";

    private final JsonNode step;
    private final boolean why;

    StepText(JsonNode step, boolean why) {
        this.step = step;
        this.why = why;
    }

    void print(PrintWriter text) {
        text.println();
        text.printf("%4s %s  %s%n", text(step, "number"), text(step, "at"), title());
        String claimed = text(step.path("event"), "occurredAt");
        if (!claimed.isEmpty() && !claimed.equals(text(step.path("event"), "recordedAt"))) {
            line(text, "claimed for", claimed);
        }
        step.path("changes").forEach(change -> line(text, "changed", change(change)));
        step.path("verdicts").forEach(verdict -> line(text, "verdict", verdict(verdict)));
        JsonNode actions = step.path("allowedActions");
        List<String> allowed = actions.valueStream()
                .filter(action -> action.path("allowed").asBoolean(false))
                .map(action -> text(action, "action"))
                .toList();
        line(text, "allowed", allowed.isEmpty() ? "nothing" : String.join(", ", allowed));
        if (why) {
            actions.valueStream()
                    .filter(action -> !action.path("allowed").asBoolean(false))
                    .forEach(action -> line(text, "not", text(action, "action") + ": " + reasons(action)));
        }
    }

    private static void line(PrintWriter text, String label, String what) {
        text.printf("%s%-12s %s%n", INDENT, label, what);
    }

    private String title() {
        JsonNode event = step.path("event");
        return event.isObject()
                ? text(event, "type") + " by " + actor(event.path("actor"))
                : "(time alone) " + text(step, "timeEffect");
    }

    private static String actor(JsonNode actor) {
        return actor.isObject() ? text(actor, "role") + "/" + text(actor, "subject") : PlainText.of(actor);
    }

    private static String change(JsonNode change) {
        String reason = text(change, "reason");
        return text(change, "field") + ": " + value(change, "oldValue") + " → " + value(change, "newValue")
                + (reason.isEmpty() ? "" : " (" + reason + ")");
    }

    private static String value(JsonNode change, String member) {
        JsonNode value = change.path(member);
        return value.isNull() || value.isMissingNode() ? "–" : PlainText.of(value);
    }

    private static String verdict(JsonNode verdict) {
        String deadline = text(verdict, "deadline");
        return text(verdict, "sla") + " " + text(verdict, "result")
                + (deadline.isEmpty() ? "" : ", deadline " + deadline)
                + (verdict.path("differsByClaimedTime").asBoolean(false) ? ", differs by claimed time" : "");
    }

    private static String reasons(JsonNode action) {
        return action.path("reasons")
                .valueStream()
                .map(reason -> text(reason, "detail") + " (" + text(reason, "rule") + ")")
                .collect(Collectors.joining(" "));
    }

    private static String text(JsonNode of, String member) {
        return PlainText.of(of.path(member));
    }
}
