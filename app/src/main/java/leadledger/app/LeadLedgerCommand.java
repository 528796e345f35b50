package leadledger.app;

import leadledger.app.cli.AuditCommand;
import leadledger.app.cli.Surroundings;
import leadledger.app.console.StartupConsole;
import leadledger.app.wiring.StartFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The command line: {@code lead-ledger start-dev}, {@code lead-ledger start}, {@code lead-ledger audit}. */
@Command(
        name = "lead-ledger",
        description = "An event-sourced ledger of customer leads.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = LeadLedgerCommand.Version.class)
final class LeadLedgerCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    /** The command line with all sub-commands, reporting to a console. */
    static CommandLine commandLine(StartupConsole console) {
        return new CommandLine(new LeadLedgerCommand())
                .addSubcommand(new StartDevCommand(console))
                .addSubcommand(new StartCommand())
                .addSubcommand(AuditCommand.commandLine(Surroundings.ofProcess()))
                .addSubcommand(new AutoComplete.GenerateCompletion())
                .setParameterExceptionHandler((problem, arguments) -> usageProblem(problem))
                .setExecutionExceptionHandler((failure, command, parsed) -> startProblem(failure, command));
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Which command? One of start-dev, start, audit.");
        }
    }

    private static int usageProblem(ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        String message = problem.getMessage();
        command.getErr().println(message);
        command.getErr().println("See: ./" + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static int startProblem(Exception problem, CommandLine command) {
        StartFailure failure = StartFailure.of(problem);
        if (!failure.expected()) {
            LoggerFactory.getLogger(SpringApplication.class.getPackageName() + ".start")
                    .error("the service could not start", problem);
        }
        command.getErr().println(failure.sentence());
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** The version the jar was built as. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = LeadLedgerApplication.class.getPackage().getImplementationVersion();
            return new String[] {"Lead Ledger " + (version == null ? "(not packaged)" : version)};
        }
    }
}
