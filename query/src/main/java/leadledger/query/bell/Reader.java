package leadledger.query.bell;

import java.util.HashSet;
import java.util.Set;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.query.access.ReadScope;
import leadledger.query.access.ReadScopes;

/**
 * Who looks at the bell. Made from the token alone (AC-02).
 *
 * @param dealer the user's dealer
 * @param subject the user there; what is read and selected is kept for the two together
 * @param scope whose notifications the user may see
 */
record Reader(DealerId dealer, String subject, ReadScope scope) {

    /** Agents and managers of a dealer have a bell, with what their dealer is told; nobody else has one yet (AC-01). */
    static Reader of(Actor actor, ReadScopes scopes) {
        DealerId dealer = actor.dealer();
        if (dealer == null) {
            throw new RefusedException(Refusal.ofRole("AC-01"));
        }
        return new Reader(dealer, actor.subject(), scopes.of(actor));
    }

    boolean isSameUserAs(Reader other) {
        return dealer.equals(other.dealer) && subject.equals(other.subject);
    }

    /** Of what the user has selected, what it may still see; nothing selected: all (SA-12). */
    Set<DealerId> shown(Set<DealerId> selected) {
        Set<DealerId> both = new HashSet<>(selected);
        both.removeIf(outlet -> !scope.includes(outlet));
        return both.isEmpty() ? sees() : Set.copyOf(both);
    }

    private Set<DealerId> sees() {
        return switch (scope) {
            case ReadScope.OneDealer own -> Set.of(own.dealer());
            case ReadScope.OneMarket own -> own.dealers();
            case ReadScope.Everything ignored ->
                throw new IllegalStateException("nobody of a dealer sees all dealers' notifications");
        };
    }
}
