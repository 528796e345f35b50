package leadledger.command.reference;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import leadledger.command.decision.Input;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Headquarters define an outlet (拠点) of a dealer of their market (AC-02, SA-11): its name, brands and local time.
 *
 * @param outlet the outlet
 * @param actor who defines it
 * @param at the server's time
 * @param input how it is to stand
 * @param dealersOfMarket the dealers of the actor's market
 */
public record DefineOutlet(
        OutletId outlet, Actor actor, Instant at, Input<OutletDefined> input, Set<DealerId> dealersOfMarket)
        implements ReferenceCommand<OutletDefined> {

    public DefineOutlet {
        dealersOfMarket = Set.copyOf(dealersOfMarket);
    }

    @Override
    public UUID streamId() {
        return ReferenceStreams.ofOutlet(outlet);
    }

    @Override
    public String code() {
        return outlet.value();
    }

    /** A dealer of another market is answered as one that does not exist (AC-01). */
    @Override
    public List<Refusal> faults(@Nullable ReferenceEvent current, OutletDefined wanted) {
        return dealersOfMarket.contains(outlet.dealer())
                ? List.of()
                : List.of(Refusal.ofValue("AC-02", "field-not-yours-to-set", "outlet"));
    }
}
