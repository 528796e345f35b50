package leadledger.query.mail.content;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import leadledger.events.mail.PlannedMail;

/** Writes e-mails (AS-22, AS-52, SA-12, SA-20). The same plan, facts and language give the same e-mail to the byte. */
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
        MailBody body = MailBody.of(mail, facts, invitations, words);
        Map<String, String> arguments = body.arguments();
        String name = (mail.kind().name() + "." + mail.recipient().name()).toLowerCase(Locale.ROOT);
        String subject = SafeText.line(words.text(name + ".subject", arguments));
        Letter letter = new Letter(
                words.language().locale().getLanguage(),
                subject,
                words.text(body.salutation(), arguments),
                words.text(name + ".opening", arguments),
                body.rows(),
                words.text("separator", Map.of()),
                paragraphs(words, body, name),
                words.text(body.signature(), arguments),
                words.text("automatic", arguments));
        return new MailContent(subject, templates.text(letter), templates.html(letter), body.calendar());
    }

    private static List<String> paragraphs(MailWords words, MailBody body, String name) {
        return Stream.concat(body.before().stream(), Stream.of(name + ".closing"))
                .map(key -> words.text(key, body.arguments()))
                .flatMap(text -> Stream.of(text.split("\n")))
                .toList();
    }
}
