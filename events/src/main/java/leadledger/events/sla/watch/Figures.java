package leadledger.events.sla.watch;

import java.time.Duration;
import java.time.Instant;
import leadledger.events.sla.SlaVerdict.Result;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of a sign. What a sign does not rest on, it does not have.
 *
 * @param policy name of the policy in force at the start; none: it does not matter
 * @param policyVersion its version; exactly with {@code policy}
 * @param limit how long the clock may run
 * @param startedAt when the clock started
 * @param deadline the last moment in time; none: none is in sight, or it does not matter
 * @param elapsed how much of its time had passed on the clock at the stop
 * @param recordedAt when the stop, or the attempt, was recorded
 * @param claimedAt when it was made as somebody claims
 * @param claimedBefore what counted as claimed before it was corrected
 * @param byRecorded the verdict by recorded time
 * @param byClaimed the verdict by claimed time
 */
public record Figures(
        @Nullable String policy,
        @Nullable Integer policyVersion,
        @Nullable Duration limit,
        Instant startedAt,
        @Nullable Instant deadline,
        @Nullable Duration elapsed,
        Instant recordedAt,
        @Nullable Instant claimedAt,
        @Nullable Instant claimedBefore,
        @Nullable Result byRecorded,
        @Nullable Result byClaimed) {}
