package leadledger.events.sla;

import java.time.Instant;
import leadledger.events.shared.DealerId;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import leadledger.events.sla.SlaVerdict.Result;
import org.jspecify.annotations.Nullable;

/**
 * What service levels need to know of a lead's time with one dealer: each assignment has clocks of its own (SL-07). All
 * moments are recorded ones but the claim.
 *
 * @param number 1 for the lead's first assignment, then one more with each re-assignment (AS-65)
 * @param dealer the dealer that worked the lead
 * @param assignedAt 担当ディーラー設定日: when the clocks started
 * @param firstAttemptAt when the first contact attempt was recorded; none: not attempted
 * @param firstAttemptClaimedAt when it was made as somebody claims, corrections applied (AS-13); none: no claim
 * @param closedAt when the dealer closed the lead; none: it did not
 * @param closure how it did; present exactly with {@code closedAt}
 * @param withdrawnAt when the lead was taken from the dealer by a re-assignment; none: the dealer has it
 */
public record Assignment(
        int number,
        DealerId dealer,
        Instant assignedAt,
        @Nullable Instant firstAttemptAt,
        @Nullable Instant firstAttemptClaimedAt,
        @Nullable Instant closedAt,
        @Nullable Closure closure,
        @Nullable Instant withdrawnAt) {

    public Assignment {
        if ((closedAt == null) != (closure == null)) {
            throw new IllegalArgumentException("a closure has a moment, and the moment a closure");
        }
        if (firstAttemptClaimedAt != null && firstAttemptAt == null) {
            throw new IllegalArgumentException("only an attempt can be claimed");
        }
    }

    static Assignment begun(int number, DealerId dealer, Instant assignedAt) {
        return new Assignment(number, dealer, assignedAt, null, null, null, null, null);
    }

    /**
     * The verdict for a service level (SL-01), of what is known as of the moment: none of these facts may have been
     * recorded later.
     *
     * @throws IllegalArgumentException for {@link Sla#SLA3}, which is a rate over leads, and for those of another process
     */
    public Result result(Sla sla, SlaPolicy policy, Instant asOf) {
        return clock(sla, policy, policy.basis()).result(asOf);
    }

    /** The clock of a service level. */
    SlaClock clock(Sla sla, SlaPolicy policy, TimeBasis basis) {
        return new SlaClock(assignedAt, stoppedAt(sla, basis), withdrawnAt, policy.limit(sla), ClockTime.ELAPSED);
    }

    /** The last moment in time for a service level with a limit. */
    public Instant deadline(Sla sla, SlaPolicy policy) {
        return assignedAt.plus(policy.limit(sla));
    }

    /**
     * When the clock of a service level was stopped; none: it was not. Only an attempt can be claimed to have happened
     * earlier (AS-10): a closure has one time.
     */
    public @Nullable Instant stoppedAt(Sla sla, TimeBasis basis) {
        return switch (sla) {
            case SLA1 ->
                basis == TimeBasis.OCCURRED_AT && firstAttemptClaimedAt != null
                        ? firstAttemptClaimedAt
                        : firstAttemptAt;
            // SL-02: neither a booking nor the lapse stops it.
            case SLA2 -> closedAt;
            case SLA3 -> throw SlaPolicy.noLimit();
            case FIRST_FOLLOW_UP -> throw new IllegalArgumentException("a service level of the sales process");
        };
    }

    /** Whether the dealer brought the lead to an end with or without sale (SL-03). */
    public boolean isManaged() {
        return closedAt != null;
    }

    Assignment attempted(Instant recordedAt, @Nullable Instant claimedAt) {
        return firstAttemptAt == null
                ? new Assignment(number, dealer, assignedAt, recordedAt, claimedAt, closedAt, closure, withdrawnAt)
                : this;
    }

    Assignment claimCorrected(@Nullable Instant claimedAt) {
        return firstAttemptAt == null
                ? this
                : new Assignment(number, dealer, assignedAt, firstAttemptAt, claimedAt, closedAt, closure, withdrawnAt);
    }

    Assignment closed(Closure how, Instant recordedAt) {
        return closedAt == null
                ? new Assignment(
                        number, dealer, assignedAt, firstAttemptAt, firstAttemptClaimedAt, recordedAt, how, withdrawnAt)
                : this;
    }

    Assignment withdrawn(Instant recordedAt) {
        return new Assignment(
                number, dealer, assignedAt, firstAttemptAt, firstAttemptClaimedAt, closedAt, closure, recordedAt);
    }
}
