package leadledger.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;

/** {@code audit replay}: a lead's story, step by step. */
@Command(
        name = "replay",
        description = {
            "Tells a lead's story step by step.",
            "A step is an event or what time alone brought about, with what it changed, the verdicts and the actions"
                    + " that were possible then."
        },
        sortOptions = false)
final class ReplayTask extends ServiceTask {

    private static final String PAGE_LIMIT = "200";

    /** A million steps; a service that turns in a circle is stopped there at the latest. */
    private static final int MOST_PAGES = 5000;

    @Parameters(index = "0", paramLabel = "LEAD", description = "The lead's id.")
    private String lead = "";

    @Option(
            names = "--process",
            paramLabel = "PROCESS",
            defaultValue = "aftersales",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private LeadProcess process = LeadProcess.aftersales;

    @Option(names = "--why", description = "Says for each action that was not possible why.")
    private boolean why;

    @Mixin
    private Disclosed disclosed = new Disclosed();

    ReplayTask(Surroundings around) {
        super(around);
    }

    @Override
    int run(ServiceClient client) throws IOException, InterruptedException {
        JsonNode first = page(client, disclosed.asOf(), null);
        if (output().isJson()) {
            printJson(client, first);
        } else {
            printText(client, first);
        }
        return ExitCodes.OK;
    }

    /** Reads on as of the moment of the first page, so that all belong to one story. */
    private JsonNode page(ServiceClient client, @Nullable String asOf, @Nullable String cursor)
            throws IOException, InterruptedException {
        Question question = Question.get(process.lead(lead) + "/replay")
                .parameter("asOf", asOf)
                .parameter("limit", PAGE_LIMIT)
                .parameter("cursor", cursor)
                .header("Personal-Data-Reason", encoded(disclosed.reason()));
        try (Answer answer = client.ask(question)) {
            JsonNode page = answer.json();
            if (!page.path("steps").isArray()) {
                throw FailedException.ofService("The answer is no replay.");
            }
            return page;
        }
    }

    /** Takes a page of the story. */
    @FunctionalInterface
    private interface Teller {
        void tell(JsonNode page) throws IOException;
    }

    private void eachPage(ServiceClient client, JsonNode first, Teller teller)
            throws IOException, InterruptedException {
        JsonNode page = first;
        String asOf = first.path("asOf").asString(disclosed.asOf());
        for (int pages = 1; ; pages++) {
            teller.tell(page);
            JsonNode cursor = page.path("nextCursor");
            if (cursor.isMissingNode() || cursor.isNull()) {
                return;
            }
            if (pages == MOST_PAGES || page.path("steps").isEmpty()) {
                throw FailedException.ofService("The story does not come to an end.");
            }
            page = page(client, asOf, cursor.asString());
        }
    }

    private void printJson(ServiceClient client, JsonNode first) throws IOException, InterruptedException {
        try (JsonGenerator json = JSON.writer()
                .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .without(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                .createGenerator(around().out())) {
            json.writeStartObject();
            for (String member : first.propertyNames()) {
                if (!member.equals("steps") && !member.equals("nextCursor")) {
                    json.writeName(member);
                    json.writeTree(first.get(member));
                }
            }
            json.writeArrayPropertyStart("steps");
            eachPage(client, first, page -> page.path("steps").forEach(json::writeTree));
            json.writeEndArray();
            json.writeEndObject();
        }
        around().out().write('\n');
    }

    private void printText(ServiceClient client, JsonNode first) throws IOException, InterruptedException {
        PrintWriter text = text();
        text.println("Lead " + PlainText.of(first.path("id")) + " as of " + PlainText.of(first.path("asOf")));
        eachPage(client, first, page -> {
            page.path("steps").forEach(step -> new StepText(step, why).print(text));
            finish(text);
        });
    }
}
