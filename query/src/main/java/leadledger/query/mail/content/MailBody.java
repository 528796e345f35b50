package leadledger.query.mail.content;

import java.util.List;
import java.util.Map;
import leadledger.events.mail.PlannedMail;
import org.jspecify.annotations.Nullable;

/**
 * What e-mails of one kind of facts put into a letter.
 *
 * @param arguments what texts may name, made harmless
 * @param salutation key of the salutation
 * @param rows labels and values, in order
 * @param before keys of paragraphs before the closing
 * @param signature key of the signature
 * @param calendar the calendar invitation; none: the e-mail carries none
 */
record MailBody(
        Map<String, String> arguments,
        String salutation,
        Map<String, String> rows,
        List<String> before,
        String signature,
        @Nullable CalendarPart calendar) {

    /** What there is to tell by these facts. */
    static MailBody of(PlannedMail mail, MailFacts facts, InvitationPolicy invitations, MailWords words) {
        return switch (facts) {
            case AppointmentFacts about -> AppointmentBody.of(mail, about, invitations, words);
            case SalesLeadFacts about -> SalesLeadBody.of(about, words);
        };
    }

    /** Adds a row, unless nothing is left of its value when it has been made harmless. */
    static void put(Map<String, String> rows, MailWords words, String label, String value) {
        String safe = SafeText.line(value);
        if (!safe.isEmpty()) {
            rows.put(words.text(label, Map.of()), safe);
        }
    }
}
