package leadledger.command.aftersales;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import leadledger.command.aftersales.AftersalesLead.ContactAttempt;
import leadledger.command.aftersales.AftersalesLead.Course;
import leadledger.events.shared.Refusal;
import leadledger.events.sla.Assignment;
import org.jspecify.annotations.Nullable;

/** Rules about contact attempts that several actions share. */
public final class ContactAttemptRules {

    /** How many attempts a lead has at most (AS-10). */
    public static final int MOST_ATTEMPTS = 5;

    private ContactAttemptRules() {}

    /** AS-12: no action changes the status before one attempt is recorded. */
    public static Optional<Refusal> checkContactTried(Course lead) {
        return lead.attempts().isEmpty()
                ? Optional.of(Refusal.ofState("AS-12", "no-contact-attempt-yet"))
                : Optional.empty();
    }

    /**
     * AS-13: a claimed moment is neither in the future nor before assignment, and attempts stay in order, where an
     * unclaimed one counts with its stamp and equal moments are in order.
     *
     * @param number the attempt that the claim is for
     * @param claimed the claimed moment
     * @param stamp the moment that counts without a claim; none while the attempt is being recorded, whose stamp is
     *     later than all others
     * @param now the command's time
     */
    public static Optional<Refusal> checkMoment(
            Course lead, int number, @Nullable Instant claimed, @Nullable Instant stamp, Instant now) {
        return checkMoment(
                lead.assignedAt(),
                other -> lead.attempt(other).map(ContactAttempt::moment),
                number,
                claimed,
                stamp,
                now);
    }

    /** The same for a moment claimed for an attempt of any assignment, of a former one too (SL-40). */
    public static Optional<Refusal> checkMoment(Assignment assignment, int number, Instant claimed, Instant now) {
        return checkMoment(
                assignment.assignedAt(),
                other -> assignment.attempts().stream()
                        .filter(attempt -> attempt.number() == other)
                        .map(attempt -> Objects.requireNonNullElse(attempt.claimedAt(), attempt.stampedAt()))
                        .findFirst(),
                number,
                claimed,
                null,
                now);
    }

    private static Optional<Refusal> checkMoment(
            Instant assignedAt,
            IntFunction<Optional<Instant>> momentOf,
            int number,
            @Nullable Instant claimed,
            @Nullable Instant stamp,
            Instant now) {
        if (claimed != null && claimed.isAfter(now)) {
            return Optional.of(Refusal.ofValue("AS-13", "moment-in-future", "madeAt"));
        }
        if (claimed != null && claimed.isBefore(assignedAt)) {
            return Optional.of(Refusal.ofValue("AS-13", "moment-before-assignment", "madeAt")
                    .with("assignedAt", assignedAt));
        }
        Instant moment = claimed == null ? stamp : claimed;
        if (moment == null) {
            return Optional.empty();
        }
        boolean afterEarlier = momentOf.apply(number - 1)
                .map(earlier -> !moment.isBefore(earlier))
                .orElse(true);
        boolean beforeLater =
                momentOf.apply(number + 1).map(later -> !moment.isAfter(later)).orElse(true);
        return afterEarlier && beforeLater
                ? Optional.empty()
                : Optional.of(Refusal.ofValue("AS-13", "attempts-out-of-order", "madeAt"));
    }
}
