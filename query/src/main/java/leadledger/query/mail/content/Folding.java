package leadledger.query.mail.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * Folds the lines of a calendar (RFC 5545, 3.1): none has more than 75 octets. By hand, for ical4j counts characters, and
 * one of Japanese takes three octets.
 */
final class Folding {

    private static final int MOST_OCTETS = 75;
    private static final byte[] LINE_END = {'\r', '\n'};

    private Folding() {}

    /** The lines, folded between characters and never within one. */
    static byte[] fold(String lines) {
        ByteArrayOutputStream folded = new ByteArrayOutputStream(lines.length() * 2);
        lines.lines().forEach(line -> fold(line, folded));
        return folded.toByteArray();
    }

    private static void fold(String line, ByteArrayOutputStream folded) {
        int octets = 0;
        for (int c : line.codePoints().toArray()) {
            byte[] character = Character.toString(c).getBytes(UTF_8);
            if (octets + character.length > MOST_OCTETS) {
                folded.writeBytes(LINE_END);
                folded.write(' ');
                octets = 1;
            }
            folded.writeBytes(character);
            octets += character.length;
        }
        folded.writeBytes(LINE_END);
    }
}
