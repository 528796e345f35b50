package leadledger.command.reference;

import java.time.Instant;
import leadledger.events.reference.PolicyVersion;
import leadledger.events.reference.ReferenceEvent.OfPolicy;
import leadledger.events.reference.ReferenceEvent.PolicyProposed;
import leadledger.events.reference.ReferenceEvent.PolicyWithdrawn;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Headquarters withdraw what one of them proposed (取り下げ), as long as nobody has activated it.
 *
 * @param market whose policy
 * @param version which version
 * @param actor who withdraws it
 * @param at the server's time
 */
public record WithdrawPolicy(MarketId market, int version, Actor actor, Instant at) implements PolicyCommand {

    @Override
    public ReferenceDecision decide(@Nullable OfPolicy current) {
        if (current == null) {
            return PolicyCommand.refused(UNKNOWN);
        }
        return current instanceof PolicyProposed(PolicyVersion proposed)
                ? new ReferenceDecision.Defined(new PolicyWithdrawn(proposed))
                : PolicyCommand.refused(Refusal.ofState(RULE, "policy-not-proposed"));
    }
}
