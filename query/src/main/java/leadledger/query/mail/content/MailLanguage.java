package leadledger.query.mail.content;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages that e-mails are written in. */
enum MailLanguage {
    /** Where no other is wanted. */
    ENGLISH(Locale.ENGLISH, "", "GB"),
    JAPANESE(Locale.JAPANESE, "_ja", "JP"),
    ITALIAN(Locale.ITALIAN, "_it", "IT");

    private final Locale locale;
    private final String fileSuffix;
    private final String market;

    MailLanguage(Locale locale, String fileSuffix, String market) {
        this.locale = locale;
        this.fileSuffix = fileSuffix;
        this.market = market;
    }

    /** The language of a locale of any country. */
    static MailLanguage of(Locale locale) {
        return Arrays.stream(values())
                .filter(language -> language.locale.getLanguage().equals(locale.getLanguage()))
                .findFirst()
                .orElse(ENGLISH);
    }

    /** The language of a market; English where it is none of ours. */
    static MailLanguage ofMarket(String market) {
        return Arrays.stream(values())
                .filter(language -> language.market.equals(market))
                .findFirst()
                .orElse(ENGLISH);
    }

    /** The language that somebody prefers, if e-mails are written in it; the market's otherwise. */
    static MailLanguage preferred(@Nullable String language, String market) {
        return Arrays.stream(values())
                .filter(known -> known.locale.getLanguage().equals(language))
                .findFirst()
                .orElseGet(() -> ofMarket(market));
    }

    Locale locale() {
        return locale;
    }

    String fileSuffix() {
        return fileSuffix;
    }
}
