package leadledger.command.reference;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import leadledger.command.decision.Input;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.KpiTargetsDefined;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Actor;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * Headquarters of the market, or a manager of the outlet, set what the outlet is to reach in its key figures (目標).
 *
 * @param outlet the outlet
 * @param actor who sets it
 * @param at the server's time
 * @param input what is to be reached
 * @param outletsOfActor the outlets that there are of the market whose headquarters these are, or of those that the manager
 *     is responsible for
 */
public record SetKpiTargets(
        OutletId outlet, Actor actor, Instant at, Input<KpiTargetsDefined> input, Set<OutletId> outletsOfActor)
        implements ReferenceCommand<KpiTargetsDefined> {

    /** What rules of key figures are cited by: the specification numbers none of them. */
    static final String RULE = "SA-KPI";

    public SetKpiTargets {
        outletsOfActor = Set.copyOf(outletsOfActor);
    }

    /** Whether setting targets is for somebody's role. */
    static boolean isFor(Actor actor) {
        return actor.role() == Role.HQ || actor.role() == Role.OUTLET_MANAGER;
    }

    /** What everybody else is told. */
    static Refusal refusalOfOthers() {
        return Refusal.ofRole(RULE);
    }

    @Override
    public UUID streamId() {
        return ReferenceStreams.ofKpiTargets(outlet);
    }

    @Override
    public String code() {
        return outlet.value();
    }

    @Override
    public boolean mayDefine() {
        return isFor(actor);
    }

    @Override
    public Refusal roleRefusal() {
        return refusalOfOthers();
    }

    /** Somebody else's outlet is answered as one that does not exist (AC-01). */
    @Override
    public List<Refusal> faults(@Nullable ReferenceEvent current, KpiTargetsDefined wanted) {
        return outletsOfActor.contains(outlet) ? List.of() : List.of(Refusal.ofValue(RULE, "unknown-outlet", "outlet"));
    }
}
