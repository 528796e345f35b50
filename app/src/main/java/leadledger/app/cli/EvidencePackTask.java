package leadledger.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import leadledger.app.cli.PackCheck.Outcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit evidence-pack}: a lead's evidence as one file. */
@Command(
        name = "evidence-pack",
        description = {
            "Saves a lead's evidence as one ZIP file.",
            "The pack is checked against its manifest first; exit code 1, and no file, if it does not hold. It is in the"
                    + " language of --language."
        },
        sortOptions = false)
final class EvidencePackTask extends ServiceTask {

    @Parameters(index = "0", paramLabel = "LEAD", description = "The lead's id.")
    private String lead = "";

    @Option(
            names = "--process",
            paramLabel = "PROCESS",
            defaultValue = "aftersales",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private LeadProcess process = LeadProcess.aftersales;

    @Option(names = "--assignment", paramLabel = "NUMBER", description = "Only this assignment of the lead.")
    private @Nullable Integer assignment;

    @Mixin
    private Disclosed disclosed = new Disclosed();

    @Mixin
    private Target target = new Target();

    @Mixin
    private PackLimit limit = new PackLimit();

    EvidencePackTask(Surroundings around) {
        super(around);
    }

    @Override
    int run(ServiceClient client) throws IOException, InterruptedException {
        Path out = target.out();
        if (out == null && output().isJson()) {
            throw FailedException.ofUsage("--json needs --out: without it standard output is the pack itself.");
        }
        Question question = Question.get(process.lead(lead) + "/evidence-pack")
                .parameter("assignment", assignment == null ? null : assignment.toString())
                .parameter("asOf", disclosed.asOf())
                .parameter("language", language())
                .header("Personal-Data-Reason", encoded(disclosed.reason()));
        long most = limit.bytes();
        try (UnfinishedFile file =
                out == null ? UnfinishedFile.withoutName() : UnfinishedFile.of(out, target.isForced())) {
            Digested digested = new Digested(file.out());
            try (Answer answer = client.ask(question);
                    Progress progress = Progress.ofBytes("Packing", around(), output().isSilent())) {
                answer.copyTo(digested, progress);
            }
            String digest = digested.sha256();
            Outcome outcome = PackCheck.of(file.path(), most);
            String name = out == null ? "The pack" : out.toString();
            if (output().isJson()) {
                print(VerifyPackTask.json(name, outcome).put("sha256", digest));
            }
            if (!outcome.holds()) {
                complain(outcome);
                return ExitCodes.FINDING;
            }
            if (out == null) {
                Files.copy(file.path(), around().out());
            } else {
                file.complete();
                remark("Saved " + name + ", SHA-256 " + digest + ". " + VerifyPackTask.sentence("It", outcome));
            }
            return ExitCodes.OK;
        }
    }

    private void complain(Outcome outcome) {
        if (!output().isJson()) {
            around().err().println("The pack that came does not hold, and is not saved.");
            outcome.findings().forEach(finding -> around().err().println("  " + VerifyPackTask.line(finding)));
        }
    }
}
