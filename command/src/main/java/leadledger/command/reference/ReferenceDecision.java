package leadledger.command.reference;

import java.util.List;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.shared.Refusal;

/** What a command on reference data comes to. */
public sealed interface ReferenceDecision {

    /** The item stands like this from now on. */
    record Defined(ReferenceEvent event) implements ReferenceDecision {}

    /** The item stood like this already: accepted, and nothing is recorded. */
    record Unchanged() implements ReferenceDecision {}

    /**
     * The command is not carried out.
     *
     * @param refusals at least one reason
     */
    record Refused(List<Refusal> refusals) implements ReferenceDecision {
        public Refused {
            refusals = List.copyOf(refusals);
        }
    }
}
