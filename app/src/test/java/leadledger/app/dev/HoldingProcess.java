package leadledger.app.dev;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import leadledger.app.console.StartupConsole;

/** Another Java process that has a data folder, until it is killed without a chance to clean up. */
record HoldingProcess(Process process) implements AutoCloseable {

    private static final String HOLDS = "holds";

    enum Holding {
        FOLDER,
        DATABASE
    }

    static HoldingProcess start(Holding what, Path folder) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldingProcess.class.getName(),
                        what.name(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        HoldingProcess holder = new HoldingProcess(process);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.equals(HOLDS)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("the other process did not get the folder");
        }
        return holder;
    }

    long pid() {
        return process.pid();
    }

    void killHard() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        killHard();
    }

    /** What the other process does: arguments are {@link Holding} and the folder. */
    public static void main(String[] args) throws InterruptedException {
        DataFolder folder = DataFolder.claim(Path.of(args[1]));
        StartupConsole console = StartupConsole.ofTerminal();
        if (Holding.valueOf(args[0]) == Holding.DATABASE) {
            new EmbeddedDatabase(folder, console).start();
        }
        console.say(HOLDS);
        Thread.currentThread().join();
    }
}
