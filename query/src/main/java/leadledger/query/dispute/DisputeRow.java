package leadledger.query.dispute;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.dispute.DisputeReason;
import leadledger.events.dispute.DisputeStatus;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.sla.Sla;
import org.jspecify.annotations.Nullable;

/**
 * A dispute with when which step was taken, so that it can be told as of any moment (SL-22). No free text: what was said is read
 * from the ledger.
 *
 * @param id the dispute
 * @param sla over which service level
 * @param assignment of which assignment
 * @param tenant code of the dealer of that assignment, or of the outlet; none: there is no such assignment
 * @param reason why the dealer disputes
 * @param steps at least the opening
 */
record DisputeRow(
        UUID id, Sla sla, int assignment, @Nullable String tenant, DisputeReason reason, List<Step> steps) {

    DisputeRow {
        steps = List.copyOf(steps);
    }

    /**
     * A step.
     *
     * @param at when it was recorded
     * @param kind which
     * @param actor who took it, in the ledger's form
     * @param outcome what was decided; exactly with {@link DisputeStepKind#DECIDED}
     */
    record Step(
            Instant at,
            DisputeStepKind kind,
            String actor,
            @Nullable DisputeOutcome outcome) {

        private static final String BETWEEN = " ";
        private static final String NOTHING = "-";

        static Step of(DisputeStep step, Instant at, String actor) {
            return new Step(
                    at,
                    DisputeStepKind.of(step),
                    actor,
                    step instanceof DisputeStep.Decided decided ? decided.outcome() : null);
        }

        String text() {
            return String.join(BETWEEN, at.toString(), kind.name(), actor, outcome == null ? NOTHING : outcome.name());
        }

        static Step read(String text) {
            String[] parts = text.split(BETWEEN, -1);
            return new Step(
                    Instant.parse(parts[0]),
                    DisputeStepKind.valueOf(parts[1]),
                    parts[2],
                    parts[3].equals(NOTHING) ? null : DisputeOutcome.valueOf(parts[3]));
        }
    }

    Instant openedAt() {
        return steps.getFirst().at();
    }

    Instant changedAt() {
        return steps.getLast().at();
    }

    DisputeStatus status() {
        return steps.getLast().kind().leadsTo();
    }

    /** What was decided and holds; none: nothing. */
    @Nullable
    DisputeOutcome outcome() {
        return steps.getLast().outcome();
    }

    DisputeRow after(DisputeStep step, Instant at, String actor) {
        List<Step> more = new ArrayList<>(steps);
        more.add(Step.of(step, at, actor));
        return new DisputeRow(id, sla, assignment, tenant, reason, more);
    }

    /** As it was known at a moment at which it was open already. */
    DisputeRow asOf(Instant moment) {
        return new DisputeRow(
                id,
                sla,
                assignment,
                tenant,
                reason,
                steps.stream().filter(step -> !step.at().isAfter(moment)).toList());
    }
}
