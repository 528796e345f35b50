package leadledger.app.cli;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Text from outside for a terminal. What customers and other systems wrote reaches an auditor's screen, and must not be able to
 * move its cursor, recolour it or turn its lines around.
 */
final class PlainText {

    private static final char INSTEAD = '\uFFFD';

    private PlainText() {}

    static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point == '\n' || point == '\t' || point == '\r') {
                plain.append(' ');
            } else if (isHarmless(point)) {
                plain.appendCodePoint(point);
            } else {
                plain.append(INSTEAD);
            }
        });
        return plain.toString();
    }

    /** A scalar as text; an object or array as its JSON. */
    static String of(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        return of(value.isValueNode() ? value.asString() : value.toString());
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    /** Columns that a terminal needs for it: Japanese letters are two wide. */
    static int width(String text) {
        return text.codePoints().map(PlainText::width).sum();
    }

    /** As much of it as fits into a number of columns. */
    static String shortened(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 1;
        for (int point : text.codePoints().toArray()) {
            used += width(point);
            if (used > columns) {
                break;
            }
            kept.appendCodePoint(point);
        }
        return kept.append('…').toString();
    }

    private static int width(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isWide(point) ? 2 : 1;
        };
    }

    /** Blocks of East Asian Width W and F, as far as leads contain them. */
    private static boolean isWide(int point) {
        return (point >= 0x1100 && point <= 0x115F)
                || (point >= 0x2E80 && point <= 0xA4CF)
                || (point >= 0xAC00 && point <= 0xD7A3)
                || (point >= 0xF900 && point <= 0xFAFF)
                || (point >= 0xFE30 && point <= 0xFE6F)
                || (point >= 0xFF01 && point <= 0xFF60)
                || (point >= 0xFFE0 && point <= 0xFFE6)
                || (point >= 0x1F300 && point <= 0x1FAFF)
                || (point >= 0x20000 && point <= 0x3FFFD);
    }

    /** A number of bytes for reading. */
    static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%,d %s", bytes, bytes == 1 ? "byte" : "bytes");
    }
}
