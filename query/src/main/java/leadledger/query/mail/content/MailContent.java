package leadledger.query.mail.content;

import org.jspecify.annotations.Nullable;

/**
 * An e-mail without its addresses.
 *
 * @param subject one line without personal data
 * @param text the e-mail for readers of plain text
 * @param html the same as HTML; refers to nothing outside itself
 * @param calendar the calendar invitation; none: the e-mail is about no appointment
 */
public record MailContent(
        String subject, String text, String html, @Nullable CalendarPart calendar) {}
