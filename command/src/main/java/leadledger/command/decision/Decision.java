package leadledger.command.decision;

import java.util.List;
import leadledger.events.shared.Refusal;

/**
 * What a command comes to.
 *
 * @param <E> what happens in the process
 */
public sealed interface Decision<E> {

    /** There is no such lead. {@link Access} has said so before; kept so that deciding is total. */
    static <E> Decision<E> unknownLead() {
        return refused(Access.UNKNOWN);
    }

    /** These things happen. */
    @SafeVarargs
    @SuppressWarnings("varargs") // The list copies them.
    static <E> Decision<E> accepted(E... events) {
        return new Accepted<>(List.of(events));
    }

    /** Nothing happens, because of this. */
    static <E> Decision<E> refused(Refusal... refusals) {
        return new Refused<>(List.of(refusals));
    }

    /**
     * The command is carried out.
     *
     * @param events what happens, in order; none if it had been done already
     */
    record Accepted<E>(List<E> events) implements Decision<E> {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /**
     * The command is not carried out.
     *
     * @param refusals at least one reason
     */
    record Refused<E>(List<Refusal> refusals) implements Decision<E> {
        public Refused {
            refusals = List.copyOf(refusals);
        }
    }
}
