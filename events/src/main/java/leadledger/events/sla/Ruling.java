package leadledger.events.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.dispute.DisputeStep;
import org.jspecify.annotations.Nullable;

/**
 * A dispute over a verdict, as far as it matters to figures (SL-40, SL-41).
 *
 * @param dispute the dispute
 * @param sla which verdict
 * @param outcome what was decided; none: nothing is decided, or the decision was reopened
 * @param decidedAt when that was recorded; exactly with {@code outcome}
 * @param countsAt the moment that counts for the stop; exactly with {@link DisputeOutcome#CORRECTED}
 */
public record Ruling(
        UUID dispute,
        Sla sla,
        @Nullable DisputeOutcome outcome,
        @Nullable Instant decidedAt,
        @Nullable Instant countsAt) {

    public Ruling {
        if ((outcome == null) != (decidedAt == null) || (outcome == DisputeOutcome.CORRECTED) != (countsAt != null)) {
            throw new IllegalArgumentException("a decision has a moment, and a correction the corrected time");
        }
    }

    /** The rulings of an assignment after one more step. Total: a step of an unknown dispute changes nothing. */
    static List<Ruling> after(List<Ruling> rulings, DisputeStep step, Instant recordedAt) {
        return switch (step) {
            case DisputeStep.Opened opened -> {
                List<Ruling> more = new ArrayList<>(rulings);
                more.add(new Ruling(opened.dispute(), opened.sla(), null, null, null));
                yield List.copyOf(more);
            }
            case DisputeStep.QuestionAsked ignored -> rulings;
            case DisputeStep.QuestionAnswered ignored -> rulings;
            case DisputeStep.Decided decided ->
                changed(rulings, decided.dispute(), decided.outcome(), recordedAt, decided.countsAt());
            case DisputeStep.Reopened reopened -> changed(rulings, reopened.dispute(), null, null, null);
        };
    }

    private static List<Ruling> changed(
            List<Ruling> rulings,
            UUID dispute,
            @Nullable DisputeOutcome outcome,
            @Nullable Instant decidedAt,
            @Nullable Instant countsAt) {
        return rulings.stream()
                .map(ruling -> ruling.dispute.equals(dispute)
                        ? new Ruling(dispute, ruling.sla, outcome, decidedAt, countsAt)
                        : ruling)
                .toList();
    }

    /** What holds for a service level: the newest decision, if it was not reopened. */
    static Optional<Ruling> inForce(List<Ruling> rulings, Sla sla) {
        return newest(rulings, sla).filter(ruling -> ruling.outcome != null);
    }

    /** The newest dispute over a service level, decided or not. */
    public static Optional<Ruling> newest(List<Ruling> rulings, Sla sla) {
        return rulings.stream().filter(ruling -> ruling.sla == sla).reduce((earlier, later) -> later);
    }
}
