package leadledger.command.desk;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a request's body and gathers everything that is wrong with them, so that one answer tells all. A
 * method that finds a fault returns null; whoever builds something from the fields asks {@link #faults} first.
 */
public final class Fields {

    private final String rule;
    private final List<Refusal> faults = new ArrayList<>();

    /**
     * Nothing read yet.
     *
     * @param rule the rule that the faults are reported under
     */
    public Fields(String rule) {
        this.rule = rule;
    }

    /** Everything found so far, in the order of reading. */
    public List<Refusal> faults() {
        return List.copyOf(faults);
    }

    /** A text that must be there. */
    public @Nullable String requiredText(String field, @Nullable String value, int mostCharacters) {
        return required(field, value) ? text(field, value, mostCharacters) : null;
    }

    /** A text that may be absent; blank counts as absent. */
    public @Nullable String text(String field, @Nullable String value, int mostCharacters) {
        if (value == null || isBlank(value)) {
            return null;
        }
        if (value.codePointCount(0, value.length()) > mostCharacters) {
            fault("text-too-long", field, "most", mostCharacters);
            return null;
        }
        if (value.codePoints().anyMatch(Fields::isNotText)) {
            fault("characters-not-allowed", field);
            return null;
        }
        return value;
    }

    /** A text of a certain form that may be absent. */
    public @Nullable String matching(String field, @Nullable String value, Pattern form, String faultCode) {
        return matching(field, value, text -> form.matcher(text).matches(), faultCode, rule);
    }

    /** A text that satisfies a rule of its own and may be absent. */
    public @Nullable String matching(
            String field, @Nullable String value, Predicate<String> form, String faultCode, String formRule) {
        if (value == null) {
            return null;
        }
        if (value.codePoints().anyMatch(Fields::isNotText) || !form.test(value)) {
            faults.add(Refusal.ofValue(formRule, faultCode, field));
            return null;
        }
        return value;
    }

    /** Reports a field that must be there and is not; says whether it is there. */
    public boolean required(String field, @Nullable String value) {
        if (value == null || isBlank(value)) {
            fault("field-required", field);
            return false;
        }
        return true;
    }

    /** One of a list of names that must be there. */
    public <E extends Enum<E>> @Nullable E requiredOneOf(String field, @Nullable String value, Class<E> type) {
        return required(field, value) ? oneOf(field, value, type) : null;
    }

    /** One of a list of names that may be absent. */
    public <E extends Enum<E>> @Nullable E oneOf(String field, @Nullable String value, Class<E> type) {
        if (value == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value)) {
                return constant;
            }
        }
        fault(
                "not-one-of",
                field,
                "allowed",
                Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", ")));
        return null;
    }

    /** A moment by RFC 3339 that may be absent; cut to milliseconds, the unit of all times here. */
    public @Nullable Instant moment(String field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            return Instant.ofEpochMilli(OffsetDateTime.parse(value).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            fault("not-a-moment", field);
            return null;
        }
    }

    /** A day by ISO 8601 that must be there. */
    public @Nullable LocalDate requiredDay(String field, @Nullable String value) {
        return required(field, value) ? day(field, value) : null;
    }

    /** A day by ISO 8601 that may be absent. */
    public @Nullable LocalDate day(String field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            return LocalDate.parse(value);
        } catch (DateTimeException e) {
            fault("not-a-day", field);
            return null;
        }
    }

    /** A whole number from 0 on that may be absent. */
    public @Nullable Integer count(String field, @Nullable Integer value, int most) {
        if (value != null && (value < 0 || value > most)) {
            fault("count-out-of-range", field, "most", most);
            return null;
        }
        return value;
    }

    /** Adds a fault that was found elsewhere. */
    public void fault(String code, String field) {
        faults.add(Refusal.ofValue(rule, code, field));
    }

    /** As above, with a value that the fault's text names. */
    public void fault(String code, String field, String argument, Object value) {
        faults.add(Refusal.ofValue(rule, code, field).with(argument, value));
    }

    /** White space of any width is nothing (AS-41). */
    public static boolean isBlank(String value) {
        return value.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    /** Control characters but line breaks and tabs, and halves of a character: no database text can hold them all. */
    private static boolean isNotText(int c) {
        return (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')
                || Character.getType(c) == Character.SURROGATE;
    }
}
