package leadledger.app.dev;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAmount;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** By how much the demo's clock is to be moved: a text of ISO 8601, a duration or a period. */
final class StepForward {

    /** What is taken. */
    static final String FORM =
            "an ISO 8601 duration or period such as P1D or PT25H, more than zero and at most 400 days";

    private static final Duration LONGEST = Duration.ofDays(400);

    private StepForward() {}

    /** The step from a moment on, days and months as the calendar counts them in UTC; empty: the text is no such step. */
    static Optional<Duration> parse(@Nullable String text, Instant now) {
        return Optional.ofNullable(text)
                .map(StepForward::amount)
                .map(amount -> from(now, amount))
                .filter(step -> step.toMillis() > 0 && step.compareTo(LONGEST) <= 0);
    }

    private static @Nullable TemporalAmount amount(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException notADuration) {
            try {
                return Period.parse(text);
            } catch (DateTimeParseException notAPeriod) {
                return null;
            }
        }
    }

    private static @Nullable Duration from(Instant moment, TemporalAmount amount) {
        try {
            ZonedDateTime now = moment.atZone(ZoneOffset.UTC);
            return Duration.between(now, now.plus(amount));
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
