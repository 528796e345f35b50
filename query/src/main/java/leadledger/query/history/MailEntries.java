package leadledger.query.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import leadledger.events.mail.MailCourse;
import leadledger.events.mail.MailEvent;
import leadledger.events.mail.MailEvent.MailGivenUp;
import leadledger.events.mail.MailEvent.MailRetryOrdered;
import leadledger.events.mail.MailEvent.MailSent;
import leadledger.events.mail.PlannedMail;
import leadledger.events.shared.Recorded;
import leadledger.query.mail.LeadMails.MailsOf;
import org.jspecify.annotations.Nullable;

/**
 * Entries of the history about e-mails (AS-22, SA-12): sent, given up, or not sent and why. They name whom an e-mail went to
 * by the part in the lead, and by user id where several have the part, never by address. That none was sent is nobody's act and recorded nowhere; it follows from the lead's history and
 * the moment.
 */
final class MailEntries {

    private static final String SERVICE = "SYSTEM/mail";
    private static final Pattern AFTER_UNDERSCORE = Pattern.compile("_([a-z])");

    private MailEntries() {}

    /** A lead's history with its e-mails, newest first. */
    static List<HistoryEntry> join(List<HistoryEntry> history, MailsOf mails, Instant now) {
        List<HistoryEntry> all = new ArrayList<>(history);
        mails.courses().forEach(course -> of(course, mails, now).ifPresent(all::add));
        // A stable order: entries of one event stay together.
        all.sort(Comparator.comparing(HistoryEntry::date).reversed());
        return all;
    }

    private static Optional<HistoryEntry> of(MailCourse course, MailsOf mails, Instant now) {
        Recorded<MailEvent> recorded = mails.outcomes().get(course.mail().mailId());
        if (recorded == null) {
            return unsent(course, now);
        }
        return switch (recorded.event()) {
            case MailSent ignored -> Optional.of(outcome(course.mail(), recorded, "SENT", null));
            case MailGivenUp givenUp ->
                Optional.of(outcome(
                        course.mail(), recorded, "GIVEN_UP", givenUp.reason().name()));
            case MailRetryOrdered ignored -> unsent(course, now);
        };
    }

    private static HistoryEntry outcome(
            PlannedMail mail, Recorded<MailEvent> recorded, String value, @Nullable String reason) {
        return new HistoryEntry(
                recorded.position(), recorded.recordedAt(), field(mail), recorded.actor(), null, value, reason);
    }

    private static Optional<HistoryEntry> unsent(MailCourse course, Instant now) {
        PlannedMail mail = course.mail();
        boolean isExpired = !now.isBefore(mail.expiresAt());
        return switch (course.standing()) {
            case MOMENT_PAST -> Optional.of(notSent(mail, course.since(), "MOMENT_PAST"));
            case NO_ADDRESS ->
                now.isBefore(mail.dueAt()) ? Optional.empty() : Optional.of(notSent(mail, mail.dueAt(), "NO_ADDRESS"));
            case STANDS -> isExpired ? Optional.of(notSent(mail, mail.expiresAt(), "EXPIRED")) : Optional.empty();
            case WITHDRAWN -> {
                if (!course.since().isAfter(mail.dueAt())) {
                    // It was not to be sent yet: nothing has failed to happen.
                    yield Optional.empty();
                }
                yield Optional.of(
                        course.since().isBefore(mail.expiresAt())
                                ? notSent(mail, course.since(), "WITHDRAWN")
                                : notSent(mail, mail.expiresAt(), "EXPIRED"));
            }
        };
    }

    private static HistoryEntry notSent(PlannedMail mail, Instant date, String reason) {
        return new HistoryEntry(mail.causePosition(), date, field(mail), SERVICE, null, "NOT_SENT", reason);
    }

    private static String field(PlannedMail mail) {
        String field = "mail." + camelCase(mail.kind().name()) + "."
                + camelCase(mail.recipient().name());
        return mail.user() == null ? field : field + "." + mail.user();
    }

    private static String camelCase(String constant) {
        return AFTER_UNDERSCORE
                .matcher(constant.toLowerCase(Locale.ROOT))
                .replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
    }
}
