package leadledger.events.sla;

import java.time.Duration;
import leadledger.events.calendar.BusinessHours;
import leadledger.events.sla.SlaPolicy.Clock;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import org.jspecify.annotations.Nullable;

/**
 * What a policy demands and how it measures (SL-10). Whether the figures make sense is for whoever proposes a policy to be
 * told; here they only have to be possible.
 *
 * @param firstContact terms of {@link Sla#SLA1}
 * @param managementTime terms of {@link Sla#SLA2}
 * @param managed terms of {@link Sla#SLA3}
 * @param firstFollowUp terms of {@link Sla#FIRST_FOLLOW_UP}
 * @param disputeWindow so long after a verdict fell it can be disputed (SL-40); equal is in time
 * @param basis which of an event's two times counts (SL-21)
 * @param hours the hours of {@link Clock#POLICY_HOURS}, with holidays; present if a clock goes by them
 */
public record PolicyTerms(
        FirstContact firstContact,
        ManagementTime managementTime,
        Managed managed,
        FirstFollowUpTerms firstFollowUp,
        Duration disputeWindow,
        TimeBasis basis,
        @Nullable BusinessHours hours) {

    /** The longest window that a policy may have for {@link Sla#SLA3}. */
    public static final Duration LONGEST_WINDOW = Duration.ofDays(366);

    /** What holds unless headquarters decide otherwise. */
    public static final PolicyTerms DEFAULT = new PolicyTerms(
            new FirstContact(Duration.ofDays(1), 70, Clock.ELAPSED, FirstContactStop.ANY_ATTEMPT),
            new ManagementTime(Duration.ofDays(10), 70, Clock.ELAPSED, ManagementStop.CLOSURE),
            new Managed(Duration.ofDays(60), 90),
            new FirstFollowUpTerms(Duration.ofMinutes(60), 70, Clock.BUSINESS_HOURS),
            Duration.ofDays(30),
            TimeBasis.RECORDED_AT,
            null);

    public PolicyTerms {
        if (firstContact.clock == Clock.BUSINESS_HOURS || managementTime.clock == Clock.BUSINESS_HOURS) {
            throw new IllegalArgumentException("a dealer has no business hours of its own");
        }
        boolean byHours = firstContact.clock == Clock.POLICY_HOURS
                || managementTime.clock == Clock.POLICY_HOURS
                || firstFollowUp.clock == Clock.POLICY_HOURS;
        if (byHours && hours == null) {
            throw new IllegalArgumentException("a clock goes by hours that the policy does not have");
        }
    }

    /**
     * Terms of {@link Sla#SLA1}.
     *
     * @param limit at most this from assignment to the stop; equal is in time
     * @param targetPercent at least so many of 100 leads are to meet it
     * @param clock which time passes
     * @param stop what stops the clock
     */
    public record FirstContact(Duration limit, int targetPercent, Clock clock, FirstContactStop stop) {}

    /**
     * Terms of {@link Sla#SLA2}.
     *
     * @param limit at most this from assignment to the stop; equal is in time
     * @param targetPercent at least so many of 100 leads are to meet it
     * @param clock which time passes
     * @param stop what stops the clock
     */
    public record ManagementTime(Duration limit, int targetPercent, Clock clock, ManagementStop stop) {}

    /**
     * Terms of {@link Sla#SLA3}.
     *
     * @param window leads assigned at most this long ago are looked at
     * @param targetPercent at least so many of 100 of them are to be brought to an end
     */
    public record Managed(Duration window, int targetPercent) {}

    /**
     * Terms of {@link Sla#FIRST_FOLLOW_UP}; the specification names no limit and no target, the default ones are ours.
     *
     * @param limit at most this from delivery to the first follow-up; equal is in time
     * @param targetPercent at least so many of 100 leads are to meet it
     * @param clock which time passes
     */
    public record FirstFollowUpTerms(Duration limit, int targetPercent, Clock clock) {}

    /** What stops the clock of {@link Sla#SLA1}. */
    public enum FirstContactStop {
        /** The first contact attempt, whether the customer was reached or not. */
        ANY_ATTEMPT,
        /** The first attempt in which the customer was reached. */
        CUSTOMER_REACHED
    }

    /** What stops the clock of {@link Sla#SLA2}. */
    public enum ManagementStop {
        /** Closing with or without sale, a re-contact included (SL-02). */
        CLOSURE,
        /** Closing, or the first booking before it. */
        CLOSURE_OR_BOOKING
    }

    /** The same terms measured by the given time. */
    PolicyTerms on(TimeBasis other) {
        return new PolicyTerms(firstContact, managementTime, managed, firstFollowUp, disputeWindow, other, hours);
    }
}
