package leadledger.command.reference;

import java.util.List;
import leadledger.command.decision.Input;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A body that has been read.
 *
 * @param code the item's code, if it could be read: without it there is no item to ask about its version
 * @param input how the item is to stand, or all faults
 * @param <E> what is recorded of such an item
 */
record ReadBody<E extends ReferenceEvent>(@Nullable String code, Input<E> input) {

    /** The code; refuses a request without. */
    String requiredCode() {
        if (code == null) {
            throw new RefusedException(
                    switch (input) {
                        case Input.Faulty<E>(List<Refusal> faults) -> faults;
                        case Input.Sound<E> ignored -> throw new IllegalStateException("sound without a code");
                    });
        }
        return code;
    }
}
