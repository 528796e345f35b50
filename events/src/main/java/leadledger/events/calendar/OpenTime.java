package leadledger.events.calendar;

import java.time.Instant;

/**
 * A stretch of time for which an outlet is open, half-open.
 *
 * @param from the first moment
 * @param to the first moment after it
 */
public record OpenTime(Instant from, Instant to) {

    public OpenTime {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("an outlet is open for a while or not at all");
        }
    }
}
