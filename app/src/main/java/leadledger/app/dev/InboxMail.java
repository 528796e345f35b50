package leadledger.app.dev;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail as it was received.
 *
 * @param id number in the inbox
 * @param receivedAt when, by the service's clock
 * @param messageId its {@code Message-ID}
 * @param from whom it came from
 * @param to whom it was addressed to
 * @param subject its subject
 * @param text its plain text; empty: it has none
 * @param html the same as HTML; empty: it has none
 * @param attachments all else
 */
record InboxMail(
        long id,
        Instant receivedAt,
        String messageId,
        String from,
        String to,
        String subject,
        String text,
        String html,
        List<Attachment> attachments) {

    private static final int MOST_BYTES = 1_000_000;
    private static final int MOST_ATTACHMENTS = 10;

    /**
     * A part that is neither of the two texts.
     *
     * @param name its file name
     * @param contentType what it says to be
     * @param bytes the content
     */
    record Attachment(String name, String contentType, byte[] bytes) {}

    static InboxMail read(long id, Instant receivedAt, MimeMessage message) throws MessagingException, IOException {
        Parts parts = new Parts();
        parts.read(message);
        return new InboxMail(
                id,
                receivedAt,
                orEmpty(message.getMessageID()),
                addresses(message.getFrom()),
                addresses(message.getAllRecipients()),
                orEmpty(message.getSubject()),
                parts.text,
                parts.html,
                List.copyOf(parts.attachments));
    }

    private static String addresses(Address @Nullable [] addresses) {
        return addresses == null
                ? ""
                : Arrays.stream(addresses)
                        .map(address -> address instanceof InternetAddress internet
                                ? internet.toUnicodeString()
                                : address.toString())
                        .collect(Collectors.joining(", "));
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static final class Parts {

        private final List<Attachment> attachments = new ArrayList<>();
        private String text = "";
        private String html = "";

        void read(Part part) throws MessagingException, IOException {
            if (part.getContent() instanceof Multipart several) {
                for (int i = 0; i < several.getCount(); i++) {
                    read(several.getBodyPart(i));
                }
            } else if (part.getContent() instanceof String content && isText(part, "text/plain")) {
                text = content;
            } else if (part.getContent() instanceof String content && isText(part, "text/html")) {
                html = content;
            } else if (attachments.size() < MOST_ATTACHMENTS) {
                attachments.add(attachment(part, attachments.size() + 1));
            }
        }

        private static boolean isText(Part part, String type) throws MessagingException {
            return part.isMimeType(type) && part.getFileName() == null;
        }

        private static Attachment attachment(Part part, int number) throws MessagingException, IOException {
            String type = new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
            String name = orEmpty(part.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_");
            try (InputStream content = part.getInputStream()) {
                return new Attachment(name.isEmpty() ? "part-" + number : name, type, content.readNBytes(MOST_BYTES));
            }
        }
    }
}
