package leadledger.command.reference;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import leadledger.command.decision.Input;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Actor;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Headquarters define when an outlet of their market is open (営業時間, SA-10), from now on.
 *
 * @param outlet the outlet
 * @param actor who defines it
 * @param at the server's time
 * @param input how the hours are to stand
 * @param outletsOfMarket the outlets of the actor's market
 */
public record DefineBusinessHours(
        OutletId outlet, Actor actor, Instant at, Input<BusinessHoursDefined> input, Set<OutletId> outletsOfMarket)
        implements ReferenceCommand<BusinessHoursDefined> {

    public DefineBusinessHours {
        outletsOfMarket = Set.copyOf(outletsOfMarket);
    }

    @Override
    public UUID streamId() {
        return ReferenceStreams.ofBusinessHours(outlet);
    }

    @Override
    public String code() {
        return outlet.value();
    }

    /** An outlet of another market is answered as one that does not exist (AC-01). */
    @Override
    public List<Refusal> faults(@Nullable ReferenceEvent current, BusinessHoursDefined wanted) {
        return outletsOfMarket.contains(outlet)
                ? List.of()
                : List.of(Refusal.ofValue("SA-10", "unknown-outlet", "outlet"));
    }
}
