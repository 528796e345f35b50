package leadledger.command.aftersales;

import java.time.Instant;
import java.util.Optional;
import leadledger.command.aftersales.AftersalesLead.ContactAttempt;
import leadledger.command.aftersales.AftersalesLead.Course;
import leadledger.events.shared.Refusal;
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
        if (claimed != null && claimed.isAfter(now)) {
            return Optional.of(Refusal.ofValue("AS-13", "moment-in-future", "madeAt"));
        }
        if (claimed != null && claimed.isBefore(lead.assignedAt())) {
            return Optional.of(Refusal.ofValue("AS-13", "moment-before-assignment", "madeAt")
                    .with("assignedAt", lead.assignedAt()));
        }
        Instant moment = claimed == null ? stamp : claimed;
        if (moment == null) {
            return Optional.empty();
        }
        boolean afterEarlier = lead.attempt(number - 1)
                .map(ContactAttempt::moment)
                .map(earlier -> !moment.isBefore(earlier))
                .orElse(true);
        boolean beforeLater = lead.attempt(number + 1)
                .map(ContactAttempt::moment)
                .map(later -> !moment.isAfter(later))
                .orElse(true);
        return afterEarlier && beforeLater
                ? Optional.empty()
                : Optional.of(Refusal.ofValue("AS-13", "attempts-out-of-order", "madeAt"));
    }
}
