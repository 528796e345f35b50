package leadledger.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code audit what-if}: a policy over what has happened. */
@Command(
        name = "what-if",
        description = {
            "Runs a policy over what has happened.",
            "Tells counts and rates under the policy in force and under this one, and each verdict that differs with"
                    + " the reason. With --json: a line for each of these, the result last."
        },
        sortOptions = false)
final class WhatIfTask extends ServiceTask {

    private static final int LARGEST_POLICY = 256 * 1024;
    /** Of a differing verdict; the rest is for programs, which get all of it. */
    private static final List<String> COLUMNS = List.of(
            "sla",
            "reference",
            "assignment",
            "dealer",
            "outlet",
            "assignedAt",
            "inForce.result",
            "inForce.deadline",
            "other.result",
            "other.deadline",
            "reasons");

    private static final int MOST_SHOWN = 10_000;
    private static final String KIND = "kind";

    /** The policy, stored or given with the question. */
    static final class Policy {

        @Option(
                names = "--policy",
                required = true,
                paramLabel = "VERSION",
                description = "A version of the market's policy; auditors name the market.")
        private @Nullable Integer version;

        @Option(
                names = "--policy-file",
                required = true,
                paramLabel = "FILE",
                description = "A policy's terms in JSON, which is asked about and not stored.")
        private @Nullable Path file;
    }

    @ArgGroup(multiplicity = "1")
    private Policy policy = new Policy();

    @Option(
            names = "--sla",
            paramLabel = "SLA",
            split = ",",
            description = "Only these, such as SLA1,SLA2 (default: all).")
    private List<String> slas = new ArrayList<>();

    @Option(names = "--market", paramLabel = "CODE", description = "Only leads of this market.")
    private @Nullable String market;

    @Option(names = "--dealer", paramLabel = "CODE", description = "Only aftersales leads of this dealer.")
    private @Nullable String dealer;

    @Option(names = "--outlet", paramLabel = "CODE", description = "Only sales leads of this outlet.")
    private @Nullable String outlet;

    @Option(names = "--from", paramLabel = "MOMENT", description = "Only leads assigned at or after.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "MOMENT", description = "Only leads assigned before.")
    private @Nullable String to;

    @Option(names = "--as-of", paramLabel = "MOMENT", description = "What was recorded by then (default: now).")
    private @Nullable String asOf;

    @Option(
            names = "--show",
            paramLabel = "COUNT",
            defaultValue = "100",
            description =
                    "Differing verdicts in the table at most, 0 to 10000 (default: ${DEFAULT-VALUE}). --json has all.")
    private int show;

    WhatIfTask(Surroundings around) {
        super(around);
    }

    @Override
    int run(ServiceClient client) throws IOException, InterruptedException {
        if (show < 0 || show > MOST_SHOWN) {
            throw FailedException.ofUsage("--show is a number from 0 to " + MOST_SHOWN + ".");
        }
        Question question = Question.post(
                        "/api/v1/sla/what-if",
                        "application/json",
                        BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body())))
                .header("Accept", "application/x-ndjson, application/problem+json");
        Differences differences = new Differences(show);
        JsonNode result;
        try (Answer answer = client.ask(question);
                Progress progress = Progress.ofCount("Judging", around(), output().isSilent())) {
            result = read(new JsonLines(answer.body()), differences, progress);
        }
        if (output().isJson()) {
            print(result);
        } else {
            PrintWriter text = text();
            Figures.print(result, Set.of(KIND), text);
            differences.print(text);
            finish(text);
        }
        return ExitCodes.OK;
    }

    private ObjectNode body() {
        ObjectNode body = JSON.createObjectNode();
        body.set(
                "policy",
                policy.file != null
                        ? terms(policy.file)
                        : JSON.createObjectNode().put("version", policy.version));
        if (!slas.isEmpty()) {
            slas.forEach(body.putArray("slas")::add);
        }
        put(body, "market", market);
        put(body, "dealer", dealer);
        put(body, "outlet", outlet);
        put(body, "from", from);
        put(body, "to", to);
        put(body, "asOf", asOf);
        return body;
    }

    private static void put(ObjectNode body, String member, @Nullable String value) {
        if (value != null) {
            body.put(member, value);
        }
    }

    private static JsonNode terms(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST_POLICY + 1);
            JsonNode terms = bytes.length > LARGEST_POLICY ? JSON.nullNode() : JSON.readTree(bytes);
            if (terms.isObject()) {
                return JSON.createObjectNode().set("terms", terms);
            }
        } catch (IOException e) {
            throw FailedException.ofUsage(file + " cannot be read.");
        } catch (JacksonException e) {
            // as any other file that is no object
        }
        throw FailedException.ofUsage(file + " is not a policy's terms in JSON.");
    }

    /** The result, which is the last line: without one the answer broke off. */
    private JsonNode read(JsonLines lines, Differences differences, Progress progress) throws IOException {
        JsonNode result = null;
        for (JsonNode line = lines.next(); line != null; line = lines.next()) {
            if (result != null) {
                throw FailedException.ofService("The answer goes on after its result.");
            }
            switch (line.path(KIND).asString("")) {
                case "progress" ->
                    progress.at(line.path("position").asLong(0), line.path("of").asLong(0));
                case "result" -> result = line;
                case "problem" -> throw problem(line);
                case "difference" -> difference(line, differences);
                default -> unknown(line);
            }
        }
        if (result == null) {
            throw FailedException.ofService("The answer broke off before its result.");
        }
        return result;
    }

    private void difference(JsonNode line, Differences differences) throws IOException {
        if (output().isJson()) {
            print(line);
        } else {
            differences.add(line);
        }
    }

    /** What a newer service tells is for those who know it. */
    private void unknown(JsonNode line) throws IOException {
        if (output().isJson()) {
            print(line);
        }
    }

    private static FailedException problem(JsonNode line) {
        ObjectNode problem = JSON.createObjectNode();
        line.properties().stream()
                .filter(member -> !member.getKey().equals(KIND))
                .forEach(member -> problem.set(member.getKey(), member.getValue()));
        return FailedException.ofProblem(line.path("status").asInt(0), problem);
    }

    /** The first differing verdicts: all of them could be more than there is room for. */
    private static final class Differences {

        private final int most;
        private final List<Map<String, String>> shown = new ArrayList<>();
        private long count;

        Differences(int most) {
            this.most = most;
        }

        void add(JsonNode difference) {
            count++;
            if (shown.size() < most) {
                shown.add(Figures.flat(difference));
            }
        }

        void print(PrintWriter text) {
            text.println();
            text.println(
                    count == 0
                            ? "No verdict differs."
                            : count + (count == 1 ? " verdict differs" : " verdicts differ"));
            List<String> columns = COLUMNS.stream()
                    .filter(column -> shown.stream().anyMatch(flat -> flat.containsKey(column)))
                    .toList();
            if (columns.isEmpty()) {
                return;
            }
            Table table = new Table(columns);
            shown.forEach(flat -> table.row(columns.stream()
                    .map(column -> flat.getOrDefault(column, ""))
                    .toList()));
            table.print(text);
            if (count > shown.size()) {
                text.println("and " + (count - shown.size()) + " more: --show COUNT or --json shows them.");
            }
        }
    }
}
