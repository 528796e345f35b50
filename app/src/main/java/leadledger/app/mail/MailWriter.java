package leadledger.app.mail;

import java.util.List;
import java.util.Optional;
import leadledger.events.mail.PlannedMail;
import leadledger.events.shared.Recorded;

/** Writes e-mails from what the ledger knows at the moment of sending. */
@FunctionalInterface
public interface MailWriter {

    /**
     * Writes an e-mail; empty: its recipient has no address.
     *
     * @param mail what is to be told to whom
     * @param history the lead's events, in order
     */
    Optional<OutgoingMail> write(PlannedMail mail, List<? extends Recorded<?>> history);
}
