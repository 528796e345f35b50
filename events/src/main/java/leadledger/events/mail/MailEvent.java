package leadledger.events.mail;

import java.util.UUID;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What became of e-mails: facts beside a lead's own history, in a stream of their own per lead ({@link MailStreams}), so
 * that a sent e-mail is no change of the lead. They hold no address, no name and no text (LG-22).
 */
public sealed interface MailEvent {

    /** The lead that it is about. */
    LeadId leadId();

    /** Which e-mail. */
    UUID mailId();

    /**
     * A mail server took it.
     *
     * @param leadId the lead
     * @param mailId which e-mail
     * @param kind what it is about
     * @param recipient whom it went to
     * @param user which one, of those who have the part; none: there is only one
     * @param messageId the {@code Message-ID} it was sent with
     */
    record MailSent(
            LeadId leadId,
            UUID mailId,
            MailKind kind,
            Recipient recipient,
            @Nullable UserId user,
            String messageId) implements MailEvent {}

    /**
     * It is not tried any more.
     *
     * @param leadId the lead
     * @param mailId which e-mail
     * @param kind what it is about
     * @param recipient whom it should have gone to
     * @param user which one, of those who have the part; none: there is only one
     * @param reason why
     */
    record MailGivenUp(
            LeadId leadId,
            UUID mailId,
            MailKind kind,
            Recipient recipient,
            @Nullable UserId user,
            GiveUpReason reason) implements MailEvent {}

    /**
     * An operator wants one that was given up to be tried again.
     *
     * @param leadId the lead
     * @param mailId which e-mail
     */
    record MailRetryOrdered(LeadId leadId, UUID mailId) implements MailEvent {}
}
