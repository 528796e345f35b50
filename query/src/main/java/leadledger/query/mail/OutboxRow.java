package leadledger.query.mail;

import java.time.Instant;
import java.util.UUID;
import leadledger.events.mail.MailKind;
import leadledger.events.mail.Recipient;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail in the outbox; no personal data.
 *
 * @param mailId its id
 * @param lead the lead
 * @param tenant code of the dealer or outlet concerned
 * @param kind what it is about
 * @param recipient whom it goes to
 * @param user which one, of those who have the part; none: there is only one
 * @param dueAt when it is to be sent
 * @param expiresAt when it is too late
 * @param state where it stands
 * @param reason why it was given up
 * @param tries how often it was tried in vain
 * @param lastFailure why the newest try failed, as a code
 */
public record OutboxRow(
        UUID mailId,
        LeadId lead,
        String tenant,
        MailKind kind,
        Recipient recipient,
        @Nullable UserId user,
        Instant dueAt,
        Instant expiresAt,
        State state,
        @Nullable String reason,
        int tries,
        @Nullable String lastFailure) {

    /** Where an e-mail stands. */
    public enum State {
        /** To be sent, when it is due and not too late. */
        WAITING,
        /** A mail server took it. */
        SENT,
        /** Not tried any more. */
        GIVEN_UP
    }
}
