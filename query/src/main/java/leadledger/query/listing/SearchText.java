package leadledger.query.listing;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Folds text so that width and case do not matter: ﾔﾏﾀﾞ = ヤマダ, Ａ = a. Variant characters such as 髙 and 高 stay
 * different.
 */
public final class SearchText {

    /**
     * Characters of a key at most. A character may fold to as many as eighteen; names that are longer than this only then are
     * no names, and an entry of an index has to stay below 2,704 bytes.
     */
    public static final int MOST_CHARACTERS = 500;

    private SearchText() {}

    /** What a name is sorted by, and found by. */
    public static String key(String name) {
        String folded = fold(name);
        if (folded.length() <= MOST_CHARACTERS) {
            return folded;
        }
        boolean splitsCharacter = Character.isHighSurrogate(folded.charAt(MOST_CHARACTERS - 1));
        return folded.substring(0, splitsCharacter ? MOST_CHARACTERS - 1 : MOST_CHARACTERS);
    }

    /** What a lead is found by: the name's key, and the car's number if it is known. */
    public static String of(String nameKey, @Nullable String vin) {
        return vin == null ? nameKey : nameKey + "\n" + fold(vin);
    }

    /** The text without differences of width and case. */
    public static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** The text as a pattern that finds it anywhere, with its own wildcards taken literally. */
    public static String pattern(String text) {
        return "%" + fold(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
