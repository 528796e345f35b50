package leadledger.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** {@code lead-ledger audit}: what auditors and headquarters ask a running service, or check without one. */
@Command(
        name = "audit",
        description = {
            "Asks a running service, or checks evidence offline.",
            "The service is asked over HTTP with an access token. Data goes to standard output, everything else to standard error."
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done, and in order",
            "1:done, and something is not in order: a pack that does not hold, leads that could not be imported",
            "2:cannot be done as asked: an option, or a file that cannot be read or written",
            "3:refused by the service: not allowed, not found, not valid",
            "4:the service cannot be reached, failed, broke off or took too long"
        })
public final class AuditCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    private AuditCommand() {}

    /** The command with its sub-commands. */
    public static CommandLine commandLine(Surroundings around) {
        CommandLine audit = new CommandLine(new AuditCommand())
                .addSubcommand(new ExportTask(around))
                .addSubcommand(new ReplayTask(around))
                .addSubcommand(new WhatIfTask(around))
                .addSubcommand(new EvidencePackTask(around))
                .addSubcommand(new VerifyPackTask(around))
                .addSubcommand(new ImportTask(around));
        addHelp(audit);
        audit.getSubcommands().values().forEach(AuditCommand::addHelp);
        return audit;
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Shows this help.")
                        .build());
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Which command? One of "
                            + String.join(", ", spec.subcommands().keySet()) + ".");
        }
    }
}
