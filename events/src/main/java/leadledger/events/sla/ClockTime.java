package leadledger.events.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import leadledger.events.calendar.BusinessHours;
import leadledger.events.calendar.OpenTime;
import leadledger.events.calendar.OutletCalendar;
import org.jspecify.annotations.Nullable;

/** Which time passes on a clock of a service level (SL-10). */
public sealed interface ClockTime {

    /** All time, 24/7. */
    ClockTime ELAPSED = new Elapsed();

    /** So many stretches of open time are told in evidence at most. */
    int MOST_TOLD = 50;

    /**
     * The time that a policy counts.
     *
     * @param calendar when the outlet is open, as it was known at the moment asked for
     * @param ofPolicy the policy's own hours; present if the clock goes by them
     */
    static ClockTime of(SlaPolicy.Clock clock, OutletCalendar calendar, @Nullable BusinessHours ofPolicy) {
        return switch (clock) {
            case ELAPSED -> ELAPSED;
            case BUSINESS_HOURS -> new OpenHours(clock, calendar);
            case POLICY_HOURS ->
                new OpenHours(clock, OutletCalendar.ALWAYS_OPEN.changed(Instant.MIN, Objects.requireNonNull(ofPolicy)));
        };
    }

    /** The time for which an outlet is open. */
    static ClockTime ofOutlet(OutletCalendar calendar) {
        return new OpenHours(SlaPolicy.Clock.BUSINESS_HOURS, calendar);
    }

    /** What a policy calls it. */
    SlaPolicy.Clock name();

    /** How much of it passes between two moments. */
    Duration between(Instant from, Instant to);

    /** The last moment up to which not more than this has passed; empty: no end is in sight. */
    Optional<Instant> lastMomentWithin(Instant from, Duration limit);

    /** What was counted between two moments, where not all was: the first {@link #MOST_TOLD} stretches; shifts that meet are
     * one. */
    List<OpenTime> told(Instant from, Instant to);

    /** All time. */
    record Elapsed() implements ClockTime {

        @Override
        public SlaPolicy.Clock name() {
            return SlaPolicy.Clock.ELAPSED;
        }

        /** Negative where an earlier moment is claimed than that of the start. */
        @Override
        public Duration between(Instant from, Instant to) {
            return Duration.between(from, to);
        }

        @Override
        public Optional<Instant> lastMomentWithin(Instant from, Duration limit) {
            return Optional.of(from.plus(limit));
        }

        @Override
        public List<OpenTime> told(Instant from, Instant to) {
            return List.of();
        }
    }

    /**
     * The time for which an outlet is open, or which a policy counts as working time.
     *
     * @param name what a policy calls it
     * @param calendar when that is
     */
    record OpenHours(SlaPolicy.Clock name, OutletCalendar calendar) implements ClockTime {

        @Override
        public Duration between(Instant from, Instant to) {
            return calendar.openBetween(from, to);
        }

        @Override
        public Optional<Instant> lastMomentWithin(Instant from, Duration limit) {
            return calendar.lastMomentWithin(from, limit);
        }

        @Override
        public List<OpenTime> told(Instant from, Instant to) {
            List<OpenTime> told = new ArrayList<>();
            Instant opens = calendar.opensAt(from).orElse(to);
            while (opens.isBefore(to) && told.size() < MOST_TOLD) {
                Instant closes = calendar.closesAt(opens)
                        .filter(moment -> moment.isBefore(to))
                        .orElse(to);
                told.add(new OpenTime(opens, closes));
                opens = calendar.opensAt(closes).orElse(to);
            }
            return told;
        }
    }
}
