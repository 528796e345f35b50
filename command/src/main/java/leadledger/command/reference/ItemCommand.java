package leadledger.command.reference;

import java.time.Instant;
import java.util.UUID;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Somebody wants something of an item that has a stream of its own and stands as its last event says. */
public sealed interface ItemCommand permits ReferenceCommand, PolicyCommand {

    /** The item's stream. */
    UUID streamId();

    /** The item's code, which is its reference for people. */
    String code();

    /** Who wants it. */
    Actor actor();

    /** The server's time when it was received. */
    Instant at();

    /** Whether this is for the actor's role. */
    boolean mayDefine();

    /** The refusal of everybody else. */
    Refusal roleRefusal();

    /**
     * What happens, or why nothing does. Pure and total.
     *
     * @param current how the item stands; none: it has never been defined
     */
    ReferenceDecision decide(@Nullable ReferenceEvent current);

    /** The latest moment at which what was decided may be recorded; none: any. */
    default @Nullable Instant holdsUntil(@Nullable ReferenceEvent current) {
        return null;
    }
}
