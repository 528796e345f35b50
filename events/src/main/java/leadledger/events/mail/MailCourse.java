package leadledger.events.mail;

import java.time.Instant;
import leadledger.events.shared.Recorded;

/**
 * An e-mail that a lead's history gave cause for, and whether it is still to be sent. What was really sent is not said here:
 * that is a {@link MailEvent}.
 *
 * @param mail the e-mail
 * @param standing whether it is to be sent
 * @param since when that was recorded which made it so
 */
public record MailCourse(PlannedMail mail, Standing standing, Instant since) {

    /** Whether an e-mail is to be sent. */
    public enum Standing {
        /** It is, from its moment on until it is too late. */
        STANDS,
        /** It is not any more: the appointment was moved, the lead has ended or moved, or somebody else owns it. */
        WITHDRAWN,
        /** It never was: its moment was past when there was cause for it (AS-22). */
        MOMENT_PAST,
        /** It is not: there is no address of the customer (AS-22). */
        NO_ADDRESS
    }

    /** The same, with its cause taken away by something that happened since. What was not to be sent stays as it is. */
    MailCourse withdrawnBy(Recorded<?> event) {
        return standing == Standing.STANDS ? new MailCourse(mail, Standing.WITHDRAWN, event.recordedAt()) : this;
    }
}
