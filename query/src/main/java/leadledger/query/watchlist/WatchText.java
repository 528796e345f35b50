package leadledger.query.watchlist;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.OutletId;
import leadledger.events.sla.Closure;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.events.sla.watch.Figures;
import leadledger.events.sla.watch.Step;
import leadledger.events.sla.watch.Trace;
import org.jspecify.annotations.Nullable;

/**
 * Parts of signs as texts of columns: there are few of each, and none is searched by. Apart from a policy's name, which
 * stands last, no part contains a separator: they are moments, codes, numbers, user ids and names of types.
 */
final class WatchText {

    private static final String BETWEEN = " ";
    private static final String NOTHING = "-";
    private static final int TRACE_PARTS = 5;
    private static final int FIGURES_PARTS = 11;

    private WatchText() {}

    static String of(Trace trace) {
        return joined(trace.position(), trace.type(), trace.recordedAt(), trace.occurredAt(), trace.actor());
    }

    static Trace trace(String text) {
        return trace(text.split(BETWEEN, -1));
    }

    private static Trace trace(String[] parts) {
        return new Trace(
                Long.parseLong(parts[0]), parts[1], Instant.parse(parts[2]), Instant.parse(parts[3]), parts[4]);
    }

    static String of(Step step) {
        String trace = of(step.trace());
        return switch (step) {
            case Step.Assigned assigned -> joined(trace, "ASSIGNED", assigned.dealer());
            case Step.Attempted attempt ->
                joined(trace, "ATTEMPTED", attempt.number(), attempt.claimedAt(), attempt.reached());
            case Step.Corrected correction ->
                joined(trace, "CORRECTED", correction.number(), correction.claimedAt(), correction.reached());
            case Step.Booked ignored -> joined(trace, "BOOKED");
            case Step.Closed closed -> joined(trace, "CLOSED", closed.closure());
            case Step.Delivered delivery -> joined(trace, "DELIVERED", delivery.outlet(), delivery.startedAt());
            case Step.FollowedUp ignored -> joined(trace, "FOLLOWED_UP");
        };
    }

    static Step step(String text) {
        String[] parts = text.split(BETWEEN, -1);
        Trace trace = trace(parts);
        int at = TRACE_PARTS + 1;
        return switch (parts[TRACE_PARTS]) {
            case "ASSIGNED" -> new Step.Assigned(trace, new DealerId(parts[at]));
            case "ATTEMPTED" ->
                new Step.Attempted(
                        trace,
                        Integer.parseInt(parts[at]),
                        known(parts[at + 1], Instant::parse),
                        Boolean.parseBoolean(parts[at + 2]));
            case "CORRECTED" ->
                new Step.Corrected(
                        trace,
                        Integer.parseInt(parts[at]),
                        known(parts[at + 1], Instant::parse),
                        Boolean.parseBoolean(parts[at + 2]));
            case "BOOKED" -> new Step.Booked(trace);
            case "CLOSED" -> new Step.Closed(trace, Closure.valueOf(parts[at]));
            case "DELIVERED" -> new Step.Delivered(trace, new OutletId(parts[at]), Instant.parse(parts[at + 1]));
            case "FOLLOWED_UP" -> new Step.FollowedUp(trace);
            default -> throw new IllegalArgumentException("no step");
        };
    }

    static String of(Figures figures) {
        return joined(
                figures.policyVersion(),
                figures.limit(),
                figures.startedAt(),
                figures.deadline(),
                figures.elapsed(),
                figures.recordedAt(),
                figures.claimedAt(),
                figures.claimedBefore(),
                figures.byRecorded(),
                figures.byClaimed(),
                figures.policy());
    }

    static Figures figures(String text) {
        String[] parts = text.split(BETWEEN, FIGURES_PARTS);
        Integer version = known(parts[0], Integer::valueOf);
        return new Figures(
                version == null ? null : parts[10],
                version,
                known(parts[1], Duration::parse),
                Instant.parse(parts[2]),
                known(parts[3], Instant::parse),
                known(parts[4], Duration::parse),
                Instant.parse(parts[5]),
                known(parts[6], Instant::parse),
                known(parts[7], Instant::parse),
                known(parts[8], Result::valueOf),
                known(parts[9], Result::valueOf));
    }

    private static String joined(@Nullable Object... parts) {
        return Stream.of(parts)
                .map(part -> part == null ? NOTHING : part.toString())
                .collect(Collectors.joining(BETWEEN));
    }

    private static <T> @Nullable T known(String text, Function<String, T> read) {
        return text.equals(NOTHING) ? null : read.apply(text);
    }
}
