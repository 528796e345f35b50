package leadledger.events.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.UUID;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.UserId;
import org.jspecify.annotations.Nullable;

/** The streams in which it is recorded what became of e-mails, and the ids of e-mails. Both follow from what they are for. */
public final class MailStreams {

    /** Kind of these streams, as stored. */
    public static final String KIND = "mail";

    private MailStreams() {}

    /** The stream of what became of a lead's e-mails. */
    public static UUID ofLead(LeadId lead) {
        return named("mails-of", lead.toString());
    }

    /**
     * The id of an e-mail: always the same, so that it is sent once, whoever finds out that it is due.
     *
     * @param causeId the event that it follows from
     * @param user which one, of those who have the part; none: there is only one
     */
    static UUID mailId(UUID causeId, MailKind kind, Recipient recipient, @Nullable UserId user) {
        return named("mail", causeId + "/" + kind + "/" + recipient + (user == null ? "" : "/" + user));
    }

    /** Stored with every outcome: neither the prefix nor the form may ever change. */
    private static UUID named(String kind, String what) {
        return UUID.nameUUIDFromBytes(("leadledger/" + kind + "/" + what).getBytes(US_ASCII));
    }
}
