package leadledger.command.reference;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import leadledger.command.decision.Input;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.reference.ReferenceStreams;
import leadledger.events.shared.Actor;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Headquarters define who works at outlets of their market (SA-12, SA-20): name, address and posts.
 *
 * @param user who
 * @param actor who defines it
 * @param at the server's time
 * @param input how it is to stand
 * @param outletsOfMarket the outlets of the actor's market
 */
public record DefineUser(UserId user, Actor actor, Instant at, Input<UserDefined> input, Set<OutletId> outletsOfMarket)
        implements ReferenceCommand<UserDefined> {

    public DefineUser {
        outletsOfMarket = Set.copyOf(outletsOfMarket);
    }

    @Override
    public UUID streamId() {
        return ReferenceStreams.ofUser(user);
    }

    @Override
    public String code() {
        return user.value();
    }

    /** An outlet of another market is answered as one that does not exist (AC-01). */
    @Override
    public List<Refusal> faults(@Nullable ReferenceEvent current, UserDefined wanted) {
        List<Refusal> faults = new ArrayList<>();
        // Otherwise a market could take another's people, and with them the leads that they own.
        if (current instanceof UserDefined standing && isForeign(standing)) {
            faults.add(Refusal.ofValue("AC-02", "field-not-yours-to-set", "user"));
        }
        if (isForeign(wanted)) {
            faults.add(Refusal.ofValue("AC-02", "field-not-yours-to-set", "posts"));
        }
        return faults;
    }

    private boolean isForeign(UserDefined defined) {
        return defined.posts().stream().anyMatch(post -> !outletsOfMarket.contains(post.outlet()));
    }
}
