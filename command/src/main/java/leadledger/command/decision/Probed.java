package leadledger.command.decision;

import java.util.List;
import leadledger.events.shared.Refusal;

/**
 * An action and what speaks against it.
 *
 * @param action its name, as in the address it is posted to
 * @param refusals empty if it would be accepted
 */
public record Probed(String action, List<Refusal> refusals) {

    public Probed {
        refusals = List.copyOf(refusals);
    }

    /**
     * Asks a command what it would say, so that the answer cannot differ from what would happen.
     *
     * @param command with an input that has no fault
     * @param lead the lead at the command's moment
     */
    public static <L, E> Probed of(String action, LeadCommand<L, E> command, L lead) {
        if (command.access(lead) instanceof Access.Denied denied) {
            return new Probed(action, List.of(denied.refusal()));
        }
        return switch (command.decide(lead)) {
            case Decision.Refused<E>(List<Refusal> refusals) -> new Probed(action, refusals);
            case Decision.Accepted<E> ignored -> new Probed(action, List.of());
        };
    }
}
