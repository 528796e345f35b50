package leadledger.query.leadlist;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Folds text so that width and case do not matter: ﾔﾏﾀﾞ = ヤマダ, Ａ = a. Variant characters such as 髙 and 高 stay
 * different.
 */
final class SearchText {

    private SearchText() {}

    static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** The text as a pattern that finds it anywhere, with its own wildcards taken literally. */
    static String pattern(String text) {
        return "%" + fold(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
