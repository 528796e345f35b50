package leadledger.app.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a command has around it.
 *
 * @param out standard output: data and nothing else
 * @param err standard error: everything that is said about the data
 * @param errIsTerminal whether somebody watches {@code err}
 * @param environment value of an environment variable; null: not set
 * @param pause waits
 */
public record Surroundings(
        OutputStream out,
        PrintWriter err,
        boolean errIsTerminal,
        UnaryOperator<@Nullable String> environment,
        Pause pause) {

    /** Set by the launcher, which can ask the system; Java cannot. */
    private static final String TERMINAL = "leadledger.terminal";

    /** Waits for so long. */
    @FunctionalInterface
    public interface Pause {

        /** Waits for so long. */
        void of(Duration duration) throws InterruptedException;
    }

    /** The process's own. */
    public static Surroundings ofProcess() {
        return new Surroundings(
                // Not System.out: it keeps to itself that its reader has gone or the disk is full.
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
                new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Boolean.getBoolean(TERMINAL),
                Surroundings::environmentVariable,
                duration -> {
                    // Nobody counts down: a wait that ends with the process.
                    boolean ignored = new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);
                });
    }

    private static @Nullable String environmentVariable(@Nullable String name) {
        return name == null ? null : System.getenv(name);
    }
}
