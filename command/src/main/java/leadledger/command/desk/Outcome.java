package leadledger.command.desk;

import java.util.List;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a command came to, as its handler saw it.
 *
 * @param version how many events the stream has after the command
 * @param reference the lead's short reference; empty if there is none yet
 * @param refusals why nothing happened; empty if the command was carried out
 * @param before a command to be carried out before this one; then this one, unless it is refused anyway, is decided again;
 *     none: nothing
 */
public record Outcome(
        int version,
        String reference,
        List<Refusal> refusals,
        @Nullable Object before) {

    public Outcome {
        refusals = List.copyOf(refusals);
    }

    /** The command was carried out, or had been before. */
    public static Outcome accepted(int version, String reference) {
        return new Outcome(version, reference, List.of(), null);
    }

    /** Nothing happened. */
    public static Outcome refused(int version, List<Refusal> refusals) {
        return new Outcome(version, "", refusals, null);
    }

    /** Something has to be recorded first, after which this would be refused for these reasons, or be decided again. */
    public static Outcome after(Object before, int version, List<Refusal> refusals) {
        return new Outcome(version, "", refusals, before);
    }

    boolean isRefused() {
        return !refusals.isEmpty();
    }
}
