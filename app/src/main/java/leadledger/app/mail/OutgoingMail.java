package leadledger.app.mail;

import org.jspecify.annotations.Nullable;

/**
 * An e-mail as it goes out. Personal data: made when it is sent, and kept nowhere (LG-22).
 *
 * @param to the recipient's address
 * @param subject one line
 * @param text the e-mail as plain text
 * @param html the same as HTML
 * @param calendar a calendar invitation; none: the e-mail carries none
 */
public record OutgoingMail(
        String to,
        String subject,
        String text,
        String html,
        @Nullable Invitation calendar) {

    /**
     * A calendar invitation (RFC 5545).
     *
     * @param method {@code REQUEST} or {@code CANCEL}
     * @param ics the document in UTF-8
     */
    public record Invitation(String method, byte[] ics) {}
}
