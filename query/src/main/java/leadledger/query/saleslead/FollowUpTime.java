package leadledger.query.saleslead;

import java.time.Duration;
import java.time.Instant;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.sales.SalesStatus;
import org.jspecify.annotations.Nullable;

/**
 * 初回のフォローアップ対応までの時間(分): from the delivery to the first follow-up, in whole minutes, rounded down (SA-32).
 *
 * @param elapsedMinutes by the clock
 * @param businessMinutes while the outlet was open
 * @param running whether the first follow-up is yet to come
 */
public record FollowUpTime(long elapsedMinutes, long businessMinutes, boolean running) {

    /**
     * As of a moment; none: the lead is not delivered, or was set aside before any follow-up (SA-22).
     *
     * @param calendar of the lead's outlet
     */
    public static @Nullable FollowUpTime of(
            @Nullable Instant deliveredAt,
            @Nullable Instant followedUpAt,
            SalesStatus status,
            OutletCalendar calendar,
            Instant now) {
        if (deliveredAt == null || (followedUpAt == null && status == SalesStatus.OUT_OF_SCOPE)) {
            return null;
        }
        Instant until = followedUpAt == null ? now : followedUpAt;
        // Another node's clock may be ahead of ours.
        Instant end = until.isBefore(deliveredAt) ? deliveredAt : until;
        return new FollowUpTime(
                Duration.between(deliveredAt, end).toMinutes(),
                calendar.openBetween(deliveredAt, end).toMinutes(),
                followedUpAt == null);
    }
}
