package leadledger.query.mail.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The wording of e-mails in one language: {@code mail/messages*.properties}. A text names its arguments, as in {@code
 * {dealer}}; everything else in it is taken as it stands, and so is what an argument holds.
 */
final class MailWords {

    static final Pattern ARGUMENT = Pattern.compile("\\{([a-zA-Z]+)}");

    private static final Map<MailLanguage, MailWords> ALL = new EnumMap<>(MailLanguage.class);

    static {
        for (MailLanguage language : MailLanguage.values()) {
            ALL.put(language, new MailWords(language, load("messages" + language.fileSuffix() + ".properties")));
        }
    }

    private final MailLanguage language;
    private final Properties texts;
    private final DateTimeFormatter moments;

    private MailWords(MailLanguage language, Properties texts) {
        this.language = language;
        this.texts = texts;
        this.moments = DateTimeFormatter.ofPattern(text("moment", Map.of()), language.locale());
    }

    static MailWords in(MailLanguage language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    private static Properties load(String file) {
        try (InputStream bytes = MailWords.class.getResourceAsStream("/mail/" + file)) {
            if (bytes == null) {
                throw new IllegalStateException("mail/" + file + " is missing");
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(bytes, UTF_8));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text with its arguments put in once: an argument that looks like another one stays as it is. */
    String text(String key, Map<String, String> arguments) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("no text for " + key + " in " + language);
        }
        return ARGUMENT.matcher(text)
                .replaceAll(argument ->
                        Matcher.quoteReplacement(arguments.getOrDefault(argument.group(1), argument.group())));
    }

    /** Day, weekday and time of a moment by a local clock. */
    String moment(Instant moment, ZoneId zone) {
        return moments.format(moment.atZone(zone));
    }

    MailLanguage language() {
        return language;
    }

    /** All texts, by key. */
    Properties texts() {
        return texts;
    }
}
