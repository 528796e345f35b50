package leadledger.events.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * For how long it is open by some hours, counted fast: figures ask for a hundred thousand leads at once. The open times of a
 * hundred days or so are worked out once and remembered; they follow from the hours alone, so that it does not matter who
 * works them out.
 */
final class OpenTimes {

    private static final int DAYS = 128;

    /** More than a ledger's life; what is asked beyond is worked out each time. */
    private static final int MOST_REMEMBERED = 200;

    private static final Duration NO_LEAD_IS_OLDER = Duration.ofDays(40_000);

    private final BusinessHours hours;
    private final Map<Long, Stretch> remembered = new ConcurrentHashMap<>();

    OpenTimes(BusinessHours hours) {
        this.hours = hours;
    }

    /** The open time between two moments. */
    Duration between(Instant from, Instant to) {
        if (Duration.between(from, to).compareTo(NO_LEAD_IS_OLDER) > 0) {
            throw new IllegalArgumentException("open time is counted over a hundred years at most");
        }
        long first = numberAt(from);
        long last = numberAt(to);
        Duration sum = Duration.ZERO;
        for (long number = first; number <= last; number++) {
            Stretch stretch = stretch(number);
            if (number == first) {
                sum = sum.minus(stretch.openUntil(from));
            }
            sum = sum.plus(number == last ? stretch.openUntil(to) : stretch.all());
        }
        return sum;
    }

    private long numberAt(Instant moment) {
        return Math.floorDiv(LocalDate.ofInstant(moment, hours.zone()).toEpochDay(), DAYS);
    }

    private Stretch stretch(long number) {
        Stretch known = remembered.get(number);
        if (known != null) {
            return known;
        }
        Stretch stretch = Stretch.of(hours, LocalDate.ofEpochDay(number * DAYS));
        if (remembered.size() < MOST_REMEMBERED) {
            remembered.put(number, stretch);
        }
        return stretch;
    }

    /**
     * The open times of some days on end.
     *
     * @param from when each begins
     * @param to when each has ended
     * @param before for how long it has been open before each; at the end, altogether
     */
    private record Stretch(Instant[] from, Instant[] to, Duration[] before) {

        static Stretch of(BusinessHours hours, LocalDate first) {
            OpenTime[] open = first.datesUntil(first.plusDays(DAYS))
                    .flatMap(day -> hours.openOn(day).stream())
                    .toArray(OpenTime[]::new);
            Duration[] before = new Duration[open.length + 1];
            before[0] = Duration.ZERO;
            for (int i = 0; i < open.length; i++) {
                before[i + 1] = before[i].plus(Duration.between(open[i].from(), open[i].to()));
            }
            return new Stretch(
                    Arrays.stream(open).map(OpenTime::from).toArray(Instant[]::new),
                    Arrays.stream(open).map(OpenTime::to).toArray(Instant[]::new),
                    before);
        }

        Duration all() {
            return before[from.length];
        }

        /** For how long it is open until a moment. */
        Duration openUntil(Instant moment) {
            int found = Arrays.binarySearch(from, moment);
            int begun = found < 0 ? -found - 1 : found + 1;
            if (begun == 0) {
                return Duration.ZERO;
            }
            int last = begun - 1;
            return moment.isBefore(to[last]) ? before[last].plus(Duration.between(from[last], moment)) : before[begun];
        }
    }
}
