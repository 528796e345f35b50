package leadledger.command.dispute;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import leadledger.events.dispute.DisputeStatus;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaClock;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict.Result;
import org.jspecify.annotations.Nullable;

/** When a verdict can be disputed, and what can be done to a dispute as it stands (SL-40). */
public final class DisputeRules {

    /** How many steps a dispute has at most, so that no stream grows without end; the last can be a decision only. */
    public static final int MOST_STEPS = 100;

    /** Why a dispute that is another's, or none at all, is not found (AC-01). */
    public static final Refusal UNKNOWN = new Refusal("AC-01", Refusal.Kind.UNKNOWN, "unknown-dispute", null, Map.of());

    private DisputeRules() {}

    /**
     * What speaks against disputing a verdict.
     *
     * @param disputes the lead's
     * @param clock the verdict's, as if nobody had decided otherwise
     * @param at the moment at which it is disputed
     */
    public static Optional<Refusal> checkOpening(
            Disputes disputes, Sla sla, int assignment, SlaClock clock, SlaPolicy policy, Instant at) {
        Optional<Dispute> earlier = disputes.over(sla, assignment);
        if (earlier.isPresent()) {
            return Optional.of(Refusal.ofState("SL-40", "verdict-disputed-already")
                    .with("dispute", earlier.get().id()));
        }
        Result result = clock.result(at);
        if (result != Result.BREACHED) {
            return Optional.of(Refusal.ofState("SL-40", "verdict-not-breached").with("result", result));
        }
        Instant last = lastMoment(clock, policy, at);
        return last == null || at.isAfter(last)
                ? Optional.of(Refusal.ofState("SL-40", "dispute-window-over").with("until", last == null ? "-" : last))
                : Optional.empty();
    }

    /** The last moment at which a breached verdict can be disputed; none: it is not breached. */
    public static @Nullable Instant lastMoment(SlaClock clock, SlaPolicy policy, Instant at) {
        Instant fell = clock.result(at) == Result.BREACHED ? clock.fellAt(at) : null;
        return fell == null ? null : fell.plus(policy.disputeWindow());
    }

    /** What speaks against a step, as the dispute stands. */
    public static Optional<Refusal> checkStep(Dispute dispute, NextStep step, Actor actor) {
        return Optional.ofNullable(refusal(dispute, step, actor));
    }

    private static @Nullable Refusal refusal(Dispute dispute, NextStep step, Actor actor) {
        if (step == NextStep.REOPENING) {
            return dispute.status() != DisputeStatus.DECIDED
                    ? Refusal.ofState("SL-40", "dispute-not-decided")
                    : dispute.wasDecidedBy(actor) ? Refusal.ofState("SL-40", "decided-by-yourself") : tooLong(dispute);
        }
        if (dispute.status() == DisputeStatus.DECIDED) {
            return Refusal.ofState("SL-40", "dispute-decided");
        }
        return switch (step) {
            case QUESTION ->
                dispute.status() == DisputeStatus.QUESTION_ASKED
                        ? Refusal.ofState("SL-40", "question-not-answered")
                        : tooLong(dispute);
            case ANSWER ->
                dispute.status() == DisputeStatus.OPEN ? Refusal.ofState("SL-40", "nothing-asked") : tooLong(dispute);
            case DECISION, REOPENING -> null;
        };
    }

    private static @Nullable Refusal tooLong(Dispute dispute) {
        return dispute.steps() + 1 >= MOST_STEPS
                ? Refusal.ofState("SL-40", "dispute-too-long").with("most", MOST_STEPS)
                : null;
    }
}
