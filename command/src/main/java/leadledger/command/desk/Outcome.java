package leadledger.command.desk;

import java.util.List;
import leadledger.events.shared.Refusal;

/**
 * What a command came to, as its handler saw it.
 *
 * @param version how many events the stream has after the command
 * @param reference the lead's short reference; empty if there is none yet
 * @param refusals why nothing happened; empty if the command was carried out
 */
public record Outcome(int version, String reference, List<Refusal> refusals) {

    public Outcome {
        refusals = List.copyOf(refusals);
    }

    /** The command was carried out, or had been before. */
    public static Outcome accepted(int version, String reference) {
        return new Outcome(version, reference, List.of());
    }

    /** Nothing happened. */
    public static Outcome refused(int version, List<Refusal> refusals) {
        return new Outcome(version, "", refusals);
    }

    boolean isRefused() {
        return !refusals.isEmpty();
    }
}
