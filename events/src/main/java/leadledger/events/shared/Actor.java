package leadledger.events.shared;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who did something: the token's subject in its active role. Written beside every event (LG-02), so the subject must be
 * a pseudonymous user id, never a name or an e-mail address (LG-22).
 *
 * @param subject the user's or machine's id; 1 to 128 of letters, digits and {@code . _ : | -}
 * @param role the role it acted in
 * @param dealer the dealer it belongs to; present exactly when the role is a dealer's (AC-02)
 * @param market the market whose headquarters it acts for; present exactly when the role is {@link Role#HQ} (AC-02)
 */
public record Actor(
        String subject,
        Role role,
        @Nullable DealerId dealer,
        @Nullable MarketId market) {

    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9._:|-]{1,128}");

    public Actor {
        Objects.requireNonNull(role, "role");
        if (!SUBJECT.matcher(subject).matches()) {
            throw new IllegalArgumentException("a subject has 1 to 128 letters, digits or . _ : | -");
        }
        if (role.isDealer() != (dealer != null)) {
            throw new IllegalArgumentException("role " + role + (dealer == null ? " needs" : " has no") + " dealer");
        }
        if (role.isMarkets() != (market != null)) {
            throw new IllegalArgumentException("role " + role + (market == null ? " needs" : " has no") + " market");
        }
    }

    /** Somebody of a dealer. */
    public static Actor ofDealer(String subject, Role role, DealerId dealer) {
        return new Actor(subject, role, dealer, null);
    }

    /** Somebody of the headquarters of a market. */
    public static Actor ofHeadquarters(String subject, MarketId market) {
        return new Actor(subject, Role.HQ, null, market);
    }

    /** Somebody who belongs neither to a dealer nor to a market. */
    public static Actor of(String subject, Role role) {
        return new Actor(subject, role, null, null);
    }

    /** Whether leads of this dealer are this actor's own. */
    public boolean belongsTo(DealerId leadsDealer) {
        return leadsDealer.equals(dealer);
    }

    /** The form kept in the ledger: {@code ROLE/subject}. The dealer is the event's tenant and is not repeated. */
    public String ledgerForm() {
        return role + "/" + subject;
    }
}
