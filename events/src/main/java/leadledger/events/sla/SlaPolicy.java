package leadledger.events.sla;

import java.time.Duration;

/**
 * What is demanded and how it is measured (SL-10).
 *
 * @param name the policy's name
 * @param version its version, from 1
 * @param firstContactLimit {@link Sla#SLA1}: at most this from assignment to the first attempt; equal is in time
 * @param basis which of an event's two times counts (SL-21)
 */
public record SlaPolicy(String name, int version, Duration firstContactLimit, TimeBasis basis) {

    /** What holds unless headquarters decide otherwise: 24 hours, by recorded time. */
    public static final SlaPolicy DEFAULT = new SlaPolicy("default", 1, Duration.ofDays(1), TimeBasis.RECORDED_AT);

    /** The same demands measured by the other time. */
    public SlaPolicy onOtherBasis() {
        return new SlaPolicy(
                name,
                version,
                firstContactLimit,
                basis == TimeBasis.RECORDED_AT ? TimeBasis.OCCURRED_AT : TimeBasis.RECORDED_AT);
    }

    /** Which of an event's two times counts. */
    public enum TimeBasis {
        /** When it entered the ledger, by the server's clock. */
        RECORDED_AT,
        /** When it happened, as far as somebody claimed so; otherwise when it entered the ledger. */
        OCCURRED_AT
    }
}
