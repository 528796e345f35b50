package leadledger.app.dev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A database server that runs on a cluster's folder, found by the file in which the server itself wrote its process id.
 * After a hard kill of the service it is an orphan: alive, and with nobody to end it.
 *
 * @param process the server's main process, known to be a PostgreSQL of this very cluster
 * @param cluster the folder it serves
 */
record Postmaster(ProcessHandle process, Path cluster) {

    private static final String PID_FILE = "postmaster.pid";
    private static final int LINE_OF_PID = 0;
    private static final int LINE_OF_PORT = 3;
    private static final Duration POLL = Duration.ofMillis(100);

    /** Ends the sessions, writes a checkpoint, ends. */
    private static final String FAST = "INT";

    /** Ends at once; the next start recovers from the write-ahead log. */
    private static final String IMMEDIATE = "QUIT";

    /** The server of a cluster, if one runs. */
    static Optional<Postmaster> of(Path cluster) {
        return pid(cluster)
                .flatMap(ProcessHandle::of)
                .filter(process -> isServerOf(cluster, process))
                .map(process -> new Postmaster(process, cluster));
    }

    /**
     * Removes the file of a server that is gone when its process id has been given to another program: PostgreSQL would
     * take that program for a running server and refuse to start.
     */
    static void forgetDeadOne(Path cluster) throws IOException {
        if (of(cluster).isEmpty()) {
            Files.deleteIfExists(cluster.resolve(PID_FILE));
        }
    }

    /** The port at which it listens, on the loopback interface. */
    Optional<Integer> port() {
        return number(cluster, LINE_OF_PORT).map(Long::intValue);
    }

    private static Optional<Long> pid(Path cluster) {
        return number(cluster, LINE_OF_PID);
    }

    private static Optional<Long> number(Path cluster, int line) {
        Path file = cluster.resolve(PID_FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.skip(line).findFirst().map(String::strip).map(Long::valueOf);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isServerOf(Path cluster, ProcessHandle process) {
        List<String> commandLine = commandLine(process);
        return !commandLine.isEmpty()
                && commandLine.getFirst().matches(".*postgres(\\.exe)?\"?")
                && commandLine.stream().anyMatch(argument -> isPath(argument, cluster));
    }

    private static List<String> commandLine(ProcessHandle process) {
        Path ofLinux = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            if (Files.isReadable(ofLinux)) {
                return Arrays.asList(
                        Files.readString(ofLinux, StandardCharsets.UTF_8).split("\0"));
            }
        } catch (IOException e) {
            return List.of();
        }
        ProcessHandle.Info info = process.info();
        return Stream.concat(info.command().stream(), info.arguments().stream().flatMap(Arrays::stream))
                .toList();
    }

    private static boolean isPath(String argument, Path cluster) {
        try {
            return Path.of(argument).equals(cluster);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Ends the server, in order if it can be done in the given time, otherwise hard; says whether it is gone. */
    boolean stop(Duration inOrder, Duration hard) {
        signal(FAST);
        if (awaitEnd(inOrder)) {
            return true;
        }
        signal(IMMEDIATE);
        return awaitEnd(hard);
    }

    private void signal(String signal) {
        if (!ProcessHandle.current().supportsNormalTermination()) {
            process.destroyForcibly();
            return;
        }
        try {
            // Java sends only TERM, on which PostgreSQL waits for its clients, however long they stay.
            Process kill = new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(5, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitEnd(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (isRunning() && System.nanoTime() < deadline) {
                awaitExit(POLL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !isRunning();
    }

    /** A process that has ended but that nobody has buried counts as ended: it has no command line any more. */
    private boolean isRunning() {
        return process.isAlive() && isServerOf(cluster, process);
    }

    private void awaitExit(Duration atMost) throws InterruptedException {
        try {
            process.onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Not yet; the caller looks again.
        }
    }
}
