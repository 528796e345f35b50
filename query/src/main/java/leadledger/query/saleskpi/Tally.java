package leadledger.query.saleskpi;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import leadledger.events.sla.Share;
import leadledger.query.saleskpi.Figure.Outcome;
import org.jspecify.annotations.Nullable;

/** Counts leads of an outlet or of somebody at it. Not for several threads. */
final class Tally {

    private final Map<Figure, Map<Outcome, Long>> counts = new EnumMap<>(Figure.class);
    private final Map<Figure, Map<Outcome, Long>> excused = new EnumMap<>(Figure.class);
    private final Times business = new Times();
    private final Times elapsed = new Times();

    /** Takes a lead with how it counts in each figure; none: not at all. */
    void add(KpiLead lead, Function<Figure, @Nullable Outcome> outcomes) {
        for (Figure figure : Figure.values()) {
            Outcome outcome = outcomes.apply(figure);
            if (outcome == null) {
                continue;
            }
            counts.computeIfAbsent(figure, key -> new EnumMap<>(Outcome.class)).merge(outcome, 1L, Long::sum);
            Outcome before = outcome == Outcome.EXCUSED ? lead.outcomeBeforeDisputes(figure) : null;
            if (before != null) {
                excused.computeIfAbsent(figure, key -> new EnumMap<>(Outcome.class))
                        .merge(before, 1L, Long::sum);
            }
            if (outcome == Outcome.FOLLOWED_UP) {
                business.add(lead.business().took());
                elapsed.add(lead.elapsed().took());
            }
        }
    }

    /** How many fall into an outcome. */
    long count(Figure figure, Outcome outcome) {
        return counts.getOrDefault(figure, Map.of()).getOrDefault(outcome, 0L);
    }

    /** One outcome of it and another. */
    Share share(Figure figure, Outcome part, Outcome rest) {
        long met = count(figure, part);
        return new Share(met, met + count(figure, rest));
    }

    /** The same as if nothing had been decided in disputes (SL-41). */
    Share shareBeforeDisputes(Figure figure, Outcome part, Outcome rest) {
        Map<Outcome, Long> left = excused.getOrDefault(figure, Map.of());
        Share after = share(figure, part, rest);
        long met = after.met() + left.getOrDefault(part, 0L);
        return new Share(met, after.of() + left.getOrDefault(part, 0L) + left.getOrDefault(rest, 0L));
    }

    /** Times to first follow-up in the outlet's open time. */
    Times business() {
        return business;
    }

    /** Times to first follow-up in all time. */
    Times elapsed() {
        return elapsed;
    }

    /** Whether nothing was counted at all. */
    boolean isEmpty() {
        return counts.isEmpty();
    }

    /** Times to first follow-up, exactly to the millisecond. */
    static final class Times {

        private static final int FIRST_CAPACITY = 16;

        private long[] milliseconds = new long[FIRST_CAPACITY];
        private int size;
        private boolean sorted;

        void add(@Nullable Duration time) {
            if (time == null) {
                return;
            }
            if (size == milliseconds.length) {
                milliseconds = Arrays.copyOf(milliseconds, 2 * size);
            }
            milliseconds[size++] = time.toMillis();
            sorted = false;
        }

        /**
         * The least of the times such that at least so many of 100 are no longer: the nearest rank, always one of them.
         *
         * @return none: there are no times
         */
        @Nullable
        Duration percentile(int percent) {
            if (size == 0) {
                return null;
            }
            if (!sorted) {
                Arrays.sort(milliseconds, 0, size);
                sorted = true;
            }
            int rank = Math.toIntExact(Math.ceilDiv((long) percent * size, 100L));
            return Duration.ofMillis(milliseconds[rank - 1]);
        }
    }
}
