package leadledger.command.dispute;

import java.util.Objects;
import java.util.UUID;
import leadledger.events.dispute.DisputeStatus;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.shared.Actor;
import leadledger.events.sla.Sla;
import org.jspecify.annotations.Nullable;

/**
 * A dispute as the rules see it (SL-40).
 *
 * @param id its id
 * @param sla over which service level
 * @param assignment of which assignment, from 1; for a sales lead 1
 * @param status where it stands
 * @param steps how many steps it has had
 * @param decision the decision that holds; exactly with {@link DisputeStatus#DECIDED}
 * @param decidedBy who made it, in the ledger's form; exactly with {@code decision}
 */
public record Dispute(
        UUID id,
        Sla sla,
        int assignment,
        DisputeStatus status,
        int steps,
        DisputeStep.@Nullable Decided decision,
        @Nullable String decidedBy) {

    static Dispute opened(DisputeStep.Opened step) {
        return new Dispute(step.dispute(), step.sla(), step.assignment(), DisputeStatus.OPEN, 1, null, null);
    }

    Dispute after(DisputeStep step, String actor) {
        DisputeStep.Decided decided = step instanceof DisputeStep.Decided made ? made : null;
        return new Dispute(
                id, sla, assignment, DisputeStatus.after(step), steps + 1, decided, decided == null ? null : actor);
    }

    /** Whether somebody made the decision that holds; the same user in another role is no other user. */
    boolean wasDecidedBy(Actor actor) {
        return decidedBy != null && Objects.equals(decidedBy.substring(decidedBy.indexOf('/') + 1), actor.subject());
    }
}
