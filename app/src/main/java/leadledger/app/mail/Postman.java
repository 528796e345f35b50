package leadledger.app.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.time.Instant;
import java.util.Date;
import leadledger.events.mail.GiveUpReason;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;

/** Hands e-mails to a mail server, and tells what it made of them without quoting it: its words may hold addresses (LG-22). */
final class Postman {

    private static final int FIRST_PERMANENT = 500;
    private static final int AFTER_PERMANENT = 600;

    private final JavaMailSender sender;
    private final InternetAddress from;

    /**
     * One for a mail server.
     *
     * @param from whom e-mails come from
     */
    Postman(JavaMailSender sender, InternetAddress from) {
        this.sender = sender;
        this.from = from;
    }

    /** Sends an e-mail under a {@code Message-ID}. */
    Delivery send(String messageId, OutgoingMail mail, Instant at) {
        InternetAddress to;
        try {
            to = new InternetAddress(mail.to(), true);
        } catch (AddressException e) {
            return new Delivery.Refused(GiveUpReason.NO_ADDRESS, "NOT_AN_ADDRESS");
        }
        try {
            sender.send(message(messageId, mail, to, at));
            return new Delivery.Taken();
        } catch (MailAuthenticationException e) {
            return new Delivery.Delayed("LOGIN_REFUSED", true);
        } catch (MailSendException e) {
            return read(e);
        } catch (MailException | MessagingException e) {
            return new Delivery.Delayed(e.getClass().getSimpleName(), false);
        }
    }

    private MimeMessage message(String messageId, OutgoingMail mail, InternetAddress to, Instant at)
            throws MessagingException {
        MimeMessage message = sender.createMimeMessage();
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, to);
        message.setSubject(mail.subject(), UTF_8.name());
        message.setSentDate(Date.from(at));
        message.setHeader("Message-ID", messageId);
        // Nobody's holiday note should answer.
        message.setHeader("Auto-Submitted", "auto-generated");
        MimeMultipart alternatives = new MimeMultipart("alternative");
        MimeBodyPart text = new MimeBodyPart();
        text.setText(mail.text(), UTF_8.name());
        alternatives.addBodyPart(text);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(mail.html(), UTF_8.name(), "html");
        alternatives.addBodyPart(html);
        OutgoingMail.Invitation calendar = mail.calendar();
        if (calendar == null) {
            message.setContent(alternatives);
            return message;
        }
        // Calendars look for the first of the two, people for the second.
        alternatives.addBodyPart(
                calendarPart(calendar, "text/calendar; charset=UTF-8; method=" + calendar.method(), null));
        MimeBodyPart body = new MimeBodyPart();
        body.setContent(alternatives);
        MimeMultipart mixed = new MimeMultipart("mixed");
        mixed.addBodyPart(body);
        mixed.addBodyPart(calendarPart(calendar, "application/ics; name=\"invite.ics\"", "invite.ics"));
        message.setContent(mixed);
        return message;
    }

    private static MimeBodyPart calendarPart(
            OutgoingMail.Invitation calendar, String contentType, @Nullable String fileName) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(calendar.ics(), contentType)));
        part.setHeader("Content-Type", contentType);
        part.setHeader("Content-Transfer-Encoding", "base64");
        if (fileName != null) {
            part.setFileName(fileName);
        }
        return part;
    }

    private static Delivery read(MailSendException failure) {
        Exception cause =
                failure.getFailedMessages().values().stream().findFirst().orElse(null);
        if (cause == null || failure.getCause() instanceof MessagingException) {
            return new Delivery.Delayed("NO_CONNECTION", true);
        }
        boolean someoneRefused = false;
        for (Throwable link = cause; link != null; link = next(link)) {
            switch (link) {
                case SMTPAddressFailedException address -> {
                    return refused(address.getReturnCode(), GiveUpReason.RECIPIENT_REFUSED);
                }
                case SMTPSendFailedException mail
                when isPermanent(mail.getReturnCode()) && !hasInvalid(mail) -> {
                    return refused(mail.getReturnCode(), GiveUpReason.MAIL_REFUSED);
                }
                case SMTPSendFailedException mail
                when !hasInvalid(mail) -> {
                    return refused(mail.getReturnCode(), GiveUpReason.MAIL_REFUSED);
                }
                case SendFailedException ignored -> someoneRefused = true;
                default -> {
                    // Look further down.
                }
            }
        }
        return new Delivery.Delayed(someoneRefused ? "NOT_TAKEN" : "NO_CONNECTION", !someoneRefused);
    }

    private static boolean hasInvalid(SendFailedException failure) {
        Address[] invalid = failure.getInvalidAddresses();
        return invalid != null && invalid.length > 0;
    }

    private static @Nullable Throwable next(Throwable link) {
        return link instanceof MessagingException mail ? mail.getNextException() : link.getCause();
    }

    private static Delivery refused(int code, GiveUpReason reason) {
        return isPermanent(code)
                ? new Delivery.Refused(reason, "SMTP " + code)
                : new Delivery.Delayed("SMTP " + code, false);
    }

    private static boolean isPermanent(int code) {
        return code >= FIRST_PERMANENT && code < AFTER_PERMANENT;
    }
}
