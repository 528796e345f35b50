package leadledger.app.mail;

import java.util.List;
import java.util.Optional;
import leadledger.app.mail.OutgoingMail.Invitation;
import leadledger.events.mail.PlannedMail;
import leadledger.events.shared.Recorded;
import leadledger.query.mail.LeadMails;
import leadledger.query.mail.content.CalendarPart;
import leadledger.query.mail.content.MailComposer;
import leadledger.query.mail.content.MailContent;
import leadledger.query.mail.content.MailFacts;
import org.jspecify.annotations.Nullable;

/** Writes e-mails from what ledger and reference data say at the moment of sending. */
final class ComposedMails implements MailWriter {

    private final MailComposer composer;
    private final LeadMails mails;

    ComposedMails(MailComposer composer, LeadMails mails) {
        this.composer = composer;
        this.mails = mails;
    }

    @Override
    public Optional<OutgoingMail> write(PlannedMail mail, List<? extends Recorded<?>> history) {
        MailFacts facts = mails.facts(mail, history);
        String to = facts.addressOf(mail.recipient());
        if (to == null) {
            return Optional.empty();
        }
        MailContent content = composer.compose(mail, facts, facts.languageOf(mail.recipient()));
        return Optional.of(new OutgoingMail(
                to, content.subject(), content.text(), content.html(), invitation(content.calendar())));
    }

    private static @Nullable Invitation invitation(@Nullable CalendarPart calendar) {
        return calendar == null ? null : new Invitation(calendar.method(), calendar.ics());
    }
}
