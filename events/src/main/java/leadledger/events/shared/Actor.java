package leadledger.events.shared;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who did something: the token's subject in its active role. Written beside every event (LG-02), so the subject must be
 * a pseudonymous user id, never a name or an e-mail address (LG-22).
 *
 * @param subject the user's or machine's id; 1 to 128 of letters, digits and {@code . _ : | -}
 * @param role the role it acted in
 * @param dealer the dealer it belongs to; present exactly when the role is a dealer's (AC-02)
 * @param market the market that it acts for; present exactly when the role is a market's (AC-02)
 * @param outlets the outlets it works at or is responsible for; at least one exactly when the role is an outlet's (AC-02)
 */
public record Actor(
        String subject,
        Role role,
        @Nullable DealerId dealer,
        @Nullable MarketId market,
        Set<OutletId> outlets) {

    public Actor {
        outlets = Set.copyOf(outlets);
        Objects.requireNonNull(role, "role");
        if (!UserId.isWellFormed(subject)) {
            throw new IllegalArgumentException("a subject has 1 to 128 letters, digits or . _ : | -");
        }
        if (role.isDealer() != (dealer != null)) {
            throw new IllegalArgumentException("role " + role + (dealer == null ? " needs" : " has no") + " dealer");
        }
        if (role.isMarkets() != (market != null)) {
            throw new IllegalArgumentException("role " + role + (market == null ? " needs" : " has no") + " market");
        }
        if (role.isOutlets() == outlets.isEmpty()) {
            throw new IllegalArgumentException("role " + role + (outlets.isEmpty() ? " needs" : " has no") + " outlet");
        }
    }

    /** Somebody who belongs to no outlet. */
    public Actor(String subject, Role role, @Nullable DealerId dealer, @Nullable MarketId market) {
        this(subject, role, dealer, market, Set.of());
    }

    /** Somebody of a dealer. */
    public static Actor ofDealer(String subject, Role role, DealerId dealer) {
        return new Actor(subject, role, dealer, null);
    }

    /** Somebody of the headquarters of a market. */
    public static Actor ofHeadquarters(String subject, MarketId market) {
        return new Actor(subject, Role.HQ, null, market);
    }

    /** Somebody of a market's call centre. */
    public static Actor ofCallCenter(String subject, MarketId market) {
        return new Actor(subject, Role.CALL_CENTER, null, market);
    }

    /** Somebody of one outlet, or of several. */
    public static Actor ofOutlets(String subject, Role role, Set<OutletId> outlets) {
        return new Actor(subject, role, null, null, outlets);
    }

    /** Somebody who belongs neither to a dealer nor to a market, nor to an outlet. */
    public static Actor of(String subject, Role role) {
        return new Actor(subject, role, null, null);
    }

    /** Whether leads of this dealer are this actor's own. */
    public boolean belongsTo(DealerId leadsDealer) {
        return leadsDealer.equals(dealer);
    }

    /** Whether it works at this outlet, or is responsible for it. */
    public boolean isOf(OutletId outlet) {
        return outlets.contains(outlet);
    }

    /** The user that it is. */
    public UserId user() {
        return new UserId(subject);
    }

    /** The form kept in the ledger: {@code ROLE/subject}. Dealer or outlet is the event's tenant and is not repeated. */
    public String ledgerForm() {
        return role + "/" + subject;
    }
}
