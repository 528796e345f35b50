package leadledger.app.cli;

import picocli.CommandLine.Option;

/** How much is said, and for whom. */
final class OutputOptions {

    @Option(
            names = "--json",
            description =
                    "Answers in JSON for programs; a failure too, as one line on standard error. No progress bar.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress bar and no remarks; what went wrong is still said.")
    private boolean quiet;

    boolean isJson() {
        return json;
    }

    /** Whether only what goes wrong is said beside the data. */
    boolean isSilent() {
        return json || quiet;
    }
}
