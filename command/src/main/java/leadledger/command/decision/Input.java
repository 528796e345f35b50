package leadledger.command.decision;

import java.util.List;
import java.util.function.Function;
import leadledger.events.shared.Refusal;

/**
 * What a request asked for, read and checked by itself. A faulty input still travels in its command, because faults of
 * the lead's state come first in an answer and only the decision knows them.
 *
 * @param <T> the input's type when it is sound
 */
public sealed interface Input<T> {

    /** An input without fault. */
    static <T> Input<T> of(T value) {
        return new Sound<>(value);
    }

    /** An input with at least one fault. */
    static <T> Input<T> faulty(List<Refusal> faults) {
        return new Faulty<>(List.copyOf(faults));
    }

    /** Decides on a sound input; refuses a faulty one with all its faults. */
    default <E> Decision<E> decide(Function<T, Decision<E>> onSound) {
        return switch (this) {
            case Sound<T>(T value) -> onSound.apply(value);
            case Faulty<T>(List<Refusal> faults) -> new Decision.Refused<>(faults);
        };
    }

    /**
     * Without fault.
     *
     * @param value what was asked for
     */
    record Sound<T>(T value) implements Input<T> {}

    /**
     * With faults.
     *
     * @param faults all of them
     */
    record Faulty<T>(List<Refusal> faults) implements Input<T> {}
}
