package leadledger.command.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import leadledger.command.decision.Input;
import leadledger.events.reference.ReferenceEvent.OfPolicy;
import leadledger.events.reference.ReferenceEvent.PolicyProposed;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Headquarters propose the next version of their market's policy (提案). It holds for nothing until somebody else of them
 * activates it.
 *
 * @param market whose policy
 * @param version the next number
 * @param actor who proposes it
 * @param at the server's time
 * @param holdsFrom from when it is to hold; none: that could not be read, as the input's faults tell
 * @param input what is proposed
 */
public record ProposePolicy(
        MarketId market,
        int version,
        Actor actor,
        Instant at,
        @Nullable Instant holdsFrom,
        Input<PolicyProposed> input) implements PolicyCommand {

    /** So far ahead a policy holds at the earliest, so that a second person has time to activate it; equal will do. */
    static final Duration AHEAD = Duration.ofMinutes(2);

    /** Somebody else proposed a version with this number just before. */
    static final Refusal NUMBERED_MEANWHILE =
            new Refusal(RULE, Refusal.Kind.VERSION, "policy-numbered-meanwhile", null, Map.of());

    /** Whoever numbered another version meanwhile was first; the caller numbers anew. */
    @Override
    public ReferenceDecision decide(@Nullable OfPolicy current) {
        if (current != null) {
            return PolicyCommand.refused(NUMBERED_MEANWHILE);
        }
        List<Refusal> faults = new ArrayList<>();
        if (input instanceof Input.Faulty<PolicyProposed>(List<Refusal> ofInput)) {
            faults.addAll(ofInput);
        }
        if (holdsFrom != null && holdsFrom.isBefore(at.plus(AHEAD))) {
            faults.add(Refusal.ofValue(RULE, "holds-from-too-soon", "holdsFrom").with("minutes", AHEAD.toMinutes()));
        }
        return faults.isEmpty() && input instanceof Input.Sound<PolicyProposed>(PolicyProposed proposed)
                ? new ReferenceDecision.Defined(proposed)
                : new ReferenceDecision.Refused(faults);
    }
}
