package leadledger.query.export;

import java.util.regex.Pattern;

/**
 * Makes texts safe for spreadsheets, which take a cell for a formula if it begins with certain characters (AC-06). Such a
 * cell begins with an apostrophe instead. The same goes for what follows a character by which some spreadsheets part cells,
 * whatever the file says: one that is told to part by semicolons finds cells within a text.
 */
final class SpreadsheetText {

    /**
     * Where a cell may begin; then what spreadsheets do not see or cut off; then what makes a formula, also in full width,
     * which some take for the same. A comma within quotes parts nothing: this file is parted by commas.
     */
    private static final Pattern FORMULA = Pattern.compile("(^|[;|\\t\\r\\n\\x0B\\f\\x85\\u2028\\u2029])"
            + "(?=[\\s\\p{Z}\\p{Cc}\\p{Cf}\"']*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20\\u2212])");

    /** Tab and line break at the beginning make some spreadsheets look behind them. */
    private static final String LEADING = "\t\r\n";

    private SpreadsheetText() {}

    /** The text, or one that is no formula. */
    static String safe(String text) {
        return isPlain(text) ? text : made(text);
    }

    /** Nearly all cells, seen without an expression: they begin with a letter or digit, and nothing in them parts cells. */
    private static boolean isPlain(String text) {
        return text.isEmpty()
                || (Character.isLetterOrDigit(text.charAt(0)) && text.chars().noneMatch(SpreadsheetText::parts));
    }

    private static boolean parts(int c) {
        return c == ';' || c == '|' || c < ' ' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    private static String made(String text) {
        String safe = FORMULA.matcher(text).replaceAll("$1'");
        return !safe.isEmpty() && LEADING.indexOf(safe.charAt(0)) >= 0 ? "'" + safe : safe;
    }
}
