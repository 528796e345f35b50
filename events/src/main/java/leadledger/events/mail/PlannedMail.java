package leadledger.events.mail;

import java.time.Instant;
import java.util.UUID;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail that follows from a lead's history. It says what is to be told to whom and when, and holds no address, no name
 * and no text: those are taken from the ledger when it is sent.
 *
 * @param mailId its id, which follows from cause, kind, recipient and user
 * @param lead the lead
 * @param tenant code of the dealer concerned, whose appointment it is or was, or of the outlet concerned
 * @param causeId the event that it follows from
 * @param causePosition that event's place in the ledger
 * @param kind what it is about
 * @param recipient whom it goes to
 * @param user which one, of those who have the part; none: there is only one
 * @param dueAt from this moment on it is to be sent
 * @param expiresAt at this moment it is too late to send it
 * @param invitation the calendar invitation that it carries, the same for all e-mails about one appointment however often
 *     it is moved; none: it is about no appointment
 * @param calendarSequence how often that invitation has been changed; a reminder changes nothing
 * @param appointmentAt the appointment as it stands, or that will not take place; none: it is about none
 * @param previousAppointmentAt what it was before; only for {@link MailKind#RESCHEDULE}
 */
public record PlannedMail(
        UUID mailId,
        LeadId lead,
        String tenant,
        UUID causeId,
        long causePosition,
        MailKind kind,
        Recipient recipient,
        @Nullable UserId user,
        Instant dueAt,
        Instant expiresAt,
        @Nullable UUID invitation,
        int calendarSequence,
        @Nullable Instant appointmentAt,
        @Nullable Instant previousAppointmentAt) {

    /** Whether it may be sent at a moment: it is due and not too late. */
    public boolean isDueAt(Instant moment) {
        return !moment.isBefore(dueAt) && moment.isBefore(expiresAt);
    }
}
