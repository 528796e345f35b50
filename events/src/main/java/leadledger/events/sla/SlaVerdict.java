package leadledger.events.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import leadledger.events.calendar.OpenTime;
import leadledger.events.dispute.DisputeOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Whether a lead met a service level, as of a moment, with all that it rests on (SL-01, SL-30).
 *
 * @param sla which service level
 * @param result met, breached, running or withdrawn
 * @param differsByClaimedTime whether the other of the two times would give another result (SL-21)
 * @param asOf the moment as of which it was asked: only what was recorded by then is known to it
 * @param evidence what it rests on
 * @param dispute the newest dispute over it; none: nobody disputed it
 */
public record SlaVerdict(
        Sla sla,
        Result result,
        boolean differsByClaimedTime,
        Instant asOf,
        Evidence evidence,
        @Nullable Disputed dispute) {

    /** Whether it rests on a time of recording that another system told (LG-40). */
    public boolean restsOnImportedTime() {
        return Stream.of(evidence.start, evidence.stop, evidence.endedBy)
                .anyMatch(counted -> counted != null && counted.importedAt != null);
    }

    /** The same verdict, telling of the events that were set aside only some. */
    public SlaVerdict with(Predicate<SetAside> shown) {
        Evidence told = new Evidence(
                evidence.policy,
                evidence.policyVersion,
                evidence.basis,
                evidence.clock,
                evidence.start,
                evidence.stop,
                evidence.endedBy,
                evidence.limit,
                evidence.deadline,
                evidence.elapsed,
                evidence.openTimes,
                evidence.setAside.stream().filter(shown).toList());
        return new SlaVerdict(sla, result, differsByClaimedTime, asOf, told, dispute);
    }

    /**
     * That a verdict is or was disputed, so that none is silently different (SL-40, SL-41).
     *
     * @param id the dispute
     * @param outcome what was decided and holds; none: nothing is decided, or the decision was reopened
     * @param decidedAt when; exactly with {@code outcome}
     * @param resultWithout what the verdict would say without it
     */
    public record Disputed(
            UUID id,
            @Nullable DisputeOutcome outcome,
            @Nullable Instant decidedAt,
            Result resultWithout) {}

    /** What a verdict says. */
    public enum Result {
        /** Stopped within the limit; exactly at it is within. */
        MET,
        /** Stopped after the limit, or the limit is past without a stop. */
        BREACHED,
        /** Not stopped, and the limit is not past. */
        RUNNING,
        /** It was running when the lead was moved to another dealer (AS-65) or taken out of scope (SA-22); counts in no rate. */
        WITHDRAWN;

        /**
         * SL-01, AS-65 and SA-22 for a clock.
         *
         * @param stoppedAt when it stopped; none: it has not
         * @param deadline the last moment in time; none: none is in sight
         * @param withdrawnAt when the lead was taken out of the measurement; none: it was not. What has fallen by then stays
         */
        public static Result of(
                @Nullable Instant stoppedAt, @Nullable Instant deadline, @Nullable Instant withdrawnAt, Instant asOf) {
            if (stoppedAt != null) {
                return isPast(stoppedAt, deadline) ? BREACHED : MET;
            }
            if (withdrawnAt != null) {
                return isPast(withdrawnAt, deadline) ? BREACHED : WITHDRAWN;
            }
            return isPast(asOf, deadline) ? BREACHED : RUNNING;
        }

        private static boolean isPast(Instant moment, @Nullable Instant deadline) {
            return deadline != null && moment.isAfter(deadline);
        }
    }

    /**
     * What a verdict rests on.
     *
     * @param policy name of the policy
     * @param policyVersion its version
     * @param basis which time it counts
     * @param clock which time it counts: all of it, or the outlet's open time
     * @param start the event that started the clock
     * @param stop the event that stopped it; none: it has not stopped
     * @param endedBy the event that withdrew the lead: a re-assignment to another dealer (AS-65), or the mark that took it out
     *     of follow-up scope (SA-22); none: none did
     * @param limit how long it may run
     * @param deadline start and limit added: the last moment in time; none: the outlet is not open for so long in sight
     * @param elapsed from start to stop, or to the withdrawal, or to the moment asked for
     * @param openTimes where only open time counts, what was counted for {@code elapsed}, at most
     *     {@value ClockTime#MOST_TOLD} stretches
     * @param setAside events that were looked at and did not count
     */
    public record Evidence(
            String policy,
            int policyVersion,
            SlaPolicy.TimeBasis basis,
            SlaPolicy.Clock clock,
            Counted start,
            @Nullable Counted stop,
            @Nullable Counted endedBy,
            Duration limit,
            @Nullable Instant deadline,
            Duration elapsed,
            List<OpenTime> openTimes,
            List<SetAside> setAside) {

        public Evidence {
            openTimes = List.copyOf(openTimes);
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
     * @param countedAt the one of the two that counted; for a held delivery, when the outlet opened (SA-10); for a stop that
     *     was corrected in a dispute, the moment that was decided to count (SL-40)
     * @param actor who did it
     * @param correctedBy position of the correction whose moment counted (AS-13); none: none did
     * @param importedAt when the ledger took it over from another system, whose time of recording is {@code recordedAt}
     *     (LG-40); none: it was recorded here first
     */
    public record Counted(
            long position,
            String type,
            Instant recordedAt,
            Instant occurredAt,
            Instant countedAt,
            String actor,
            @Nullable Long correctedBy,
            @Nullable Instant importedAt) {

        /** An event that was recorded here first. */
        public Counted(
                long position,
                String type,
                Instant recordedAt,
                Instant occurredAt,
                Instant countedAt,
                String actor,
                @Nullable Long correctedBy) {
            this(position, type, recordedAt, occurredAt, countedAt, actor, correctedBy, null);
        }

        Counted countedAt(@Nullable Instant moment) {
            return moment == null
                    ? this
                    : new Counted(position, type, recordedAt, occurredAt, moment, actor, correctedBy, importedAt);
        }
    }

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
        /** The clock had been stopped by an earlier attempt. */
        LATER_ATTEMPT,
        /** The customer was not reached, and the policy counts only attempts in which it was. */
        CUSTOMER_NOT_REACHED,
        /** It corrects another attempt than the one that stopped the clock. */
        CORRECTS_LATER_ATTEMPT,
        /** The policy counts recorded time, which a correction never changes. */
        RECORDED_TIME_COUNTS,
        /** A newer correction of the same attempt took its place. */
        SUPERSEDED,
        /** It belongs to the time with a former dealer, which is measured apart (SL-07). */
        EARLIER_ASSIGNMENT,
        /** It is a step of a dispute: a fact beside the lead's course (AS-60). What was decided is told with the verdict. */
        DISPUTE,
        /** It does not close the lead. */
        NO_CLOSURE,
        /** A booking is not final within sixty days, so it does not end the management time (SL-02). */
        BOOKING_IS_NO_CLOSURE,
        /** The lapse of the sixty days is not the dealer's closing (SL-02). */
        LAPSE_IS_NO_CLOSURE,
        /** The clock had been stopped by the first closure, or by a booking where the policy counts it. */
        LATER_CLOSURE,
        /** The lead was not delivered yet. */
        BEFORE_DELIVERY,
        /** A held delivery starts no clock before the outlet opens (SA-10). */
        DELIVERY_ON_HOLD,
        /** The clock had been started by the first delivery. */
        LATER_DELIVERY,
        /** It gives the lead to somebody, first or anew, which restarts no clock (SA-32). */
        ASSIGNMENT,
        /** It leaves the follow-up task new (SA-32). */
        TASK_STAYS_NEW,
        /** The clock had been stopped by the task's first move. */
        LATER_UPDATE,
        /** It sets the out-of-scope mark or takes it back, and is no longer in force. */
        MARK_TAKEN_BACK,
        /** It does not move the follow-up task. */
        NO_FOLLOW_UP
    }
}
