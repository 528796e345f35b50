package leadledger.query.accesslog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * What a reader wants to see, and why: decides whether personal data is masked, and becomes the entry of the access log.
 *
 * @param reader who reads
 * @param action what is read
 * @param reason why the reader wants to see personal data; none: no reason was given
 * @param hidden whether this reader may not see the personal data of what it reads, whatever its reason
 */
public record Disclosure(
        Actor reader, AccessAction action, @Nullable String reason, boolean hidden) {

    /** Header with the reason, percent-encoded UTF-8: headers are ASCII, reasons may be Japanese. */
    public static final String REASON_HEADER = "Personal-Data-Reason";

    /** What the API's description says of the header. */
    public static final String REASON_DESCRIPTION = "Why an auditor wants to see personal data unmasked: 1 to 200"
            + " characters, percent-encoded UTF-8. It is written into the access log (AC-05).";

    private static final int MOST_CHARACTERS = 200;

    /** What a reader wants to see that may see it. */
    public Disclosure(Actor reader, AccessAction action, @Nullable String reason) {
        this(reader, action, reason, false);
    }

    /** As a request asks for it; a reason that cannot be read is refused. */
    public static Disclosure of(Actor reader, AccessAction action, @Nullable String reasonHeader) {
        return new Disclosure(reader, action, reasonHeader == null ? null : decoded(reasonHeader));
    }

    /** The same of something whose personal data this reader may not see, such as a lead in the queue (SA-11). */
    public Disclosure hiding() {
        return new Disclosure(reader, action, reason, true);
    }

    /** Whether personal data is masked: where it is hidden, and for auditors who give no reason. */
    public boolean isMasked() {
        return hidden || (reader.role() == Role.AUDITOR && reason == null);
    }

    /** Whether personal data is shown as it is. */
    boolean isInClear() {
        return action.isPersonal() && !isMasked();
    }

    private static String decoded(String header) {
        try {
            String reason = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes(header)))
                    .toString()
                    .strip();
            int characters = reason.codePointCount(0, reason.length());
            if (characters >= 1
                    && characters <= MOST_CHARACTERS
                    && reason.codePoints().noneMatch(Character::isISOControl)) {
                return reason;
            }
        } catch (CharacterCodingException | IllegalArgumentException e) {
            // as any other text that is no reason
        }
        throw new RefusedException(
                new Refusal("API-FORM", Refusal.Kind.MALFORMED, "header-malformed", REASON_HEADER, Map.of()));
    }

    private static byte[] bytes(String percentEncoded) {
        byte[] bytes = new byte[percentEncoded.length()];
        int length = 0;
        for (int i = 0; i < percentEncoded.length(); i++) {
            char c = percentEncoded.charAt(i);
            if (c == '%') {
                if (i + 2 >= percentEncoded.length()) {
                    throw new IllegalArgumentException("half of an escape");
                }
                bytes[length++] = (byte) HexFormat.fromHexDigits(percentEncoded, i + 1, i + 3);
                i += 2;
            } else if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else {
                throw new IllegalArgumentException("not ASCII");
            }
        }
        return Arrays.copyOf(bytes, length);
    }
}
