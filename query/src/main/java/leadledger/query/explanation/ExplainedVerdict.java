package leadledger.query.explanation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import leadledger.events.sla.SlaVerdict;

/**
 * A verdict with its evidence, as data and in words (SL-30).
 *
 * @param verdict the verdict; its members stand beside the words
 * @param inWords the same told in sentences, in the reader's language and by the clocks of the place
 */
public record ExplainedVerdict(@JsonUnwrapped SlaVerdict verdict, List<String> inWords) {

    public ExplainedVerdict {
        inWords = List.copyOf(inWords);
    }

    /** Explains verdicts. */
    public static List<ExplainedVerdict> of(List<SlaVerdict> verdicts, Locale language, ZoneId zone) {
        return verdicts.stream()
                .map(verdict -> new ExplainedVerdict(verdict, Explanation.of(verdict, language, zone)))
                .toList();
    }
}
