package leadledger.events.sla;

import java.time.Duration;
import java.time.Instant;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.shared.DealerId;

/**
 * What is demanded and how it is measured (SL-10), under a name and a version by which verdicts cite it.
 *
 * @param name the policy's name
 * @param version its version, from 1
 * @param terms what it says
 */
public record SlaPolicy(String name, int version, PolicyTerms terms) implements Policies {

    /** What holds unless headquarters decide otherwise. */
    public static final SlaPolicy DEFAULT = new SlaPolicy("default", 1, PolicyTerms.DEFAULT);

    /** So long after assignment an open lead comes to its end by itself (AS-61, AS-62); equal is in time. */
    public static final Duration LAPSE_AFTER = Duration.ofDays(60);

    /** A re-contact day is at most so many months away (AS-50). */
    public static final int RECONTACT_HORIZON_MONTHS = 24;

    /** For everything this one, as for the question <em>what if</em> (SL-11). */
    @Override
    public SlaPolicy of(DealerId dealer, Instant assignedAt) {
        return this;
    }

    @Override
    public Duration longestManagedWindow() {
        return managedWindow();
    }

    /** Until this moment, and at it, an open lead assigned at the given one is open (AS-63). */
    public static Instant lapsesAt(Instant assignedAt) {
        return assignedAt.plus(LAPSE_AFTER);
    }

    /**
     * How long a service level's clock may run.
     *
     * @throws IllegalArgumentException for {@link Sla#SLA3}, which has none
     */
    public Duration limit(Sla sla) {
        return switch (sla) {
            case SLA1 -> terms.firstContact().limit();
            case SLA2 -> terms.managementTime().limit();
            case SLA3 -> throw noLimit();
            case FIRST_FOLLOW_UP -> terms.firstFollowUp().limit();
        };
    }

    /**
     * Which time passes on a service level's clock.
     *
     * @throws IllegalArgumentException for {@link Sla#SLA3}, which has none
     */
    public Clock clock(Sla sla) {
        return switch (sla) {
            case SLA1 -> terms.firstContact().clock();
            case SLA2 -> terms.managementTime().clock();
            case SLA3 -> throw noLimit();
            case FIRST_FOLLOW_UP -> terms.firstFollowUp().clock();
        };
    }

    /**
     * The time that passes on a service level's clock.
     *
     * @param ofOutlet the outlet's calendar, for {@link Clock#BUSINESS_HOURS}
     * @throws IllegalArgumentException for {@link Sla#SLA3}, which has none
     */
    public ClockTime time(Sla sla, OutletCalendar ofOutlet) {
        return ClockTime.of(clock(sla), ofOutlet, terms.hours());
    }

    static IllegalArgumentException noLimit() {
        return new IllegalArgumentException("a rate over leads has no limit and no verdict");
    }

    /** At least so many of 100 leads are to meet a service level. */
    public int targetPercent(Sla sla) {
        return switch (sla) {
            case SLA1 -> terms.firstContact().targetPercent();
            case SLA2 -> terms.managementTime().targetPercent();
            case SLA3 -> terms.managed().targetPercent();
            case FIRST_FOLLOW_UP -> terms.firstFollowUp().targetPercent();
        };
    }

    /** {@link Sla#SLA3}: leads assigned at most this long ago are looked at. */
    public Duration managedWindow() {
        return terms.managed().window();
    }

    /** So long after a verdict fell it can be disputed (SL-40); equal is in time. */
    public Duration disputeWindow() {
        return terms.disputeWindow();
    }

    /** Which of an event's two times counts (SL-21). */
    public TimeBasis basis() {
        return terms.basis();
    }

    /** The same terms measured by the other time. */
    public SlaPolicy onOtherBasis() {
        return on(basis() == TimeBasis.RECORDED_AT ? TimeBasis.OCCURRED_AT : TimeBasis.RECORDED_AT);
    }

    /** The same terms measured by the given time. */
    public SlaPolicy on(TimeBasis other) {
        return new SlaPolicy(name, version, terms.on(other));
    }

    /** Which time passes on a clock (SL-10). */
    public enum Clock {
        /** All time, 24/7. */
        ELAPSED,
        /** The time for which the outlet is open (営業時間); for service levels of outlets only. */
        BUSINESS_HOURS,
        /** The hours that the policy itself names, with its holidays. */
        POLICY_HOURS
    }

    /** Which of an event's two times counts. */
    public enum TimeBasis {
        /** When it entered the ledger, by the server's clock. */
        RECORDED_AT,
        /** When it happened, as far as somebody claimed so; otherwise when it entered the ledger. */
        OCCURRED_AT
    }
}
