package leadledger.events.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When an outlet is open, as long as nobody says otherwise (営業時間, SA-10).
 *
 * @param zone the outlet's local time
 * @param weekly the shifts of each day of the week, in order and apart from each other; a day that is absent: closed
 * @param special days on which these shifts do not hold, by date
 */
public record BusinessHours(ZoneId zone, Map<DayOfWeek, List<Shift>> weekly, Map<LocalDate, List<Shift>> special) {

    /** So far ahead it is looked for when an outlet opens next; one that is closed for longer never opens. */
    public static final int DAYS_AHEAD = 400;

    public BusinessHours {
        Map<DayOfWeek, List<Shift>> byDay = new EnumMap<>(DayOfWeek.class);
        weekly.forEach((day, shifts) -> byDay.put(day, inOrder(shifts)));
        weekly = Collections.unmodifiableMap(byDay);
        Map<LocalDate, List<Shift>> byDate = new TreeMap<>();
        special.forEach((date, shifts) -> byDate.put(date, inOrder(shifts)));
        special = Collections.unmodifiableMap(byDate);
    }

    private static List<Shift> inOrder(List<Shift> shifts) {
        List<Shift> ordered =
                shifts.stream().sorted(Comparator.comparingInt(Shift::opens)).toList();
        for (int i = 1; i < ordered.size(); i++) {
            if (ordered.get(i).opens() < ordered.get(i - 1).closes()) {
                throw new IllegalArgumentException("shifts of a day do not overlap");
            }
        }
        return ordered;
    }

    /** The shifts of a day. */
    public List<Shift> on(LocalDate day) {
        List<Shift> own = special.get(day);
        return own == null ? weekly.getOrDefault(day.getDayOfWeek(), List.of()) : own;
    }

    /**
     * The first open time that is not past at a moment, begun at that moment at the earliest; shifts are not joined. Empty:
     * it does not open within {@link #DAYS_AHEAD} days.
     */
    public Optional<OpenTime> openFrom(Instant moment) {
        LocalDate today = LocalDate.ofInstant(moment, zone);
        for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
            LocalDate day = today.plusDays(ahead);
            for (Shift shift : on(day)) {
                Instant from = later(at(day, shift.opens()), moment);
                Instant to = at(day, shift.closes());
                if (from.isBefore(to)) {
                    return Optional.of(new OpenTime(from, to));
                }
            }
        }
        return Optional.empty();
    }

    /** Where clocks are put forward, a time that does not exist is the first that does. */
    private Instant at(LocalDate day, int minutes) {
        return minutes == Shift.DAY
                ? day.plusDays(1).atTime(LocalTime.MIDNIGHT).atZone(zone).toInstant()
                : day.atTime(minutes / 60, minutes % 60).atZone(zone).toInstant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
