package leadledger.events.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a lead met a service level, as of a moment, with all that it rests on (SL-01, SL-30).
 *
 * @param sla which service level
 * @param result met, breached, running or withdrawn
 * @param differsByClaimedTime whether the other of the two times would give another result (SL-21)
 * @param asOf the moment as of which it was asked: only what was recorded by then is known to it
 * @param evidence what it rests on
 */
public record SlaVerdict(Sla sla, Result result, boolean differsByClaimedTime, Instant asOf, Evidence evidence) {

    /** The same verdict, telling of the events that were set aside only some. */
    SlaVerdict with(Predicate<SetAside> shown) {
        Evidence told = new Evidence(
                evidence.policy,
                evidence.policyVersion,
                evidence.basis,
                evidence.start,
                evidence.stop,
                evidence.endedBy,
                evidence.limit,
                evidence.deadline,
                evidence.elapsed,
                evidence.setAside.stream().filter(shown).toList());
        return new SlaVerdict(sla, result, differsByClaimedTime, asOf, told);
    }

    /** What a verdict says. */
    public enum Result {
        /** Stopped within the limit; exactly at it is within. */
        MET,
        /** Stopped after the limit, or the limit is past without a stop. */
        BREACHED,
        /** Not stopped, and the limit is not past. */
        RUNNING,
        /** It was running when the lead was moved to another dealer (AS-65); counts in no rate. */
        WITHDRAWN;

        /**
         * SL-01 and AS-65 for a clock.
         *
         * @param stoppedAt when it stopped; none: it has not
         * @param withdrawnAt when the lead was moved to another dealer; none: it was not. What has fallen by then stays
         */
        public static Result of(
                @Nullable Instant stoppedAt, Instant deadline, @Nullable Instant withdrawnAt, Instant asOf) {
            if (stoppedAt != null) {
                return stoppedAt.isAfter(deadline) ? BREACHED : MET;
            }
            if (withdrawnAt != null) {
                return withdrawnAt.isAfter(deadline) ? BREACHED : WITHDRAWN;
            }
            return asOf.isAfter(deadline) ? BREACHED : RUNNING;
        }
    }

    /**
     * What a verdict rests on.
     *
     * @param policy name of the policy
     * @param policyVersion its version
     * @param basis which time it counts
     * @param start the event that started the clock
     * @param stop the event that stopped it; none: it has not stopped
     * @param endedBy the re-assignment that took the lead from the dealer (AS-65); none: the dealer has it
     * @param limit how long it may run
     * @param deadline start and limit added: the last moment in time
     * @param elapsed from start to stop, or to the re-assignment, or to the moment asked for
     * @param setAside events that were looked at and did not count
     */
    public record Evidence(
            String policy,
            int policyVersion,
            SlaPolicy.TimeBasis basis,
            Counted start,
            @Nullable Counted stop,
            @Nullable Counted endedBy,
            Duration limit,
            Instant deadline,
            Duration elapsed,
            List<SetAside> setAside) {

        public Evidence {
            setAside = List.copyOf(setAside);
        }
    }

    /**
     * An event that a clock counts.
     *
     * @param position its place in the ledger
     * @param type its type
     * @param recordedAt when it was recorded
     * @param occurredAt when it happened, as far as was known at the moment asked for
     * @param countedAt the one of the two that counted
     * @param actor who did it
     * @param correctedBy position of the correction whose moment counted (AS-13); none: none did
     */
    public record Counted(
            long position,
            String type,
            Instant recordedAt,
            Instant occurredAt,
            Instant countedAt,
            String actor,
            @Nullable Long correctedBy) {}

    /**
     * An event that was looked at and did not count.
     *
     * @param position its place in the ledger
     * @param type its type
     * @param recordedAt when it was recorded
     * @param occurredAt when it happened
     * @param reason why it did not count
     */
    public record SetAside(long position, String type, Instant recordedAt, Instant occurredAt, SetAsideReason reason) {}

    /** Why an event did not count. */
    public enum SetAsideReason {
        /** It is no contact attempt. */
        NO_CONTACT_ATTEMPT,
        /** The clock had been stopped by the first attempt. */
        LATER_ATTEMPT,
        /** It corrects another attempt than the first. */
        CORRECTS_LATER_ATTEMPT,
        /** The policy counts recorded time, which a correction never changes. */
        RECORDED_TIME_COUNTS,
        /** A newer correction of the first attempt took its place. */
        SUPERSEDED,
        /** It belongs to the time with a former dealer, which is measured apart (SL-07). */
        EARLIER_ASSIGNMENT,
        /** It does not close the lead. */
        NO_CLOSURE,
        /** A booking is not final within sixty days, so it does not end the management time (SL-02). */
        BOOKING_IS_NO_CLOSURE,
        /** The lapse of the sixty days is not the dealer's closing (SL-02). */
        LAPSE_IS_NO_CLOSURE,
        /** The clock had been stopped by the first closure. */
        LATER_CLOSURE
    }
}
