package leadledger.query.mail.content;

import java.util.Locale;
import leadledger.events.mail.Recipient;
import org.jspecify.annotations.Nullable;

/**
 * What an e-mail tells beside the {@linkplain leadledger.events.mail.PlannedMail plan}, and whom it goes to. Personal data:
 * made when the e-mail is sent, and kept nowhere (LG-22).
 */
public sealed interface MailFacts permits AppointmentFacts, SalesLeadFacts {

    /** The address of a recipient; none: it cannot be written to. */
    @Nullable
    String addressOf(Recipient recipient);

    /** The language in which a recipient is written to. */
    Locale languageOf(Recipient recipient);
}
