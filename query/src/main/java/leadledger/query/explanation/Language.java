package leadledger.query.explanation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The languages in which evidence is told. */
public enum Language {
    /** Where no other is asked for. */
    ENGLISH(Locale.ENGLISH, ""),
    JAPANESE(Locale.JAPANESE, "_ja"),
    ITALIAN(Locale.ITALIAN, "_it");

    private final Locale locale;
    private final String fileSuffix;

    Language(Locale locale, String fileSuffix) {
        this.locale = locale;
        this.fileSuffix = fileSuffix;
    }

    /** The language of a locale of any country; English if it is none of ours. */
    public static Language of(@Nullable Locale locale) {
        return locale == null ? ENGLISH : named(locale.getLanguage()).orElse(ENGLISH);
    }

    /** The language of an ISO 639-1 code; empty if it is none of ours. */
    public static Optional<Language> named(String code) {
        return Arrays.stream(values())
                .filter(language -> language.code().equals(code))
                .findFirst();
    }

    /** Its ISO 639-1 code. */
    public String code() {
        return locale.getLanguage();
    }

    /** With it, dates are worded. */
    public Locale locale() {
        return locale;
    }

    String fileSuffix() {
        return fileSuffix;
    }
}
