package leadledger.app.problems;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import leadledger.command.desk.NoticeWords;
import leadledger.events.shared.Refusal;
import org.springframework.stereotype.Component;

/**
 * The texts of {@code problems/messages*.properties}: for each code a title and a detail, in English, Japanese and Italian.
 * A text names its arguments, as in {@code {most}}; everything else in it is taken as it stands.
 */
@Component
public class RefusalWords implements NoticeWords {

    static final String TITLE = ".title";
    static final String DETAIL = ".detail";
    static final Pattern ARGUMENT = Pattern.compile("\\{([a-zA-Z]+)}");

    private final Map<ProblemLanguage, Properties> texts = new EnumMap<>(ProblemLanguage.class);

    RefusalWords() {
        for (ProblemLanguage language : ProblemLanguage.values()) {
            texts.put(language, load("messages" + language.fileSuffix() + ".properties"));
        }
    }

    private static Properties load(String file) {
        try (InputStream bytes = RefusalWords.class.getResourceAsStream("/problems/" + file)) {
            if (bytes == null) {
                throw new IllegalStateException("problems/" + file + " is missing");
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(bytes, UTF_8));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was found, in a sentence that tells what would be right; English for languages that there are no texts in. */
    @Override
    public String detail(Refusal refusal, Locale language) {
        return detail(refusal.code(), refusal.arguments(), ProblemLanguage.of(language));
    }

    /** What was found, in a few words; the same for every occurrence of a code. */
    String title(String code, ProblemLanguage language) {
        return text(code + TITLE, code, language);
    }

    String detail(String code, Map<String, String> arguments, ProblemLanguage language) {
        return ARGUMENT.matcher(text(code + DETAIL, code, language))
                .replaceAll(argument ->
                        Matcher.quoteReplacement(arguments.getOrDefault(argument.group(1), argument.group())));
    }

    /** A code without text is a defect that a test finds; answering with the bare code is better than not to answer. */
    private String text(String key, String code, ProblemLanguage language) {
        return texts(language).getProperty(key, code);
    }

    /** All texts of a language, by key: the code, and {@link #TITLE} or {@link #DETAIL}. */
    Properties texts(ProblemLanguage language) {
        return texts.getOrDefault(language, new Properties());
    }
}
