package leadledger.query.mail.content;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import leadledger.events.mail.MailKind;
import leadledger.events.mail.PlannedMail;
import leadledger.events.mail.Recipient;

/** Writes e-mails (AS-22, AS-52). The same plan, facts and language give the same e-mail to the byte. */
public final class MailComposer {

    private final InvitationPolicy invitations;
    private final MailTemplates templates = new MailTemplates();

    /** Writes invitations by this policy. */
    public MailComposer(InvitationPolicy invitations) {
        this.invitations = invitations;
    }

    /** The e-mail of a plan, in one of the languages there are texts in: Japanese, Italian, and English for any other. */
    public MailContent compose(PlannedMail mail, MailFacts facts, Locale language) {
        MailWords words = MailWords.in(MailLanguage.of(language));
        Map<String, String> arguments = arguments(facts);
        String name = (mail.kind().name() + "." + mail.recipient().name()).toLowerCase(Locale.ROOT);
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

        String subject = SafeText.line(words.text(name + ".subject", arguments));
        Letter letter = new Letter(
                words.language().locale().getLanguage(),
                subject,
                words.text(salutation(mail.recipient(), arguments), arguments),
                words.text(name + ".opening", arguments),
                rows,
                words.text("separator", Map.of()),
                List.of(words.text(name + ".closing", arguments).split("\n")),
                words.text("signature." + mail.recipient().name().toLowerCase(Locale.ROOT), arguments),
                words.text("automatic", arguments));
        return new MailContent(
                subject,
                templates.text(letter),
                templates.html(letter),
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

    private static Map<String, String> arguments(MailFacts facts) {
        return Map.of(
                "customer", SafeText.line(facts.customerName()),
                "dealer", SafeText.line(facts.dealerName()),
                "reference", SafeText.line(facts.leadReference()));
    }

    /** A name of which nothing is left when it has been made harmless is left out. */
    private static String salutation(Recipient recipient, Map<String, String> arguments) {
        return switch (recipient) {
            case CUSTOMER ->
                "".equals(arguments.get("customer")) ? "salutation.customer.nameless" : "salutation.customer";
            case DEALER -> "salutation.dealer";
        };
    }

    /** What both the e-mail and the calendar tell beside the time. */
    private static Map<String, String> details(PlannedMail mail, MailFacts facts, MailWords words) {
        Map<String, String> details = new LinkedHashMap<>();
        switch (mail.recipient()) {
            case CUSTOMER -> {
                put(details, words, "label.dealer", facts.dealerName());
                put(details, words, "label.email", Objects.requireNonNullElse(facts.dealerEmail(), ""));
            }
            case DEALER -> put(details, words, "label.customer", facts.customerName());
        }
        put(details, words, "label.model", Objects.requireNonNullElse(facts.model(), ""));
        put(details, words, "label.reference", facts.leadReference());
        return details;
    }

    private static void put(Map<String, String> details, MailWords words, String label, String value) {
        String safe = SafeText.line(value);
        if (!safe.isEmpty()) {
            details.put(words.text(label, Map.of()), safe);
        }
    }

    private static String summary(PlannedMail mail, MailWords words, Map<String, String> arguments) {
        return words.text("calendar." + mail.recipient().name().toLowerCase(Locale.ROOT), arguments);
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
