package leadledger.app.problems;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The languages that problems are worded in. */
enum ProblemLanguage {
    /** The default: what is not asked for in one of the others. */
    ENGLISH(Locale.ENGLISH, ""),
    JAPANESE(Locale.JAPANESE, "_ja"),
    ITALIAN(Locale.ITALIAN, "_it");

    private static final List<Locale> LOCALES =
            Arrays.stream(values()).map(language -> language.locale).toList();

    private final Locale locale;
    private final String fileSuffix;

    ProblemLanguage(Locale locale, String fileSuffix) {
        this.locale = locale;
        this.fileSuffix = fileSuffix;
    }

    /** The best of {@code Accept-Language}; not asked of the container, whose default is the machine's language. */
    static ProblemLanguage of(HttpServletRequest request) {
        String accepted = String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT_LANGUAGE)));
        if (accepted.isBlank()) {
            return ENGLISH;
        }
        try {
            return of(Locale.lookup(Locale.LanguageRange.parse(accepted), LOCALES));
        } catch (IllegalArgumentException e) {
            // A header that nobody can read asks for nothing.
            return ENGLISH;
        }
    }

    /** The language of a locale of any country. */
    static ProblemLanguage of(@Nullable Locale locale) {
        return Arrays.stream(values())
                .filter(language ->
                        locale != null && language.locale.getLanguage().equals(locale.getLanguage()))
                .findFirst()
                .orElse(ENGLISH);
    }

    Locale locale() {
        return locale;
    }

    String fileSuffix() {
        return fileSuffix;
    }
}
