package leadledger.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A call of the command line, without a process and without waiting. */
final class AuditRun {

    static final String TOKEN = "s3cr3t-t0k3n";

    private final Map<String, String> environment = new HashMap<>();
    private boolean terminal;

    /** What came of it. */
    record Outcome(int exitCode, byte[] bytes, String err, List<Duration> pauses) {

        String out() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** With a service and a token. */
    static AuditRun on(StubService service) {
        return on(service.url(), TOKEN);
    }

    static AuditRun on(String server, String token) {
        return offline().with(ServiceOptions.SERVER_VARIABLE, server).with(ServiceOptions.TOKEN_VARIABLE, token);
    }

    static AuditRun offline() {
        return new AuditRun();
    }

    AuditRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    AuditRun onTerminal() {
        terminal = true;
        return this;
    }

    Outcome run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return run(out, out, arguments);
    }

    Outcome run(OutputStream to, ByteArrayOutputStream kept, String... arguments) {
        StringWriter err = new StringWriter();
        PrintWriter errWriter = new PrintWriter(err, true);
        List<Duration> pauses = new CopyOnWriteArrayList<>();
        Surroundings around = new Surroundings(to, errWriter, terminal, environment::get, pauses::add);
        int exitCode = AuditCommand.commandLine(around)
                .setOut(new PrintWriter(kept, true, StandardCharsets.UTF_8))
                .setErr(errWriter)
                .execute(arguments);
        return new Outcome(exitCode, kept.toByteArray(), err.toString(), List.copyOf(pauses));
    }
}
