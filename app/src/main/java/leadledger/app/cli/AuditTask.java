package leadledger.app.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A sub-command of {@code audit}: says what went wrong and ends with the exit code for it. */
abstract class AuditTask implements Callable<Integer> {

    static final JsonMapper JSON = new JsonMapper();

    private final Surroundings around;

    @Mixin
    private OutputOptions output = new OutputOptions();

    AuditTask(Surroundings around) {
        this.around = around;
    }

    /** Does it. */
    abstract int run() throws IOException, InterruptedException;

    @Override
    public final Integer call() {
        try {
            int exitCode = run();
            around.out().flush();
            return exitCode;
        } catch (FailedException e) {
            say(e);
            return e.exitCode();
        } catch (IOException | UncheckedIOException e) {
            // Files and the service tell of their own failures; what is left is standard output, whose reader may have
            // gone.
            say(FailedException.ofUsage("Standard output cannot be written to."));
            return ExitCodes.USAGE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            say(FailedException.ofService("Interrupted."));
            return ExitCodes.UNAVAILABLE;
        }
    }

    private void say(FailedException failure) {
        if (output.isJson()) {
            JsonNode problem = failure.problem();
            around.err().println(problem == null ? ownProblem(failure).toString() : problem.toString());
        } else {
            around.err().println(failure.sentence());
        }
        around.err().flush();
    }

    private static ObjectNode ownProblem(FailedException failure) {
        return JSON.createObjectNode().put("title", failure.sentence()).put("exitCode", failure.exitCode());
    }

    final Surroundings around() {
        return around;
    }

    final OutputOptions output() {
        return output;
    }

    /** Says something worth knowing beside the data. */
    final void remark(String text) {
        if (!output.isSilent()) {
            around.err().println(text);
            around.err().flush();
        }
    }

    /** Standard output for text. */
    final PrintWriter text() {
        return new PrintWriter(new OutputStreamWriter(around.out(), StandardCharsets.UTF_8));
    }

    /** Prints one JSON value and a line end. */
    final void print(JsonNode json) throws IOException {
        around.out().write(JSON.writeValueAsBytes(json));
        around.out().write('\n');
    }

    /** Ends text; a reader that has gone is noticed here. */
    static void finish(PrintWriter text) throws IOException {
        if (text.checkError()) {
            throw new IOException("standard output");
        }
    }
}
