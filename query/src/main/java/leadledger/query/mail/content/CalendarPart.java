package leadledger.query.mail.content;

/**
 * A calendar invitation (RFC 5545, RFC 5546), as one part of an e-mail.
 *
 * @param method {@code REQUEST} or {@code CANCEL}; the same as in the document
 * @param ics the document, in UTF-8
 */
public record CalendarPart(String method, byte[] ics) {

    /** The media type that the part is sent with (RFC 6047). */
    public String contentType() {
        return "text/calendar; charset=UTF-8; method=" + method;
    }
}
