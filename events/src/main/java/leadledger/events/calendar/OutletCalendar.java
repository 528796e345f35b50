package leadledger.events.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an outlet was, is and will be open: at each moment by the hours that were in force then, so that a change of hours
 * never changes what is past (SL-10). Before hours were ever defined, it is open at all times.
 *
 * <p>Equal to another one of the same versions; what it remembers beside is only to be quick.
 */
public final class OutletCalendar {

    /** Open at all times. */
    public static final OutletCalendar ALWAYS_OPEN = new OutletCalendar(List.of());

    private final List<Version> versions;
    private final List<OpenTimes> openTimes;

    /** By these versions, in the order in which they came into force. */
    public OutletCalendar(List<Version> versions) {
        this(
                versions,
                versions.stream().map(version -> new OpenTimes(version.hours())).toList());
    }

    private OutletCalendar(List<Version> versions, List<OpenTimes> openTimes) {
        this.versions = List.copyOf(versions);
        this.openTimes = List.copyOf(openTimes);
        for (int i = 1; i < versions.size(); i++) {
            if (versions.get(i).since().isBefore(versions.get(i - 1).since())) {
                throw new IllegalArgumentException("hours come into force one after the other");
            }
        }
    }

    /**
     * Hours and since when they hold.
     *
     * @param since when they were recorded
     * @param hours the hours
     */
    public record Version(Instant since, BusinessHours hours) {}

    /** In the order in which they came into force. */
    public List<Version> versions() {
        return versions;
    }

    /** With other hours from a moment on, not earlier than any before. */
    public OutletCalendar changed(Instant since, BusinessHours hours) {
        List<Version> more = new ArrayList<>(versions);
        more.add(new Version(since, hours));
        List<OpenTimes> moreTimes = new ArrayList<>(openTimes);
        moreTimes.add(new OpenTimes(hours));
        return new OutletCalendar(more, moreTimes);
    }

    /** As it was known at a moment: later changes had not been recorded. */
    public OutletCalendar asOf(Instant moment) {
        int known = versionAt(moment) + 1;
        return known == versions.size()
                ? this
                : new OutletCalendar(versions.subList(0, known), openTimes.subList(0, known));
    }

    /** Whether it is open at a moment. */
    public boolean isOpen(Instant moment) {
        return opensAt(moment).filter(moment::equals).isPresent();
    }

    /** The first moment from this one on at which it is open; empty: none in sight. */
    public Optional<Instant> opensAt(Instant moment) {
        return openFrom(moment).map(OpenTime::from);
    }

    /**
     * The first moment from this one on at which it is closed: where one shift meets the next, it stays open. Empty: none in
     * sight.
     */
    public Optional<Instant> closesAt(Instant moment) {
        Instant until = moment;
        for (int shifts = 0; shifts <= 3 * BusinessHours.DAYS_AHEAD; shifts++) {
            Instant reached = until;
            Optional<OpenTime> open =
                    openFrom(reached).filter(next -> next.from().equals(reached));
            if (open.isEmpty()) {
                return Optional.of(until);
            }
            if (open.get().to().equals(Instant.MAX)) {
                return Optional.empty();
            }
            until = open.get().to();
        }
        return Optional.empty();
    }

    /** For how long it was open between two moments; not at all, where the second is no later. */
    public Duration openBetween(Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        Instant reached = from;
        while (reached.isBefore(to)) {
            int current = versionAt(reached);
            Instant changes = changeAfter(current);
            Instant until = changes.isBefore(to) ? changes : to;
            sum = sum.plus(
                    current < 0
                            ? Duration.between(reached, until)
                            : openTimes.get(current).between(reached, until));
            reached = until;
        }
        return sum;
    }

    /**
     * The last moment up to which it has not been open for longer than this: where the time ends with a shift, the moment at
     * which the next one begins. Empty: none in sight.
     *
     * @param openTime not negative
     */
    public Optional<Instant> lastMomentWithin(Instant from, Duration openTime) {
        Duration left = openTime;
        Instant reached = from;
        for (int shifts = 0; shifts <= 3 * BusinessHours.DAYS_AHEAD; shifts++) {
            Optional<OpenTime> open = openFrom(reached);
            if (open.isEmpty()) {
                return Optional.empty();
            }
            Instant begins = open.get().from();
            if (open.get().to().equals(Instant.MAX)
                    || begins.plus(left).isBefore(open.get().to())) {
                return Optional.of(begins.plus(left));
            }
            left = left.minus(Duration.between(begins, open.get().to()));
            reached = open.get().to();
        }
        return Optional.empty();
    }

    private Optional<OpenTime> openFrom(Instant moment) {
        Instant from = moment;
        while (true) {
            int current = versionAt(from);
            Instant until = changeAfter(current);
            Instant searched = from;
            Optional<OpenTime> open = (current < 0
                            ? Optional.of(new OpenTime(searched, Instant.MAX))
                            : versions.get(current).hours().openFrom(searched))
                    .filter(found -> found.from().isBefore(until))
                    .map(found -> found.to().isAfter(until) ? new OpenTime(found.from(), until) : found);
            if (open.isPresent() || until.equals(Instant.MAX)) {
                return open;
            }
            from = until;
        }
    }

    private int versionAt(Instant moment) {
        int current = -1;
        while (current + 1 < versions.size()
                && !versions.get(current + 1).since().isAfter(moment)) {
            current++;
        }
        return current;
    }

    /** When the version after this one comes into force. */
    private Instant changeAfter(int version) {
        return version + 1 < versions.size() ? versions.get(version + 1).since() : Instant.MAX;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OutletCalendar that && versions.equals(that.versions);
    }

    @Override
    public int hashCode() {
        return versions.hashCode();
    }

    @Override
    public String toString() {
        return versions.toString();
    }
}
