package leadledger.events.reference;

import org.jspecify.annotations.Nullable;

/**
 * What an outlet is to reach in its key figures (目標). Shares are in whole per cent, 0 to 100, and mean at least so many;
 * absent: nobody has set one.
 *
 * @param inScopePercent share of delivered leads that are in follow-up scope
 * @param followUpMinutes within so many minutes the first follow-up is to come, 1 to 10,080; the same for business and
 *     elapsed minutes
 * @param followUpPercent share of leads followed up within that
 * @param testDrivePercent share of leads with a test drive
 * @param appraisalPercent share of leads with an appraisal
 * @param conversionPercent share of leads that became an opportunity
 * @param winPercent share of decided opportunities that were won
 */
public record KpiTargets(
        @Nullable Integer inScopePercent,
        int followUpMinutes,
        @Nullable Integer followUpPercent,
        @Nullable Integer testDrivePercent,
        @Nullable Integer appraisalPercent,
        @Nullable Integer conversionPercent,
        @Nullable Integer winPercent) {

    /** Minutes to the first follow-up unless somebody decides otherwise. */
    public static final int FOLLOW_UP_MINUTES = 60;

    /** What holds where nobody has set any. */
    public static final KpiTargets DEFAULT = new KpiTargets(null, FOLLOW_UP_MINUTES, null, null, null, null, null);
}
