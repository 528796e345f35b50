package leadledger.query.mail.content;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import leadledger.events.mail.Recipient;
import org.jspecify.annotations.Nullable;

/**
 * What an e-mail tells beside the {@linkplain leadledger.events.mail.PlannedMail plan}, and whom it goes to. Personal data:
 * made when the e-mail is sent, and kept nowhere (LG-22).
 *
 * @param leadReference the lead's reference for people
 * @param customerName the customer's name
 * @param customerEmail the customer's address; none: it cannot be written to
 * @param customerLanguage in which the customer is written to
 * @param dealerName the name of the dealer concerned
 * @param dealerEmail the dealer's address; none: it cannot be written to
 * @param dealerZone the dealer's local time
 * @param dealerLanguage in which the dealer is written to
 * @param model what the register calls the car; none: not known
 * @param causedAt when the event that the e-mail follows from was recorded
 */
public record MailFacts(
        String leadReference,
        String customerName,
        @Nullable String customerEmail,
        Locale customerLanguage,
        String dealerName,
        @Nullable String dealerEmail,
        ZoneId dealerZone,
        Locale dealerLanguage,
        @Nullable String model,
        Instant causedAt) {

    /** The address of a recipient; none: it cannot be written to. */
    public @Nullable String addressOf(Recipient recipient) {
        return switch (recipient) {
            case CUSTOMER -> customerEmail;
            case DEALER -> dealerEmail;
        };
    }

    /** The language in which a recipient is written to. */
    public Locale languageOf(Recipient recipient) {
        return switch (recipient) {
            case CUSTOMER -> customerLanguage;
            case DEALER -> dealerLanguage;
        };
    }
}
