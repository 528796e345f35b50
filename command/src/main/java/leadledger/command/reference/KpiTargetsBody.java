package leadledger.command.reference;

import io.swagger.v3.oas.annotations.media.Schema;
import leadledger.command.decision.Input;
import leadledger.command.desk.Fields;
import leadledger.events.reference.KpiTargets;
import leadledger.events.reference.ReferenceEvent.KpiTargetsDefined;
import leadledger.events.shared.Actor;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;

/**
 * An outlet's targets as a client tells them. Shares are in whole per cent; absent: no target.
 *
 * @param outlet code of the outlet; a manager of one outlet may leave it out
 * @param inScopePercent share of delivered leads in follow-up scope
 * @param followUpMinutes within so many minutes the first follow-up is to come; absent: 60
 * @param followUpPercent share of leads followed up within that
 * @param testDrivePercent share of leads with a test drive
 * @param appraisalPercent share of leads with an appraisal
 * @param conversionPercent share of leads that became an opportunity
 * @param winPercent share of decided opportunities that were won
 */
record KpiTargetsBody(
        @Schema(pattern = OutletBody.FORM) @Nullable String outlet,
        @Schema(minimum = "0", maximum = "100") @Nullable Integer inScopePercent,
        @Schema(minimum = "1", maximum = "10080") @Nullable Integer followUpMinutes,
        @Schema(minimum = "0", maximum = "100") @Nullable Integer followUpPercent,
        @Schema(minimum = "0", maximum = "100") @Nullable Integer testDrivePercent,
        @Schema(minimum = "0", maximum = "100") @Nullable Integer appraisalPercent,
        @Schema(minimum = "0", maximum = "100") @Nullable Integer conversionPercent,
        @Schema(minimum = "0", maximum = "100") @Nullable Integer winPercent) {

    /** A week. */
    static final int MOST_MINUTES = 7 * 24 * 60;

    private static final int WHOLE = 100;

    ReadBody<KpiTargetsDefined> read(Actor actor) {
        Fields fields = new Fields(SetKpiTargets.RULE);
        String code = OutletBody.code(fields, outlet == null ? only(actor) : outlet);
        Integer minutes = followUpMinutes;
        if (minutes != null && (minutes < 1 || minutes > MOST_MINUTES)) {
            fields.fault("not-within-a-week", "followUpMinutes", "most", MOST_MINUTES);
        }
        KpiTargets targets = new KpiTargets(
                fields.count("inScopePercent", inScopePercent, WHOLE),
                minutes == null ? KpiTargets.FOLLOW_UP_MINUTES : minutes,
                fields.count("followUpPercent", followUpPercent, WHOLE),
                fields.count("testDrivePercent", testDrivePercent, WHOLE),
                fields.count("appraisalPercent", appraisalPercent, WHOLE),
                fields.count("conversionPercent", conversionPercent, WHOLE),
                fields.count("winPercent", winPercent, WHOLE));
        return new ReadBody<>(
                code,
                code == null || !fields.faults().isEmpty()
                        ? Input.faulty(fields.faults())
                        : Input.of(new KpiTargetsDefined(new OutletId(code), targets)));
    }

    private static @Nullable String only(Actor actor) {
        return actor.role() == Role.OUTLET_MANAGER && actor.outlets().size() == 1
                ? actor.outlets().iterator().next().value()
                : null;
    }
}
