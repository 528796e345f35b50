package leadledger.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import leadledger.app.cli.PackCheck.Finding;
import leadledger.app.cli.PackCheck.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code audit verify-pack}: whether a pack is what its manifest says, without any service. */
@Command(
        name = "verify-pack",
        description = {
            "Checks an evidence pack offline.",
            "Each file has the digest of the manifest, none is missing and none is there beside; else exit code 1."
        },
        sortOptions = false)
final class VerifyPackTask extends AuditTask {

    @Parameters(index = "0", paramLabel = "FILE", description = "The pack.")
    private Path pack = Path.of("");

    @Mixin
    private PackLimit limit = new PackLimit();

    VerifyPackTask(Surroundings around) {
        super(around);
    }

    @Override
    int run() throws IOException {
        Outcome outcome = PackCheck.of(pack, limit.bytes());
        if (output().isJson()) {
            print(json(pack.toString(), outcome));
        } else {
            PrintWriter text = text();
            text.println(sentence(pack.toString(), outcome));
            outcome.findings().forEach(finding -> text.println("  " + line(finding)));
            finish(text);
        }
        return outcome.holds() ? ExitCodes.OK : ExitCodes.FINDING;
    }

    static String sentence(String pack, Outcome outcome) {
        return outcome.holds()
                ? pack + " holds: " + outcome.entries() + " entries, each as in the manifest (" + outcome.format()
                        + ")."
                : pack + " does not hold.";
    }

    static String line(Finding finding) {
        return (finding.path().isEmpty() ? "The pack" : finding.path()) + " " + finding.what();
    }

    static ObjectNode json(String pack, Outcome outcome) {
        ObjectNode json = JSON.createObjectNode()
                .put("file", pack)
                .put("holds", outcome.holds())
                .put("format", outcome.format())
                .put("entries", outcome.entries());
        ArrayNode findings = json.putArray("findings");
        outcome.findings()
                .forEach(finding ->
                        findings.addObject().put("path", finding.path()).put("finding", finding.what()));
        return json;
    }
}
