package leadledger.command.desk;

import java.util.Locale;
import leadledger.events.shared.Refusal;

/** Words for what a command's answer has to say beside its success. */
@FunctionalInterface
public interface NoticeWords {

    /**
     * A notice in a sentence.
     *
     * @param notice in the form of a refusal, of which it has rule, code and arguments; it refuses nothing
     */
    String detail(Refusal notice, Locale language);
}
