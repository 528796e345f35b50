package leadledger.command.reference;

import java.util.List;
import leadledger.command.decision.Input;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * Somebody says how an item of reference data is to stand altogether, whether it is there already or not.
 *
 * @param <E> what is recorded of such an item
 */
public sealed interface ReferenceCommand<E extends ReferenceEvent> extends ItemCommand
        permits DefineCampaign,
                DefineSource,
                DefineCloseReason,
                DefineDealer,
                RegisterVehicle,
                DefineOutlet,
                DefineUser,
                DefineBusinessHours,
                SetKpiTargets {

    /** How the item is to stand. */
    Input<E> input();

    /**
     * What speaks against an item that is sound by itself.
     *
     * @param current how the item stands; none: it has never been defined
     */
    default List<Refusal> faults(@Nullable ReferenceEvent current, E wanted) {
        return List.of();
    }

    /** Whether this is for the actor's role to define: reference data is headquarters', unless a command says otherwise (AS-02). */
    @Override
    default boolean mayDefine() {
        return isHeadquarters(actor());
    }

    @Override
    default Refusal roleRefusal() {
        return headquartersOnly();
    }

    /** Whether somebody is of headquarters. */
    static boolean isHeadquarters(Actor actor) {
        return actor.role() == Role.HQ;
    }

    /** What everybody but headquarters is told. */
    static Refusal headquartersOnly() {
        return Refusal.ofRole("AS-02");
    }

    @Override
    default ReferenceDecision decide(@Nullable ReferenceEvent current) {
        if (!mayDefine()) {
            return new ReferenceDecision.Refused(List.of(roleRefusal()));
        }
        return switch (input()) {
            case Input.Faulty<E>(List<Refusal> faults) -> new ReferenceDecision.Refused(faults);
            case Input.Sound<E>(E wanted) -> decide(current, wanted);
        };
    }

    private ReferenceDecision decide(@Nullable ReferenceEvent current, E wanted) {
        List<Refusal> faults = faults(current, wanted);
        if (!faults.isEmpty()) {
            return new ReferenceDecision.Refused(faults);
        }
        return wanted.equals(current) ? new ReferenceDecision.Unchanged() : new ReferenceDecision.Defined(wanted);
    }
}
