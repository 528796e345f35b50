package leadledger.app.dev;

import java.io.PrintWriter;
import java.io.StringWriter;
import leadledger.app.console.StartupConsole;

/** A console whose text can be read afterwards. */
final class TestConsole {

    private final StringWriter text = new StringWriter();
    private final StartupConsole console = new StartupConsole(new PrintWriter(text));

    StartupConsole console() {
        return console;
    }

    String text() {
        return text.toString();
    }
}
