package leadledger.events.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.shared.DealerId;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import org.jspecify.annotations.Nullable;

/**
 * What service levels need to know of a lead's time with one dealer: each assignment has clocks of its own (SL-07). All
 * moments are recorded ones but the claims.
 *
 * @param number 1 for the lead's first assignment, then one more with each re-assignment (AS-65)
 * @param dealer the dealer that worked the lead
 * @param assignedAt 担当ディーラー設定日: when the clocks started
 * @param attempts the contact attempts as they stand, corrections applied (AS-13), in the order of recording
 * @param bookedAt when an appointment was first booked; none: it was not
 * @param closedAt when the dealer closed the lead; none: it did not
 * @param closure how it did; present exactly with {@code closedAt}
 * @param withdrawnAt when the lead was taken from the dealer by a re-assignment; none: the dealer has it
 * @param rulings the disputes over its verdicts, in the order in which they were opened
 */
public record Assignment(
        int number,
        DealerId dealer,
        Instant assignedAt,
        List<Attempt> attempts,
        @Nullable Instant bookedAt,
        @Nullable Instant closedAt,
        @Nullable Closure closure,
        @Nullable Instant withdrawnAt,
        List<Ruling> rulings) {

    public Assignment {
        attempts = List.copyOf(attempts);
        rulings = List.copyOf(rulings);
        if ((closedAt == null) != (closure == null)) {
            throw new IllegalArgumentException("a closure has a moment, and the moment a closure");
        }
    }

    /**
     * A contact attempt as far as a clock is concerned.
     *
     * @param number its number
     * @param stampedAt when it was recorded
     * @param claimedAt when it was made as somebody claims; none: no claim
     * @param reached whether the customer was reached
     */
    public record Attempt(
            int number, Instant stampedAt, @Nullable Instant claimedAt, boolean reached) {

        /** The moment that counts. */
        Instant moment(TimeBasis basis) {
            return basis == TimeBasis.OCCURRED_AT && claimedAt != null ? claimedAt : stampedAt;
        }
    }

    static Assignment begun(int number, DealerId dealer, Instant assignedAt) {
        return new Assignment(number, dealer, assignedAt, List.of(), null, null, null, null, List.of());
    }

    /** When the first contact attempt was recorded; none: not attempted. */
    public @Nullable Instant firstAttemptAt() {
        return attempts.isEmpty() ? null : attempts.getFirst().stampedAt();
    }

    /** When the first contact attempt was made as somebody claims; none: no claim. */
    public @Nullable Instant firstAttemptClaimedAt() {
        return attempts.isEmpty() ? null : attempts.getFirst().claimedAt();
    }

    /**
     * The verdict for a service level (SL-01), with what was decided in disputes, of what is known as of the moment: none of
     * these facts may have been recorded later.
     *
     * @throws IllegalArgumentException for {@link Sla#SLA3}, which is a rate over leads, and for those of another process
     */
    public Judgement judged(Sla sla, SlaPolicy policy, Instant asOf) {
        return Judgement.of(clock(sla, policy, policy.basis()), ruling(sla), asOf);
    }

    /** What was decided in a dispute over a verdict and holds. */
    public Optional<Ruling> ruling(Sla sla) {
        return Ruling.inForce(rulings, sla);
    }

    /** The clock of a service level, as if nobody had decided otherwise in a dispute. */
    public SlaClock clock(Sla sla, SlaPolicy policy, TimeBasis basis) {
        return new SlaClock(
                assignedAt,
                stoppedAt(sla, policy, basis),
                withdrawnAt,
                policy.limit(sla),
                policy.time(sla, OutletCalendar.ALWAYS_OPEN));
    }

    /** The last moment in time for a service level with a limit; none: none is in sight. */
    public @Nullable Instant deadline(Sla sla, SlaPolicy policy) {
        return clock(sla, policy, policy.basis()).deadline();
    }

    /** The attempt that stops {@link Sla#SLA1}; empty: none did. */
    public Optional<Attempt> stopAttempt(SlaPolicy policy) {
        return switch (policy.terms().firstContact().stop()) {
            case ANY_ATTEMPT -> attempts.stream().findFirst();
            case CUSTOMER_REACHED -> attempts.stream().filter(Attempt::reached).findFirst();
        };
    }

    /**
     * When the clock of a service level was stopped; none: it was not. Only an attempt can be claimed to have happened
     * earlier (AS-10): a closure has one time.
     */
    public @Nullable Instant stoppedAt(Sla sla, SlaPolicy policy, TimeBasis basis) {
        return switch (sla) {
            case SLA1 ->
                stopAttempt(policy).map(attempt -> attempt.moment(basis)).orElse(null);
            case SLA2 ->
                switch (policy.terms().managementTime().stop()) {
                    // SL-02: neither a booking nor the lapse stops it.
                    case CLOSURE -> closedAt;
                    case CLOSURE_OR_BOOKING -> earlier(bookedAt, closedAt);
                };
            case SLA3 -> throw SlaPolicy.noLimit();
            case FIRST_FOLLOW_UP -> throw new IllegalArgumentException("a service level of the sales process");
        };
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    /** Whether the dealer brought the lead to an end with or without sale (SL-03). */
    public boolean isManaged() {
        return closedAt != null;
    }

    /** The same with other disputes. */
    public Assignment with(List<Ruling> others) {
        return new Assignment(number, dealer, assignedAt, attempts, bookedAt, closedAt, closure, withdrawnAt, others);
    }

    /** As it was known at a moment, but that what was corrected until now is not told apart. */
    public Assignment asOf(Instant moment) {
        boolean closed = closedAt != null && !closedAt.isAfter(moment);
        return new Assignment(
                number,
                dealer,
                assignedAt,
                attempts.stream()
                        .filter(attempt -> !attempt.stampedAt().isAfter(moment))
                        .toList(),
                known(bookedAt, moment),
                closed ? closedAt : null,
                closed ? closure : null,
                known(withdrawnAt, moment),
                rulings);
    }

    private static @Nullable Instant known(@Nullable Instant recordedAt, Instant moment) {
        return recordedAt == null || recordedAt.isAfter(moment) ? null : recordedAt;
    }

    Assignment after(ContactAttemptRecorded attempt, Instant recordedAt) {
        List<Attempt> more = new ArrayList<>(attempts);
        more.add(new Attempt(
                attempt.number(), recordedAt, attempt.madeAt(), attempt.outcome() == ContactOutcome.REACHED));
        return withAttempts(more);
    }

    Assignment after(ContactAttemptCorrected correction) {
        List<Attempt> changed = new ArrayList<>(attempts);
        for (int i = 0; i < changed.size(); i++) {
            Attempt attempt = changed.get(i);
            if (attempt.number() == correction.number()) {
                changed.set(
                        i,
                        new Attempt(
                                attempt.number(),
                                attempt.stampedAt(),
                                correction.madeAt(),
                                correction.outcome() == ContactOutcome.REACHED));
                return withAttempts(changed);
            }
        }
        return this;
    }

    private Assignment withAttempts(List<Attempt> others) {
        return new Assignment(number, dealer, assignedAt, others, bookedAt, closedAt, closure, withdrawnAt, rulings);
    }

    Assignment booked(Instant recordedAt) {
        return bookedAt == null
                ? new Assignment(
                        number, dealer, assignedAt, attempts, recordedAt, closedAt, closure, withdrawnAt, rulings)
                : this;
    }

    Assignment closed(Closure how, Instant recordedAt) {
        return closedAt == null
                ? new Assignment(number, dealer, assignedAt, attempts, bookedAt, recordedAt, how, withdrawnAt, rulings)
                : this;
    }

    Assignment withdrawn(Instant recordedAt) {
        return new Assignment(number, dealer, assignedAt, attempts, bookedAt, closedAt, closure, recordedAt, rulings);
    }

    Assignment after(DisputeStep step, Instant recordedAt) {
        return with(Ruling.after(rulings, step, recordedAt));
    }
}
