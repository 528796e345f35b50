package leadledger.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit export}: events of leads as a file. */
@Command(
        name = "export",
        description = {
            "Saves the events of leads.",
            "The formats are for spreadsheets (csv), other systems (cloudevents) and process mining (ocel, xes)."
        },
        sortOptions = false)
final class ExportTask extends ServiceTask {

    /** Formats of exports, as in their addresses. */
    enum Format {
        csv,
        cloudevents,
        ocel,
        xes
    }

    @Parameters(index = "0", paramLabel = "FORMAT", description = "One of ${COMPLETION-CANDIDATES}.")
    private Format format = Format.csv;

    @Option(names = "--lead", paramLabel = "ID", description = "Only this lead.")
    private @Nullable String lead;

    @Option(names = "--dealer", paramLabel = "CODE", description = "Only aftersales leads that this dealer has.")
    private @Nullable String dealer;

    @Option(names = "--outlet", paramLabel = "CODE", description = "Only sales leads that this outlet has.")
    private @Nullable String outlet;

    @Option(
            names = "--process",
            paramLabel = "PROCESS",
            description = "One of ${COMPLETION-CANDIDATES} (default: both).")
    private @Nullable LeadProcess process;

    @Option(names = "--from", paramLabel = "MOMENT", description = "Only events recorded at or after.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "MOMENT", description = "Only events recorded before.")
    private @Nullable String to;

    @Option(names = "--bom", description = "CSV begins with a byte order mark, by which some spreadsheets know UTF-8.")
    private boolean bom;

    @Mixin
    private Disclosed disclosed = new Disclosed();

    @Mixin
    private Target target = new Target();

    ExportTask(Surroundings around) {
        super(around);
    }

    @Override
    int run(ServiceClient client) throws IOException, InterruptedException {
        if (bom && format != Format.csv) {
            throw FailedException.ofUsage("--bom is for csv.");
        }
        Path out = target.out();
        if (out == null && output().isJson()) {
            throw FailedException.ofUsage("--json needs --out: without it standard output is the export itself.");
        }
        Question question = Question.get("/api/v1/exports/" + format)
                .parameter("lead", lead)
                .parameter("dealer", dealer)
                .parameter("outlet", outlet)
                .parameter("process", process == null ? null : process.name())
                .parameter("from", from)
                .parameter("to", to)
                .parameter("asOf", disclosed.asOf())
                .parameter("bom", bom ? "true" : null)
                .header("Personal-Data-Reason", encoded(disclosed.reason()));
        if (out == null) {
            print(client, question);
        } else {
            save(client, question, out);
        }
        return ExitCodes.OK;
    }

    private void print(ServiceClient client, Question question) throws IOException, InterruptedException {
        try (Answer answer = client.ask(question)) {
            // Whoever sees the bar sees the export on the same screen, or has piped it on.
            try (Progress progress = Progress.ofBytes("Exporting", around(), output().isSilent())) {
                answer.copyTo(around().out(), progress);
            }
        }
    }

    private void save(ServiceClient client, Question question, Path out) throws IOException, InterruptedException {
        try (UnfinishedFile file = UnfinishedFile.of(out, target.isForced());
                Answer answer = client.ask(question)) {
            Digested digested = new Digested(file.out());
            long bytes;
            try (Progress progress = Progress.ofBytes("Exporting", around(), output().isSilent())) {
                bytes = answer.copyTo(digested, progress);
            }
            file.complete();
            String digest = digested.sha256();
            remark("Saved " + out + ", " + PlainText.bytes(bytes) + ", SHA-256 " + digest);
            if (output().isJson()) {
                print(JSON.createObjectNode()
                        .put("file", out.toString())
                        .put("bytes", bytes)
                        .put("sha256", digest));
            }
        }
    }
}
