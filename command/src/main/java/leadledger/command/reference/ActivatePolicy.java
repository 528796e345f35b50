package leadledger.command.reference;

import java.time.Instant;
import leadledger.events.reference.PolicyVersion;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.OfPolicy;
import leadledger.events.reference.ReferenceEvent.PolicyActivated;
import leadledger.events.reference.ReferenceEvent.PolicyProposed;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A second user of headquarters activates what another one proposed (有効化): from its moment on the version holds.
 *
 * @param market whose policy
 * @param version which version
 * @param actor who activates it
 * @param at the server's time
 */
public record ActivatePolicy(MarketId market, int version, Actor actor, Instant at) implements PolicyCommand {

    @Override
    public ReferenceDecision decide(@Nullable OfPolicy current) {
        if (current == null) {
            return PolicyCommand.refused(UNKNOWN);
        }
        if (!(current instanceof PolicyProposed(PolicyVersion proposed))) {
            return PolicyCommand.refused(Refusal.ofState(RULE, "policy-not-proposed"));
        }
        if (proposed.proposedBy().equals(actor.user())) {
            return PolicyCommand.refused(Refusal.ofState(RULE, "own-proposal"));
        }
        if (at.isAfter(lastMoment(proposed))) {
            return PolicyCommand.refused(
                    Refusal.ofState(RULE, "activated-too-late").with("minutes", KNOWN_BEFORE.toMinutes()));
        }
        return new ReferenceDecision.Defined(new PolicyActivated(proposed));
    }

    @Override
    public @Nullable Instant holdsUntil(@Nullable ReferenceEvent current) {
        return current instanceof PolicyProposed(PolicyVersion proposed) ? lastMoment(proposed) : null;
    }

    private static Instant lastMoment(PolicyVersion proposed) {
        return proposed.holdsFrom().minus(KNOWN_BEFORE);
    }
}
