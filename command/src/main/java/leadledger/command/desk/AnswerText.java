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
            @Nullable String reference,
            @Nullable List<Refusal> refusals,
            @Nullable Boolean nothingNew) {}

    static String accepted(String reference) {
        return JSON.writeValueAsString(new Kept(reference, null, null));
    }

    /** As {@link #accepted}, where nothing was left to be recorded. */
    static String nothingNew(String reference) {
        return JSON.writeValueAsString(new Kept(reference, null, true));
    }

    static String refused(List<Refusal> refusals) {
        return JSON.writeValueAsString(new Kept(null, refusals, null));
    }

    /** Whether something was recorded for the answer. */
    static boolean isOfARecording(String text) {
        Kept kept = JSON.readValue(text, Kept.class);
        return kept.reference() != null && !Boolean.TRUE.equals(kept.nothingNew());
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
