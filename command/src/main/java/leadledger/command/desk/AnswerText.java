package leadledger.command.desk;

import java.util.List;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The text in which a first answer is kept: a reference, or the refusals. Holds no personal data (LG-22). */
final class AnswerText {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AnswerText() {}

    private record Kept(
            @Nullable String reference, @Nullable List<Refusal> refusals) {}

    static String accepted(String reference) {
        return JSON.writeValueAsString(new Kept(reference, null));
    }

    static String refused(List<Refusal> refusals) {
        return JSON.writeValueAsString(new Kept(null, refusals));
    }

    /** Back to an outcome; the version is the ledger's. */
    static Outcome read(String text, int version) {
        Kept kept = JSON.readValue(text, Kept.class);
        List<Refusal> refusals = kept.refusals();
        if (refusals != null) {
            return Outcome.refused(version, refusals);
        }
        String reference = kept.reference();
        return Outcome.accepted(version, reference == null ? "" : reference);
    }
}
