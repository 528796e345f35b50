package leadledger.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** As of when, and why in clear. */
final class Disclosed {

    @Option(
            names = "--as-of",
            paramLabel = "MOMENT",
            description = "What was recorded by then, such as 2026-04-01T00:00:00+09:00 (default: now).")
    private @Nullable String asOf;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Why personal data is wanted in clear; it is logged. Without one, auditors see it masked.")
    private @Nullable String reason;

    @Nullable
    String asOf() {
        return asOf;
    }

    @Nullable
    String reason() {
        return reason;
    }
}
