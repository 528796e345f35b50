package leadledger.command.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import leadledger.command.aftersales.importlead.SourceField;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What another system's columns, fields and values mean here. A small JSON file.
 *
 * @param charset in which the files are written; absent: UTF-8
 * @param timeZone in which its moments are
 * @param dateTimeFormats how moments are written, first that fits; by {@link DateTimeFormatter}
 * @param dateFormats how days are written
 * @param leadColumns columns of the file of leads, by their heads, to {@link SourceField#key()}
 * @param historyColumns columns of the file of histories to the keys of {@link HistoryColumn}
 * @param historyFields fields that a history names to {@link SourceField#key()}
 * @param values for each {@link SourceField#key()} without its number what texts mean; what is not there stands for itself
 * @param constants values of fields that the files leave empty
 * @param users users of the other system to {@code ROLE/subject} here; all others act as the other system itself, for a
 *     name is personal data (LG-22)
 * @param channel by which means attempts were made of which the files do not tell it
 * @param outcome what came of attempts of which the files do not tell it
 */
public record ImportMapping(
        @Nullable String charset,
        String timeZone,
        List<String> dateTimeFormats,
        List<String> dateFormats,
        Map<String, String> leadColumns,
        Map<String, String> historyColumns,
        Map<String, String> historyFields,
        @Nullable Map<String, Map<String, String>> values,
        @Nullable Map<String, String> constants,
        @Nullable Map<String, String> users,
        ContactChannel channel,
        ContactOutcome outcome) {

    /** The ready mapping of the manual's Japanese names. */
    public static final String SALESFORCE_JA = "salesforce-ja";

    private static final Pattern ACTOR = Pattern.compile("AFTERSALES_(AGENT|MANAGER)/[A-Za-z0-9._:|-]{1,128}");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The bytes of a ready mapping; empty: there is none of the name. */
    public static Optional<byte[]> ready(String name) {
        if (!name.equals(SALESFORCE_JA)) {
            return Optional.empty();
        }
        try (InputStream stored = ImportMapping.class.getResourceAsStream("/imports/" + SALESFORCE_JA + ".json")) {
            return Optional.of(Objects.requireNonNull(stored).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a mapping.
     *
     * @throws RefusedException when it is none, or cannot be used
     */
    public static ImportMapping read(byte[] bytes) {
        try {
            ImportMapping mapping = JSON.readValue(bytes, ImportMapping.class);
            mapping.check();
            return mapping;
        } catch (JacksonException | IllegalArgumentException | DateTimeException | NullPointerException unusable) {
            throw new RefusedException(Refusal.ofValue("LG-40", "mapping-not-usable", "mapping"));
        }
    }

    private void check() {
        Objects.requireNonNull(zone());
        Objects.requireNonNull(encoding());
        Objects.requireNonNull(channel);
        Objects.requireNonNull(outcome);
        dateTimeFormats.forEach(ImportMapping::formatter);
        dateFormats.forEach(ImportMapping::formatter);
        leadColumns.values().forEach(ImportMapping::requireField);
        historyFields.values().forEach(ImportMapping::requireField);
        if (constants != null) {
            constants.keySet().forEach(ImportMapping::requireField);
        }
        if (!leadColumns.containsValue(SourceField.ID.key())) {
            throw new IllegalArgumentException("no column is the lead's id");
        }
        for (HistoryColumn column : HistoryColumn.values()) {
            if (column != HistoryColumn.IGNORED && !historyColumns.containsValue(column.key())) {
                throw new IllegalArgumentException("no column is " + column);
            }
        }
        historyColumns.values().forEach(key -> require(HistoryColumn.of(key)));
        if (users != null
                && !users.values().stream().allMatch(user -> ACTOR.matcher(user).matches())) {
            throw new IllegalArgumentException("a user is ROLE/subject");
        }
    }

    private static void requireField(String key) {
        require(SourceField.of(key));
    }

    private static void require(Optional<?> known) {
        if (known.isEmpty()) {
            throw new IllegalArgumentException("names what is not known here");
        }
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.SMART);
    }

    /** What a column of the file of histories is. */
    enum HistoryColumn {
        LEAD("lead"),
        DATE("date"),
        USER("user"),
        FIELD("field"),
        OLD_VALUE("oldValue"),
        NEW_VALUE("newValue"),
        IGNORED("ignored");

        private final String key;

        HistoryColumn(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }

        static Optional<HistoryColumn> of(String key) {
            return List.of(values()).stream()
                    .filter(column -> column.key.equals(key))
                    .findFirst();
        }
    }

    ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    Charset encoding() {
        return Charset.forName(charset == null ? "UTF-8" : charset);
    }

    /** What a text means for a field; itself, if nothing is said. */
    String meaning(SourceField field, String text) {
        String name = field.key().replaceAll("[0-9]", "");
        return values == null ? text : values.getOrDefault(name, Map.of()).getOrDefault(text, text);
    }

    /** Who a user of the other system is here; empty: nobody. */
    Optional<String> user(String name) {
        return users == null ? Optional.empty() : Optional.ofNullable(users.get(name));
    }

    /** The value of a field that the files leave empty; empty: none. */
    Optional<String> constant(SourceField field) {
        return constants == null ? Optional.empty() : Optional.ofNullable(constants.get(field.key()));
    }

    /** Reads moments and days; not for several threads. */
    Dates dates() {
        return new Dates(
                zone(),
                dateTimeFormats.stream().map(ImportMapping::formatter).toList(),
                dateFormats.stream().map(ImportMapping::formatter).toList());
    }

    /**
     * Dates as the other system writes them.
     *
     * @param zone in which moments are
     * @param moments first that fits
     * @param days first that fits
     */
    record Dates(ZoneId zone, List<DateTimeFormatter> moments, List<DateTimeFormatter> days) {

        /** A moment in whole milliseconds; empty: it is none. */
        Optional<Instant> moment(String text) {
            for (DateTimeFormatter format : moments) {
                try {
                    return Optional.of(Instant.ofEpochMilli(LocalDateTime.parse(text, format)
                            .atZone(zone)
                            .toInstant()
                            .toEpochMilli()));
                } catch (DateTimeException e) {
                    // The next one may fit.
                }
            }
            return Optional.empty();
        }

        /** A day; empty: it is none. */
        Optional<LocalDate> day(String text) {
            for (DateTimeFormatter format : days) {
                try {
                    return Optional.of(LocalDate.parse(text, format));
                } catch (DateTimeException e) {
                    // The next one may fit.
                }
            }
            return Optional.empty();
        }
    }
}
