package leadledger.app.console;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Owns standard output while the service starts. Everything else that has something to say logs it. */
public final class StartupConsole {

    private static final int STEPS = 5;

    private final PrintWriter out;
    private int step;

    /** A console that prints to a writer. */
    public StartupConsole(PrintWriter out) {
        this.out = out;
    }

    /** The terminal's console. */
    public static StartupConsole ofTerminal() {
        return new StartupConsole(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    }

    /** Announces the next step of the start. */
    public synchronized void step(String what) {
        step++;
        out.println(step + "/" + STEPS + " " + what);
        out.flush();
    }

    /** Prints something worth knowing that is no step. */
    public synchronized void say(String text) {
        out.println(text);
        out.flush();
    }
}
