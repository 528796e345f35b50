package leadledger.command.mail;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import leadledger.events.mail.MailEvent;
import leadledger.events.mail.MailEvent.MailGivenUp;
import leadledger.events.mail.MailEvent.MailRetryOrdered;
import leadledger.events.mail.MailEvent.MailSent;

/**
 * What became of a lead's e-mails.
 *
 * @param outcomes of each e-mail that had one
 */
public record MailsOfLead(Map<UUID, Outcome> outcomes) {

    /** Nothing became of any yet. */
    public static final MailsOfLead NONE = new MailsOfLead(Map.of());

    /** What became of one. */
    public enum Outcome {
        /** A mail server took it. */
        SENT,
        /** It is not tried any more. */
        GIVEN_UP,
        /** It was given up and is to be tried again. */
        TRIED_AGAIN
    }

    public MailsOfLead {
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }

    /** After one more fact. What was sent stays sent. */
    public MailsOfLead after(MailEvent event) {
        Outcome outcome = switch (event) {
            case MailSent ignored -> Outcome.SENT;
            case MailGivenUp ignored -> Outcome.GIVEN_UP;
            case MailRetryOrdered ignored -> Outcome.TRIED_AGAIN;
        };
        if (outcomes.get(event.mailId()) == Outcome.SENT) {
            return this;
        }
        Map<UUID, Outcome> more = new LinkedHashMap<>(outcomes);
        more.put(event.mailId(), outcome);
        return new MailsOfLead(more);
    }
}
