package leadledger.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code audit import}: an older system's leads and their history. */
@Command(
        name = "import",
        description = {
            "Imports an older system's leads and field history.",
            "Sends the CSV files, waits until they are imported and prints the report; exit code 1 if leads failed. The"
                    + " same files twice add nothing, so an import that was cut is run again."
        },
        sortOptions = false)
final class ImportTask extends ServiceTask {

    private static final String IMPORTS = "/api/v1/imports";
    private static final int ACCEPTED = 202;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int LONGEST_WAIT_SECONDS = 24 * 3600;

    /** A service that is started anew goes on with an import. */
    private static final int MOST_FAILURES = 6;

    @Option(names = "--leads", paramLabel = "FILE", description = "Leads in CSV.")
    private @Nullable Path leads;

    @Option(names = "--history", paramLabel = "FILE", description = "Field history in CSV.")
    private @Nullable Path history;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "How columns are mapped (default: the ready mapping).")
    private @Nullable Path mapping;

    @Option(names = "--source-system", paramLabel = "NAME", description = "The older system.")
    private @Nullable String sourceSystem;

    @Option(names = "--dry-run", description = "Only reports what would be imported.")
    private boolean dryRun;

    @Option(
            names = "--follow",
            paramLabel = "ID",
            description = "Sends nothing, and waits for an import that was begun before.")
    private @Nullable String follow;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "3600",
            description = "How long to wait for the end of the import, 1 to 86400 (default: ${DEFAULT-VALUE}).")
    private int wait;

    ImportTask(Surroundings around) {
        super(around);
    }

    @Override
    int run(ServiceClient client) throws IOException, InterruptedException {
        if (wait < 1 || wait > LONGEST_WAIT_SECONDS) {
            throw FailedException.ofUsage("--wait is a number of seconds from 1 to " + LONGEST_WAIT_SECONDS + ".");
        }
        boolean files = leads != null || history != null;
        if (files == (follow != null)) {
            throw FailedException.ofUsage("Give --leads, --history or both; or --follow alone.");
        }
        JsonNode report = follow != null ? end(client, IMPORTS + "/" + segment(follow)) : begin(client);
        ImportReport printed = new ImportReport(report);
        if (output().isJson()) {
            print(report);
        } else {
            PrintWriter text = text();
            printed.print(text);
            finish(text);
        }
        return printed.isInOrder() ? ExitCodes.OK : ExitCodes.FINDING;
    }

    private JsonNode begin(ServiceClient client) throws IOException, InterruptedException {
        Multipart form = new Multipart();
        add(form, "leads", ".csv", "text/csv", leads);
        add(form, "history", ".csv", "text/csv", history);
        add(form, "mapping", "", "application/octet-stream", mapping);
        Question question = Question.post(IMPORTS, form.mediaType(), form.body())
                .parameter("dryRun", dryRun ? "true" : null)
                .parameter("sourceSystem", sourceSystem);
        String place;
        try (Answer answer = client.ask(question)) {
            if (answer.status() != ACCEPTED) {
                return answer.json();
            }
            place = answer.header("Location");
        }
        if (place == null) {
            throw FailedException.ofService("The service does not say where the import's state is found.");
        }
        String path = client.pathOf(place);
        remark("The import is " + path.substring(path.lastIndexOf('/') + 1) + "; it goes on if this command ends.");
        return end(client, path);
    }

    private static void add(Multipart form, String part, String extension, String mediaType, @Nullable Path file) {
        if (file == null) {
            return;
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw FailedException.ofUsage(file + " cannot be read.");
        }
        form.file(part, extension, mediaType, file);
    }

    private JsonNode end(ServiceClient client, String path) throws IOException, InterruptedException {
        Duration waited = Duration.ZERO;
        Duration pause = FIRST_PAUSE;
        int failures = 0;
        try (Progress progress = Progress.ofCount("Importing", around(), output().isSilent())) {
            while (true) {
                try (Answer answer = client.ask(Question.get(path))) {
                    JsonNode report = answer.json();
                    failures = 0;
                    if (ImportReport.isAtEnd(report)) {
                        return report;
                    }
                    JsonNode done = report.path("progress");
                    progress.at(done.path("position").asLong(0), done.path("of").asLong(0));
                } catch (FailedException e) {
                    failures++;
                    if (e.exitCode() != ExitCodes.UNAVAILABLE || failures > MOST_FAILURES) {
                        throw e;
                    }
                }
                if (waited.plus(pause).toSeconds() >= wait) {
                    throw FailedException.ofService("The import has not ended after " + waited.toSeconds()
                            + " s; it goes on, and --follow asks for it again.");
                }
                around().pause().of(pause);
                waited = waited.plus(pause);
                pause = longer(pause);
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
