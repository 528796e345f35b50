package leadledger.events.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
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
        weekly.forEach((day, shifts) -> byDay.put(day, Shift.inOrder(shifts)));
        weekly = Collections.unmodifiableMap(byDay);
        Map<LocalDate, List<Shift>> byDate = new TreeMap<>();
        special.forEach((date, shifts) -> byDate.put(date, Shift.inOrder(shifts)));
        special = Collections.unmodifiableMap(byDate);
    }

    /** The shifts of a day. */
    public List<Shift> on(LocalDate day) {
        List<Shift> own = special.get(day);
        return own == null ? weekly.getOrDefault(day.getDayOfWeek(), List.of()) : own;
    }

    /** The open times of a day, in order; shifts are not joined. */
    List<OpenTime> openOn(LocalDate day) {
        return on(day).stream()
                .<OpenTime>mapMulti((shift, open) -> {
                    Instant from = at(day, shift.opens());
                    Instant to = at(day, shift.closes());
                    // A shift may lie altogether in the hour that is left out.
                    if (from.isBefore(to)) {
                        open.accept(new OpenTime(from, to));
                    }
                })
                .toList();
    }

    /**
     * The first open time that is not past at a moment, begun at that moment at the earliest; shifts are not joined. Empty:
     * it does not open within {@link #DAYS_AHEAD} days.
     */
    public Optional<OpenTime> openFrom(Instant moment) {
        LocalDate today = LocalDate.ofInstant(moment, zone);
        for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
            LocalDate day = today.plusDays(ahead);
            for (OpenTime open : openOn(day)) {
                if (open.to().isAfter(moment)) {
                    return Optional.of(new OpenTime(later(open.from(), moment), open.to()));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Where clocks are put forward, a time that does not exist is the first that does; where they are put back, a time that
     * comes twice is the first of the two. So one day's times are never in another order than on the wall.
     */
    private Instant at(LocalDate day, int minutes) {
        LocalDateTime local =
                minutes == Shift.DAY ? day.plusDays(1).atStartOfDay() : day.atTime(minutes / 60, minutes % 60);
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.isEmpty()
                ? zone.getRules().getTransition(local).getInstant()
                : local.toInstant(offsets.getFirst());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
