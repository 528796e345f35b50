package leadledger.app.cli;

import picocli.CommandLine.Option;

/** How large a pack may become when it is read. */
final class PackLimit {

    private static final long MIB = 1024L * 1024;
    private static final int LARGEST = 1024 * 1024;

    @Option(
            names = "--max-size",
            paramLabel = "MIB",
            defaultValue = "1024",
            description = "Largest size of all files of a pack together, in MiB (default: ${DEFAULT-VALUE}).")
    private int mib;

    long bytes() {
        if (mib < 1 || mib > LARGEST) {
            throw FailedException.ofUsage("--max-size is a number from 1 to " + LARGEST + ".");
        }
        return mib * MIB;
    }
}
