package leadledger.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import leadledger.app.console.StartupConsole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What ends before a service starts; the start itself is seen in {@code StartDevIT}. */
class LeadLedgerCommandTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                        | Which command?",
                "stop                      | Unmatched argument",
                "start-dev --nix           | Unknown option: '--nix'",
                "start-dev --port          | Missing required parameter",
                "start-dev --port x        | a port is a number from 1 to 65535, not 'x'",
                "start-dev --port 0        | a port is a number from 1 to 65535, not '0'",
                "start-dev --port 65536    | a port is a number from 1 to 65535, not '65536'",
                "start -Dnonsense          | should be in KEY=VALUE format",
                "audit                     | Which command?",
                "audit export              | Missing required parameter: 'FORMAT'",
                "audit export docx         | Invalid value for positional parameter",
                "audit what-if             | Missing required argument",
                "audit replay --token abc  | Unknown option"
            })
    void whatCannotBeMeantIsAPlainSentenceAndExitCode2(String line, String sentence) {
        Outcome outcome = run(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(outcome.exitCode).isEqualTo(2);
        assertThat(outcome.err).contains(sentence).contains("--help").hasLineCount(2);
    }

    @ParameterizedTest
    @CsvSource({
        "--help,start-dev",
        "start-dev --help,--data-dir",
        "start --help,issuer-uri",
        "--version,Lead Ledger",
        "audit --help,verify-pack"
    })
    void askedForHelpOrVersionItSaysSo(String line, String text) {
        Outcome outcome = run(line.split(" "));

        assertThat(outcome.exitCode).isZero();
        assertThat(outcome.out).contains(text);
    }

    @Test
    void aShellLearnsEveryCommandAndOption() {
        Outcome outcome = run("generate-completion");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out)
                .contains("complete -F _complete_lead-ledger", "evidence-pack", "--policy-file", "cloudevents");
    }

    @Test
    void aPortInUseIsOneSentenceAndNothingIsUnpacked() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Path dataDir = folder.resolve("data");

            Outcome outcome = run("start-dev", "--port", port, "--data-dir", dataDir.toString());

            assertThat(outcome.exitCode).isEqualTo(1);
            assertThat(outcome.err).startsWith("Port " + port + " is in use").hasLineCount(1);
            assertThat(Files.exists(dataDir)).isFalse();
        }
    }

    @Test
    void whereNothingRunsThereIsNothingToJoin() throws IOException {
        Path absent = folder.resolve("absent");
        assertNothingToJoin(absent);
        assertThat(Files.exists(absent)).isFalse();

        Path left = Files.createDirectory(folder.resolve("left"));
        Files.writeString(left.resolve("lock"), "0");
        Files.writeString(left.resolve("address"), "http://localhost:8080");
        assertNothingToJoin(left);

        Path withoutDatabase = Files.createDirectory(folder.resolve("without-database"));
        Files.writeString(
                withoutDatabase.resolve("lock"),
                Long.toString(ProcessHandle.current().pid()));
        Files.writeString(withoutDatabase.resolve("address"), "http://localhost:8080");
        assertNothingToJoin(withoutDatabase);
    }

    @Test
    void whatIsStillStartingCannotBeJoined() throws IOException {
        Files.writeString(
                folder.resolve("lock"), Long.toString(ProcessHandle.current().pid()));

        Outcome outcome = join(folder);

        assertThat(outcome.exitCode).isEqualTo(1);
        assertThat(outcome.err).contains("still starting").hasLineCount(1);
    }

    private static void assertNothingToJoin(Path dataDir) {
        Outcome outcome = join(dataDir);

        assertThat(outcome.exitCode).isEqualTo(1);
        assertThat(outcome.err)
                .startsWith("Nothing runs on the data folder " + dataDir)
                .hasLineCount(1);
    }

    private static Outcome join(Path dataDir) {
        return run("start-dev", "--join", "--port", freePort(), "--data-dir", dataDir.toString());
    }

    private static String freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(free.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = LeadLedgerCommand.commandLine(new StartupConsole(new PrintWriter(out)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return new Outcome(commandLine.execute(arguments), out.toString(), err.toString());
    }

    private record Outcome(int exitCode, String out, String err) {}
}
