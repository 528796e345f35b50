package leadledger.query.leadpage;

import java.time.Instant;
import java.util.Objects;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaVerdict;

/**
 * A verdict without its evidence.
 *
 * @param sla which service level
 * @param result met, breached, running or withdrawn
 * @param differsByClaimedTime whether the claimed time would give another result
 * @param deadline the last moment in time
 */
public record VerdictInShort(Sla sla, SlaVerdict.Result result, boolean differsByClaimedTime, Instant deadline) {

    /** Of a verdict. */
    public static VerdictInShort of(SlaVerdict verdict) {
        return new VerdictInShort(
                verdict.sla(),
                verdict.result(),
                verdict.differsByClaimedTime(),
                // On a clock that counts all time an end is always in sight.
                Objects.requireNonNull(verdict.evidence().deadline()));
    }
}
