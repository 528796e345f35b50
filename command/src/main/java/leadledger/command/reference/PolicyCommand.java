package leadledger.command.reference;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.OfPolicy;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Headquarters of a market want something of a version of its policy (SL-10). */
public sealed interface PolicyCommand extends ItemCommand permits ProposePolicy, ActivatePolicy, WithdrawPolicy {

    /** The rule by which policies are refused. */
    String RULE = "SL-10";

    /**
     * So long before a policy holds it is activated at the latest; equal is in time. All nodes know it before the first lead is
     * assigned under it, and no verdict is ever given by another.
     */
    Duration KNOWN_BEFORE = Duration.ofMinutes(1);

    /** There is no such version of the market's policy. */
    Refusal UNKNOWN = new Refusal(RULE, Refusal.Kind.UNKNOWN, "unknown-policy", null, Map.of());

    /** Whose policy. */
    MarketId market();

    /** Which version. */
    int version();

    @Override
    default UUID streamId() {
        return ReferenceStreams.ofPolicy(market(), version());
    }

    @Override
    default String code() {
        return market().value() + "/" + version();
    }

    @Override
    default boolean mayDefine() {
        return ReferenceCommand.isHeadquarters(actor()) && market().equals(actor().market());
    }

    @Override
    default Refusal roleRefusal() {
        return Refusal.ofRole(RULE);
    }

    @Override
    default ReferenceDecision decide(@Nullable ReferenceEvent current) {
        if (!mayDefine()) {
            return refused(roleRefusal());
        }
        return decide(current instanceof OfPolicy of ? of : null);
    }

    /**
     * The same for whoever may.
     *
     * @param current how far the version has come; none: there is no such version
     */
    ReferenceDecision decide(@Nullable OfPolicy current);

    /** A refusal for one reason. */
    static ReferenceDecision refused(Refusal refusal) {
        return new ReferenceDecision.Refused(List.of(refusal));
    }
}
