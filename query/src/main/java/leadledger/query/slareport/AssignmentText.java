package leadledger.query.slareport;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.shared.DealerId;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.Assignment.Attempt;
import leadledger.events.sla.Closure;
import leadledger.events.sla.Ruling;
import leadledger.events.sla.Sla;
import org.jspecify.annotations.Nullable;

/**
 * An assignment's parts as texts of an array column: there are few of each, and none is searched by. No part contains a
 * separator: they are moments, codes, numbers and names of constants.
 */
public final class AssignmentText {

    /** Between the parts of an earlier assignment. */
    static final String BETWEEN_FIELDS = " ";

    private static final String BETWEEN_ITEMS = ";";
    private static final String BETWEEN_PARTS = ",";
    /** For what there is not. */
    static final String NOTHING = "-";

    private AssignmentText() {}

    /** An assignment, but for its number. */
    public static String of(Assignment whole) {
        return joined(
                BETWEEN_FIELDS,
                whole.dealer(),
                whole.assignedAt(),
                items(whole.attempts(), AssignmentText::of),
                whole.bookedAt(),
                whole.closedAt(),
                whole.closure(),
                whole.withdrawnAt(),
                items(whole.rulings(), AssignmentText::of));
    }

    /** The assignment that was written so. */
    public static Assignment read(int number, String text) {
        String[] parts = text.split(BETWEEN_FIELDS, -1);
        return new Assignment(
                number,
                new DealerId(parts[0]),
                Instant.parse(parts[1]),
                list(parts[2], AssignmentText::attempt),
                known(parts[3], Instant::parse),
                known(parts[4], Instant::parse),
                known(parts[5], Closure::valueOf),
                known(parts[6], Instant::parse),
                list(parts[7], AssignmentText::ruling));
    }

    /** A contact attempt. */
    static String of(Attempt attempt) {
        return joined(BETWEEN_PARTS, attempt.number(), attempt.stampedAt(), attempt.claimedAt(), attempt.reached());
    }

    static Attempt attempt(String text) {
        String[] parts = text.split(BETWEEN_PARTS, -1);
        return new Attempt(
                Integer.parseInt(parts[0]),
                Instant.parse(parts[1]),
                known(parts[2], Instant::parse),
                Boolean.parseBoolean(parts[3]));
    }

    /** A dispute, as far as it matters to figures. */
    static String of(Ruling ruling) {
        return joined(
                BETWEEN_PARTS, ruling.dispute(), ruling.sla(), ruling.outcome(), ruling.decidedAt(), ruling.countsAt());
    }

    static Ruling ruling(String text) {
        String[] parts = text.split(BETWEEN_PARTS, -1);
        return new Ruling(
                UUID.fromString(parts[0]),
                Sla.valueOf(parts[1]),
                known(parts[2], DisputeOutcome::valueOf),
                known(parts[3], Instant::parse),
                known(parts[4], Instant::parse));
    }

    private static String joined(String between, @Nullable Object... parts) {
        return Stream.of(parts)
                .map(part -> part == null ? NOTHING : part.toString())
                .collect(Collectors.joining(between));
    }

    private static <T> @Nullable String items(List<T> items, Function<T, String> text) {
        return items.isEmpty() ? null : items.stream().map(text).collect(Collectors.joining(BETWEEN_ITEMS));
    }

    private static <T> List<T> list(String text, Function<String, T> read) {
        return text.equals(NOTHING)
                ? List.of()
                : Arrays.stream(text.split(BETWEEN_ITEMS, -1)).map(read).toList();
    }

    private static <T> @Nullable T known(String text, Function<String, T> read) {
        return text.equals(NOTHING) ? null : read.apply(text);
    }
}
