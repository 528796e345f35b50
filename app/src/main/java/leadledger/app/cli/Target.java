package leadledger.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where an answer is saved. */
final class Target {

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Saves it as this file, which appears when it is complete (default: standard output).")
    private @Nullable Path out;

    @Option(names = "--force", description = "Replaces a file of that name.")
    private boolean force;

    @Nullable
    Path out() {
        return out;
    }

    boolean isForced() {
        return force;
    }
}
