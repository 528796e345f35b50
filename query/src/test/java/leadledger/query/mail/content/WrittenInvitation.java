package leadledger.query.mail.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as a calendar reads it that knows no time zone but the one that the document defines. By hand, for ical4j's
 * own reckoning is wrong in the hours around a change of the clock.
 */
final class WrittenInvitation {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");
    private static final Pattern OBSERVANCE =
            Pattern.compile("BEGIN:(STANDARD|DAYLIGHT)\n(.*?)END:\\1\n", Pattern.DOTALL);
    private static final Pattern RULE = Pattern.compile("FREQ=YEARLY;BYMONTH=(\\d+);BYDAY=(-?\\d)([A-Z]{2})");

    private final String event;
    private final List<Onset> onsets;

    private record Onset(Instant at, ZoneOffset offset) {}

    WrittenInvitation(byte[] ics) {
        String text = new String(ics, UTF_8).replace("\r\n ", "").replace("\r\n", "\n");
        event = text.substring(text.indexOf("BEGIN:VEVENT"));
        onsets = OBSERVANCE
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .flatMap(WrittenInvitation::onsets)
                .sorted(Comparator.comparing(Onset::at))
                .toList();
    }

    private static Stream<Onset> onsets(String observance) {
        LocalDateTime first = LocalDateTime.parse(Objects.requireNonNull(value(observance, "DTSTART")), LOCAL);
        ZoneOffset before = ZoneOffset.of(Objects.requireNonNull(value(observance, "TZOFFSETFROM")));
        ZoneOffset after = ZoneOffset.of(Objects.requireNonNull(value(observance, "TZOFFSETTO")));
        String rule = value(observance, "RRULE");
        Stream<LocalDateTime> locals = rule == null
                ? Stream.of(first)
                : IntStream.range(first.getYear(), first.getYear() + 10)
                        .mapToObj(year -> day(rule, year).atTime(first.toLocalTime()));
        return locals.map(local -> new Onset(local.toInstant(before), after));
    }

    private static LocalDate day(String rule, int year) {
        Matcher parts = RULE.matcher(rule);
        if (!parts.matches()) {
            throw new AssertionError("not the kind of rule that is written: " + rule);
        }
        DayOfWeek weekday = Stream.of(DayOfWeek.values())
                .filter(day -> day.name().startsWith(parts.group(3)))
                .findFirst()
                .orElseThrow();
        return LocalDate.of(year, Integer.parseInt(parts.group(1)), 1)
                .with(TemporalAdjusters.dayOfWeekInMonth(Integer.parseInt(parts.group(2)), weekday));
    }

    private static @Nullable String value(String lines, String property) {
        Matcher line = Pattern.compile("^" + property + "(;[^:\n]*)?:(.*)$", Pattern.MULTILINE)
                .matcher(lines);
        return line.find() ? line.group(2) : null;
    }

    /** The value of a property of the event. */
    String value(String property) {
        return Objects.requireNonNull(value(event, property), property);
    }

    /** The moment of a property of the event. */
    Instant moment(String property) {
        String value = value(property);
        if (value.endsWith("Z")) {
            return LocalDateTime.parse(value.substring(0, value.length() - 1), LOCAL)
                    .toInstant(ZoneOffset.UTC);
        }
        LocalDateTime local = LocalDateTime.parse(value, LOCAL);
        List<Instant> moments = new ArrayList<>();
        for (Onset onset : onsets) {
            Instant moment = local.toInstant(onset.offset());
            if (onset.offset().equals(offsetAt(moment))) {
                moments.add(moment);
            }
        }
        // A local time that comes twice means the first (RFC 5545, 3.3.5).
        return moments.stream().min(Comparator.naturalOrder()).orElseThrow();
    }

    private @Nullable ZoneOffset offsetAt(Instant moment) {
        ZoneOffset offset = null;
        for (Onset onset : onsets) {
            offset = onset.at().isAfter(moment) ? offset : onset.offset();
        }
        return offset;
    }
}
