package leadledger.query.mail.content;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import leadledger.events.mail.MailKind;
import leadledger.events.mail.PlannedMail;
import leadledger.events.mail.Recipient;

/** E-mails about appointments and re-contacts (AS-22, AS-52). */
final class AppointmentBody {

    private AppointmentBody() {}

    static MailBody of(PlannedMail mail, AppointmentFacts facts, InvitationPolicy invitations, MailWords words) {
        Map<String, String> arguments = Map.of(
                "customer", SafeText.line(facts.customerName()),
                "dealer", SafeText.line(facts.dealerName()),
                "reference", SafeText.line(facts.leadReference()));
        Map<String, String> details = details(mail, facts, words);
        Map<String, String> rows = new LinkedHashMap<>();
        if (mail.kind() != MailKind.RECONTACT) {
            rows.put(words.text("label.when", Map.of()), words.moment(appointmentOf(mail), facts.dealerZone()));
        }
        if (mail.previousAppointmentAt() != null) {
            rows.put(
                    words.text("label.previously", Map.of()),
                    words.moment(mail.previousAppointmentAt(), facts.dealerZone()));
        }
        rows.putAll(details);
        return new MailBody(
                arguments,
                salutation(mail.recipient(), arguments),
                rows,
                List.of(),
                mail.recipient() == Recipient.CUSTOMER ? "signature.customer" : "signature.dealer",
                mail.kind() == MailKind.RECONTACT
                        ? null
                        : Invitation.of(
                                mail,
                                facts,
                                invitations,
                                words,
                                summary(mail, words, arguments),
                                lines(details, words)));
    }

    /** A name of which nothing is left when it has been made harmless is left out. */
    private static String salutation(Recipient recipient, Map<String, String> arguments) {
        if (recipient != Recipient.CUSTOMER) {
            return "salutation.dealer";
        }
        return "".equals(arguments.get("customer")) ? "salutation.customer.nameless" : "salutation.customer";
    }

    /** What both the e-mail and the calendar tell beside the time. */
    private static Map<String, String> details(PlannedMail mail, AppointmentFacts facts, MailWords words) {
        Map<String, String> details = new LinkedHashMap<>();
        if (mail.recipient() == Recipient.CUSTOMER) {
            MailBody.put(details, words, "label.dealer", facts.dealerName());
            MailBody.put(details, words, "label.email", Objects.requireNonNullElse(facts.dealerEmail(), ""));
        } else {
            MailBody.put(details, words, "label.customer", facts.customerName());
        }
        MailBody.put(details, words, "label.model", Objects.requireNonNullElse(facts.model(), ""));
        MailBody.put(details, words, "label.reference", facts.leadReference());
        return details;
    }

    private static String summary(PlannedMail mail, MailWords words, Map<String, String> arguments) {
        return words.text(mail.recipient() == Recipient.CUSTOMER ? "calendar.customer" : "calendar.dealer", arguments);
    }

    private static String lines(Map<String, String> details, MailWords words) {
        String separator = words.text("separator", Map.of());
        StringBuilder lines = new StringBuilder();
        details.forEach((label, value) -> lines.append(lines.isEmpty() ? "" : "\n")
                .append(label)
                .append(separator)
                .append(value));
        return lines.toString();
    }

    /** The appointment that a mail about one is about. */
    static Instant appointmentOf(PlannedMail mail) {
        return Objects.requireNonNull(mail.appointmentAt(), "an e-mail about an appointment has one");
    }
}
