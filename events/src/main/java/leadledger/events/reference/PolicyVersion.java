package leadledger.events.reference;

import java.time.Instant;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.UserId;
import leadledger.events.sla.PolicyTerms;
import leadledger.events.sla.SlaPolicy;

/**
 * A version of a market's policy (SL-10).
 *
 * @param market whose
 * @param name its name, the same for versions that belong together or another
 * @param version counts the market's versions from 2: the first is what holds unless headquarters decide otherwise
 * @param terms what it says
 * @param holdsFrom it holds for leads assigned at this moment or later
 * @param reason why it is proposed; free text
 * @param proposedBy who proposed it, and so may not activate it
 */
public record PolicyVersion(
        MarketId market,
        String name,
        int version,
        PolicyTerms terms,
        Instant holdsFrom,
        String reason,
        UserId proposedBy) {

    /** The number of the first version that headquarters can propose. */
    public static final int FIRST = SlaPolicy.DEFAULT.version() + 1;

    /** The policy as verdicts cite it. */
    public SlaPolicy policy() {
        return new SlaPolicy(name, version, terms);
    }
}
