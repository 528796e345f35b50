package leadledger.events.shared;

import java.util.regex.Pattern;

/**
 * A vehicle identification number (車台番号) by ISO 3779 (AS-30): 17 digits and capital letters without I, O and Q; where
 * position 1 says North America (1 to 5) the check digit at position 9 must hold.
 *
 * @param value exactly as given: nothing is trimmed or upper-cased in silence
 */
public record Vin(String value) {

    private static final Pattern FORM = Pattern.compile("[A-HJ-NPR-Z0-9]{17}");
    private static final String LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";
    private static final String LETTER_VALUES = "12345678123457923456789";
    private static final int[] WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    private static final int CHECK_DIGIT_INDEX = 8;

    public Vin {
        if (!isCorrect(value)) {
            throw new IllegalArgumentException("not a VIN (AS-30)");
        }
    }

    /** AS-30 in full: form everywhere, check digit only where it is mandatory. */
    public static boolean isCorrect(String value) {
        return FORM.matcher(value).matches() && (!isNorthAmerican(value) || hasRightCheckDigit(value));
    }

    private static boolean isNorthAmerican(String value) {
        char region = value.charAt(0);
        return region >= '1' && region <= '5';
    }

    private static boolean hasRightCheckDigit(String value) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * transliterate(value.charAt(i));
        }
        int remainder = sum % 11;
        char expected = remainder == 10 ? 'X' : (char) ('0' + remainder);
        return value.charAt(CHECK_DIGIT_INDEX) == expected;
    }

    private static int transliterate(char c) {
        return c <= '9' ? c - '0' : LETTER_VALUES.charAt(LETTERS.indexOf(c)) - '0';
    }

    @Override
    public String toString() {
        return value;
    }
}
