package leadledger.events.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import leadledger.events.calendar.OpenTime;
import leadledger.events.sla.SlaVerdict.Result;
import org.jspecify.annotations.Nullable;

/**
 * A clock of a service level, of whichever process: it starts, it may stop or be withdrawn, and it may run for so long
 * (SL-01). Which events do so, the process tells; nothing else is to be known for a verdict.
 *
 * @param startedAt when it started
 * @param stoppedAt when it was stopped; none: it was not
 * @param withdrawnAt when the lead was taken out of the measurement; none: it was not
 * @param limit how long it may run; equal is in time
 * @param time which time passes on it
 */
public record SlaClock(
        Instant startedAt,
        @Nullable Instant stoppedAt,
        @Nullable Instant withdrawnAt,
        Duration limit,
        ClockTime time) {

    /** The verdict, of what is known as of the moment: none of the clock's moments may have been recorded later. */
    public Result result(Instant asOf) {
        return Result.of(stoppedAt, deadline(), withdrawnAt, asOf);
    }

    /** The last moment in time; none: none is in sight, as for an outlet that does not open any more. */
    public @Nullable Instant deadline() {
        return time.lastMomentWithin(startedAt, limit).orElse(null);
    }

    /** How long it ran, up to the moment or to where it ended before. */
    public Duration elapsed(Instant asOf) {
        return time.between(startedAt, end(asOf));
    }

    /** The time that was counted, where not all of it was. */
    List<OpenTime> told(Instant asOf) {
        return time.told(startedAt, end(asOf));
    }

    /** With the moment that was decided to count for the stop in a dispute, if any was (SL-40). */
    SlaClock with(Optional<Ruling> ruling) {
        Instant countsAt = ruling.map(Ruling::countsAt).orElse(null);
        return countsAt == null || stoppedAt == null
                ? this
                : new SlaClock(startedAt, countsAt, withdrawnAt, limit, time);
    }

    private Instant end(Instant asOf) {
        return stoppedAt != null ? stoppedAt : Objects.requireNonNullElse(withdrawnAt, asOf);
    }

    /** When its verdict fell: a met one at the stop, a breach at the deadline (SL-40); none: it has not. */
    public @Nullable Instant fellAt(Instant asOf) {
        return switch (result(asOf)) {
            case MET -> stoppedAt;
            case BREACHED -> deadline();
            case RUNNING, WITHDRAWN -> null;
        };
    }
}
