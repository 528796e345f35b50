package leadledger.query.saleskpi;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import leadledger.events.reference.KpiTargets;
import leadledger.events.sla.Share;
import leadledger.query.saleskpi.Figure.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Key figures; {@code definitions} tells what each means.
 *
 * @param delivered leads delivered
 * @param inScope of these, how many are in follow-up scope
 * @param followedUp leads with a first follow-up
 * @param notFollowedUp leads without one so far; in no percentile
 * @param business the first follow-up in the outlet's open time
 * @param elapsed the first follow-up in all time
 * @param testDrive with a test drive
 * @param appraisal with an appraisal
 * @param conversion that became an opportunity
 * @param win contracts won of those decided
 */
record KpiFigures(
        long delivered,
        Rate inScope,
        long followedUp,
        long notFollowedUp,
        FollowUpTime business,
        FollowUpTime elapsed,
        Rate testDrive,
        Rate appraisal,
        Rate conversion,
        Rate win) {

    private static final int MEDIAN = 50;
    private static final int HIGH = 90;

    static KpiFigures of(Tally tally, Yardstick yardstick) {
        KpiTargets targets = yardstick.targets();
        return new KpiFigures(
                tally.count(Figure.DELIVERED, Outcome.COUNTED),
                Rate.of(tally.share(Figure.IN_SCOPE, Outcome.IN_SCOPE, Outcome.OUT_OF_SCOPE), targets.inScopePercent()),
                tally.count(Figure.FOLLOW_UP, Outcome.FOLLOWED_UP),
                tally.count(Figure.FOLLOW_UP, Outcome.NOT_FOLLOWED_UP),
                FollowUpTime.of(tally, Figure.WITHIN_BUSINESS, tally.business(), yardstick),
                FollowUpTime.of(tally, Figure.WITHIN_ELAPSED, tally.elapsed(), yardstick),
                Rate.of(tally.share(Figure.TEST_DRIVE, Outcome.DONE, Outcome.NOT_DONE), targets.testDrivePercent()),
                Rate.of(tally.share(Figure.APPRAISAL, Outcome.DONE, Outcome.NOT_DONE), targets.appraisalPercent()),
                Rate.of(tally.share(Figure.CONVERSION, Outcome.DONE, Outcome.NOT_DONE), targets.conversionPercent()),
                Rate.of(tally.share(Figure.WIN, Outcome.WON, Outcome.LOST), targets.winPercent()));
    }

    /**
     * A share against its target.
     *
     * @param fraction the part and the whole; absent: the whole is nothing, so that there is no rate
     * @param targetPercent at least so many of 100; absent: nobody has set a target
     * @param targetReached whether it is reached, exactly; absent: there is no rate, or no target
     */
    @Schema(name = "KpiRate")
    record Rate(
            @Nullable Fraction fraction,
            @Nullable Integer targetPercent,
            @Nullable Boolean targetReached) {

        static Rate of(Share share, @Nullable Integer targetPercent) {
            return new Rate(
                    share.isRate() ? new Fraction(share.met(), share.of()) : null,
                    targetPercent,
                    (share.isRate() && targetPercent != null) ? share.reaches(targetPercent) : null);
        }
    }

    /**
     * An exact fraction.
     *
     * @param met the part
     * @param of the whole, at least 1
     */
    @Schema(name = "KpiFraction")
    record Fraction(long met, long of) {}

    /**
     * Time to first follow-up, on one clock.
     *
     * @param targetMinutes within so many minutes it is to come
     * @param medianMinutes the median; absent: there is no first follow-up
     * @param medianWithinTarget whether the median is within the target, exactly
     * @param percentile90Minutes the 90th percentile
     * @param percentile90WithinTarget whether it is within the target, exactly
     * @param withinTarget followed up within the target, of those whose verdict has fallen
     * @param running not followed up with the target not past; in no rate
     * @param excused excused in a dispute, in no rate (SL-41)
     * @param beforeDisputes within the target as if nothing had been decided in disputes
     */
    @Schema(name = "KpiFollowUpTime")
    record FollowUpTime(
            int targetMinutes,
            @Nullable Long medianMinutes,
            @Nullable Boolean medianWithinTarget,
            @Nullable Long percentile90Minutes,
            @Nullable Boolean percentile90WithinTarget,
            Rate withinTarget,
            long running,
            long excused,
            Rate beforeDisputes) {

        private static FollowUpTime of(Tally tally, Figure figure, Tally.Times times, Yardstick yardstick) {
            KpiTargets targets = yardstick.targets();
            Duration median = times.percentile(MEDIAN);
            Duration high = times.percentile(HIGH);
            Integer percent = targets.followUpPercent();
            // Where nobody has set one, that of the policy holds.
            int target = percent == null ? yardstick.policyPercent() : percent;
            return new FollowUpTime(
                    targets.followUpMinutes(),
                    median == null ? null : median.toMinutes(),
                    within(median, yardstick),
                    high == null ? null : high.toMinutes(),
                    within(high, yardstick),
                    Rate.of(tally.share(figure, Outcome.MET, Outcome.BREACHED), target),
                    tally.count(figure, Outcome.RUNNING),
                    tally.count(figure, Outcome.EXCUSED),
                    Rate.of(tally.shareBeforeDisputes(figure, Outcome.MET, Outcome.BREACHED), target));
        }

        private static @Nullable Boolean within(@Nullable Duration time, Yardstick yardstick) {
            return time == null ? null : time.compareTo(yardstick.followUpLimit()) <= 0;
        }
    }
}
