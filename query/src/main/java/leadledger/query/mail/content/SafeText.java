package leadledger.query.mail.content;

/**
 * Makes harmless what other people have written: names, models, and whatever else comes from outside. A line break would
 * begin a new header of the e-mail or a new property of the calendar; characters that turn the direction of writing or
 * cannot be seen make a text look like another one.
 */
final class SafeText {

    /** Longer than any name that the service takes in. */
    private static final int MOST_CHARACTERS = 160;

    private SafeText() {}

    /** One line of characters that can be seen, cut if it is far too long; empty if nothing is left. */
    static String line(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        boolean gap = false;
        int length = 0;
        for (int c : text.codePoints().toArray()) {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                gap = length > 0;
            } else if (isShown(c)) {
                if (length >= MOST_CHARACTERS) {
                    return safe.append('…').toString();
                }
                if (gap) {
                    safe.append(' ');
                    length++;
                    gap = false;
                }
                safe.appendCodePoint(c);
                length++;
            }
        }
        return safe.toString();
    }

    /** Not so: what formats, as marks of direction do; halves of characters; what is no character. */
    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
