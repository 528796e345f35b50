package leadledger.query.explanation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The wording of evidence in one language: {@code explanation/messages*.properties}. A text names its arguments, as in {@code
 * {limit}}; everything else in it is taken as it stands, and so is what an argument holds.
 */
public final class Words {

    static final Pattern ARGUMENT = Pattern.compile("\\{([a-zA-Z]+)}");

    private static final Map<Language, Words> ALL = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            ALL.put(language, new Words(language));
        }
    }

    private final Language language;
    private final Properties texts;
    private final DateTimeFormatter seconds;
    private final DateTimeFormatter milliseconds;

    private Words(Language language) {
        this.language = language;
        this.texts = load("messages" + language.fileSuffix() + ".properties");
        this.seconds = formatter("moment.seconds");
        this.milliseconds = formatter("moment.milliseconds");
    }

    /** The words of a language. */
    public static Words in(Language language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    private static Properties load(String file) {
        try (InputStream bytes = Words.class.getResourceAsStream("/explanation/" + file)) {
            if (bytes == null) {
                throw new IllegalStateException("explanation/" + file + " is missing");
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(bytes, UTF_8));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DateTimeFormatter formatter(String key) {
        return DateTimeFormatter.ofPattern(text(key), language.locale());
    }

    /** A text without arguments. */
    public String text(String key) {
        return text(key, Map.of());
    }

    /** A text with its arguments put in once: an argument that looks like another one stays as it is. */
    public String text(String key, Map<String, String> arguments) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("no text for " + key + " in " + language);
        }
        return ARGUMENT.matcher(text)
                .replaceAll(argument ->
                        Matcher.quoteReplacement(arguments.getOrDefault(argument.group(1), argument.group())));
    }

    /** What people call something that has a technical name; the name itself where nobody has thought of it. */
    public String nameOf(String kind, String name) {
        return texts.getProperty(kind + "." + name, name);
    }

    /** Who did it, by the form that the ledger keeps. */
    public String actor(String ledgerForm) {
        int slash = ledgerForm.indexOf('/');
        return slash < 0
                ? ledgerForm
                : text(
                        "actor",
                        Map.of(
                                "role", nameOf("role", ledgerForm.substring(0, slash)),
                                "subject", ledgerForm.substring(slash + 1)));
    }

    /** A moment by a local clock with the distance to UTC; milliseconds only where there are any. */
    public String moment(Instant moment, ZoneId zone) {
        return (moment.truncatedTo(ChronoUnit.SECONDS).equals(moment) ? seconds : milliseconds)
                .format(moment.atZone(zone));
    }

    /** A length of time; days are of 24 hours. */
    public String duration(Duration length) {
        Duration rest = length.abs();
        List<String> parts = new ArrayList<>();
        add(parts, "day", rest.toDays());
        add(parts, "hour", rest.toHoursPart());
        add(parts, "minute", rest.toMinutesPart());
        add(parts, "second", rest.toSecondsPart());
        add(parts, "millisecond", rest.toMillisPart());
        if (parts.isEmpty()) {
            parts.add(amount("second", 0));
        }
        String joined = String.join(text("duration.separator"), parts);
        return length.isNegative() ? text("duration.negative", Map.of("duration", joined)) : joined;
    }

    private void add(List<String> parts, String unit, long amount) {
        if (amount != 0) {
            parts.add(amount(unit, amount));
        }
    }

    private String amount(String unit, long amount) {
        return text("duration." + unit + (amount == 1 ? ".one" : ".many"), Map.of("n", Long.toString(amount)));
    }

    /** The language. */
    public Language language() {
        return language;
    }

    /** All texts, by key. */
    Properties texts() {
        return texts;
    }
}
