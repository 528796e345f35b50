package leadledger.events.sla;

import java.time.Duration;
import java.time.Instant;

/**
 * What is demanded, how it is measured, and the terms of the process that hang on it (SL-10).
 *
 * @param name the policy's name
 * @param version its version, from 1
 * @param firstContactLimit {@link Sla#SLA1}: at most this from assignment to the first attempt; equal is in time
 * @param firstContactTargetPercent at least so many of 100 leads are to meet it
 * @param managementLimit {@link Sla#SLA2}: at most this from assignment to closure; equal is in time
 * @param managementTargetPercent at least so many of 100 leads are to meet it
 * @param managedWindow {@link Sla#SLA3}: leads assigned at most this long ago are looked at
 * @param managedTargetPercent at least so many of 100 leads are to be brought to an end
 * @param firstFollowUpLimit {@link Sla#FIRST_FOLLOW_UP}: at most this from delivery to the first follow-up; equal is in time
 * @param firstFollowUpTargetPercent at least so many of 100 leads are to meet it; the specification names none, this is ours
 * @param firstFollowUpClock which time passes on its clock
 * @param lapseAfter so long after assignment an open lead comes to its end by itself (AS-61, AS-62); equal is in time
 * @param recontactHorizonMonths a re-contact day is at most so many months away (AS-50)
 * @param disputeWindow so long after a verdict fell it can be disputed (SL-40); equal is in time
 * @param basis which of an event's two times counts (SL-21)
 */
public record SlaPolicy(
        String name,
        int version,
        Duration firstContactLimit,
        int firstContactTargetPercent,
        Duration managementLimit,
        int managementTargetPercent,
        Duration managedWindow,
        int managedTargetPercent,
        Duration firstFollowUpLimit,
        int firstFollowUpTargetPercent,
        Clock firstFollowUpClock,
        Duration lapseAfter,
        int recontactHorizonMonths,
        Duration disputeWindow,
        TimeBasis basis) {

    /** What holds unless headquarters decide otherwise. */
    public static final SlaPolicy DEFAULT = new SlaPolicy(
            "default",
            1,
            Duration.ofDays(1),
            70,
            Duration.ofDays(10),
            70,
            Duration.ofDays(60),
            90,
            Duration.ofMinutes(60),
            70,
            Clock.BUSINESS_HOURS,
            Duration.ofDays(60),
            24,
            Duration.ofDays(30),
            TimeBasis.RECORDED_AT);

    /** Until this moment, and at it, an open lead assigned at the given one is open (AS-63). */
    public Instant lapsesAt(Instant assignedAt) {
        return assignedAt.plus(lapseAfter);
    }

    /**
     * How long a service level's clock may run.
     *
     * @throws IllegalArgumentException for {@link Sla#SLA3}, which has none
     */
    public Duration limit(Sla sla) {
        return switch (sla) {
            case SLA1 -> firstContactLimit;
            case SLA2 -> managementLimit;
            case SLA3 -> throw noLimit();
            case FIRST_FOLLOW_UP -> firstFollowUpLimit;
        };
    }

    /**
     * Which time passes on a service level's clock.
     *
     * @throws IllegalArgumentException for {@link Sla#SLA3}, which has none
     */
    public Clock clock(Sla sla) {
        return switch (sla) {
            case SLA1, SLA2 -> Clock.ELAPSED;
            case SLA3 -> throw noLimit();
            case FIRST_FOLLOW_UP -> firstFollowUpClock;
        };
    }

    static IllegalArgumentException noLimit() {
        return new IllegalArgumentException("a rate over leads has no limit and no verdict");
    }

    /** At least so many of 100 leads are to meet a service level. */
    public int targetPercent(Sla sla) {
        return switch (sla) {
            case SLA1 -> firstContactTargetPercent;
            case SLA2 -> managementTargetPercent;
            case SLA3 -> managedTargetPercent;
            case FIRST_FOLLOW_UP -> firstFollowUpTargetPercent;
        };
    }

    /** The same terms measured by the other time. */
    public SlaPolicy onOtherBasis() {
        return on(basis == TimeBasis.RECORDED_AT ? TimeBasis.OCCURRED_AT : TimeBasis.RECORDED_AT);
    }

    /** The same terms measured by the given time. */
    public SlaPolicy on(TimeBasis other) {
        return new SlaPolicy(
                name,
                version,
                firstContactLimit,
                firstContactTargetPercent,
                managementLimit,
                managementTargetPercent,
                managedWindow,
                managedTargetPercent,
                firstFollowUpLimit,
                firstFollowUpTargetPercent,
                firstFollowUpClock,
                lapseAfter,
                recontactHorizonMonths,
                disputeWindow,
                other);
    }

    /** Which time passes on a clock (SL-10). */
    public enum Clock {
        /** All time, 24/7. */
        ELAPSED,
        /** The time for which the outlet is open (営業時間). */
        BUSINESS_HOURS
    }

    /** Which of an event's two times counts. */
    public enum TimeBasis {
        /** When it entered the ledger, by the server's clock. */
        RECORDED_AT,
        /** When it happened, as far as somebody claimed so; otherwise when it entered the ledger. */
        OCCURRED_AT
    }
}
