package leadledger.events.mail;

import java.time.Instant;
import java.util.UUID;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail that follows from a lead's history. It says what is to be told to whom and when, and holds no address, no name
 * and no text: those are taken from the ledger when it is sent.
 *
 * @param mailId its id, which follows from cause, kind and recipient
 * @param lead the lead
 * @param dealer the dealer concerned: whose appointment it is or was
 * @param causeId the event that it follows from
 * @param causePosition that event's place in the ledger
 * @param kind what it is about
 * @param recipient whom it goes to
 * @param dueAt from this moment on it is to be sent
 * @param expiresAt at this moment it is too late to send it
 * @param invitation the calendar invitation that it carries, the same for all e-mails about one appointment however often
 *     it is moved; none for {@link MailKind#RECONTACT}
 * @param calendarSequence how often that invitation has been changed; a reminder changes nothing
 * @param appointmentAt the appointment as it stands, or that will not take place; none for {@link MailKind#RECONTACT}
 * @param previousAppointmentAt what it was before; only for {@link MailKind#RESCHEDULE}
 */
public record PlannedMail(
        UUID mailId,
        LeadId lead,
        DealerId dealer,
        UUID causeId,
        long causePosition,
        MailKind kind,
        Recipient recipient,
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
