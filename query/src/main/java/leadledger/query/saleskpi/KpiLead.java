package leadledger.query.saleskpi;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.sales.ContractResult;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import leadledger.events.sla.ClockTime;
import leadledger.events.sla.FirstFollowUp;
import leadledger.events.sla.Ruling;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaClock;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.query.saleskpi.Figure.Outcome;
import leadledger.query.saleskpi.SalesKpiRow.Deed;
import org.jspecify.annotations.Nullable;

/**
 * A delivered lead as figures count it: the one place that says what counts, for figures and for the leads behind them.
 * Verdicts are the engine's, with the outlet's target as limit.
 */
final class KpiLead {

    private final SalesKpiRow row;
    private final FirstFollowUp facts;
    private final Yardstick yardstick;
    private final Timing business;
    private final Timing elapsed;

    /**
     * How fast it was followed up, on one clock.
     *
     * @param result the verdict by the outlet's target
     * @param fellTo who owned the lead when the verdict fell, or owns it while none has; none: nobody
     * @param took how long it took, exactly; none: no follow-up has come
     */
    record Timing(
            Result result,
            @Nullable UserId fellTo,
            @Nullable Duration took) {}

    /**
     * A lead.
     *
     * @param row what was known of it at the yardstick's moment; delivered by then
     */
    KpiLead(SalesKpiRow row, Yardstick yardstick) {
        this.row = row;
        this.facts = Objects.requireNonNull(row.firstFollowUp(), "a delivered lead");
        this.yardstick = yardstick;
        this.business = timing(yardstick.business());
        this.elapsed = timing(ClockTime.ELAPSED);
    }

    private Timing timing(ClockTime time) {
        SlaClock clock = facts.clock(yardstick.followUpLimit(), time);
        Result result = clock.result(yardstick.moment());
        UserId fellTo = switch (result) {
            case MET -> facts.followedUpBy();
            case BREACHED -> row.ownerAt(Objects.requireNonNull(clock.deadline()));
            case RUNNING, WITHDRAWN -> row.owner();
        };
        return new Timing(result, fellTo, facts.took(time));
    }

    SalesKpiRow row() {
        return row;
    }

    OutletId outlet() {
        return facts.outlet();
    }

    Instant deliveredAt() {
        return facts.deliveredAt();
    }

    Timing business() {
        return business;
    }

    Timing elapsed() {
        return elapsed;
    }

    boolean isInScope() {
        return facts.outOfScopeAt() == null;
    }

    @Nullable
    UserId followedUpBy() {
        return facts.followedUpBy();
    }

    /** All that ever owned it. */
    Set<UserId> owners() {
        Set<UserId> owners = new LinkedHashSet<>();
        row.owners().forEach(ownership -> owners.add(ownership.owner()));
        return owners;
    }

    /** How it counts for its outlet; none: not at all. */
    @Nullable
    Outcome outcome(Figure figure) {
        if (!isInScope() && figure != Figure.DELIVERED && figure != Figure.IN_SCOPE) {
            return null;
        }
        return switch (figure) {
            case DELIVERED -> Outcome.COUNTED;
            case IN_SCOPE -> isInScope() ? Outcome.IN_SCOPE : Outcome.OUT_OF_SCOPE;
            case FOLLOW_UP -> facts.followedUpAt() == null ? Outcome.NOT_FOLLOWED_UP : Outcome.FOLLOWED_UP;
            case WITHIN_BUSINESS -> isExcused() ? Outcome.EXCUSED : judged(business);
            case WITHIN_ELAPSED -> isExcused() ? Outcome.EXCUSED : judged(elapsed);
            case TEST_DRIVE -> done(row.testDrive());
            case APPRAISAL -> done(row.appraisal());
            case CONVERSION -> done(row.conversion());
            case WIN -> contract();
        };
    }

    /** Whether the breach of its service level was excused in a dispute, so that the lead leaves the rates (SL-40). */
    boolean isExcused() {
        return Ruling.newest(facts.rulings(), Sla.FIRST_FOLLOW_UP)
                .map(Ruling::outcome)
                .filter(DisputeOutcome.EXCUSED::equals)
                .isPresent();
    }

    /** How an excused lead would count if nothing had been decided in disputes; none: not at all. */
    @Nullable
    Outcome outcomeBeforeDisputes(Figure figure) {
        return judged(figure == Figure.WITHIN_BUSINESS ? business : elapsed);
    }

    private static @Nullable Outcome judged(Timing timing) {
        return switch (timing.result()) {
            case MET -> Outcome.MET;
            case BREACHED -> Outcome.BREACHED;
            case RUNNING -> Outcome.RUNNING;
            case WITHDRAWN -> null;
        };
    }

    private static Outcome done(@Nullable Deed deed) {
        return deed == null ? Outcome.NOT_DONE : Outcome.DONE;
    }

    private @Nullable Outcome contract() {
        ContractResult result = row.contract();
        return result == null ? null : result == ContractResult.WON ? Outcome.WON : Outcome.LOST;
    }

    /**
     * How it counts for one of those that ever owned it, or for nobody: what happened while nobody owned it. What happened
     * once is one's alone, so that all together make the outlet's.
     *
     * @param owner who; none: nobody
     * @return none: not at all
     */
    @Nullable
    Outcome outcome(Figure figure, @Nullable UserId owner) {
        Outcome outcome = outcome(figure);
        if (outcome == null) {
            return null;
        }
        return switch (figure) {
            case DELIVERED, IN_SCOPE -> isOf(owner) ? outcome : null;
            case FOLLOW_UP -> ifHis(owner, facts.followedUpAt() == null ? row.owner() : facts.followedUpBy(), outcome);
            case WITHIN_BUSINESS -> ifHis(owner, business.fellTo(), outcome);
            case WITHIN_ELAPSED -> ifHis(owner, elapsed.fellTo(), outcome);
            case TEST_DRIVE -> done(owner, row.testDrive());
            case APPRAISAL -> done(owner, row.appraisal());
            case CONVERSION -> done(owner, row.conversion());
            case WIN -> ifHis(owner, row.contractBy(), outcome);
        };
    }

    private boolean isOf(@Nullable UserId owner) {
        return owner == null ? row.owners().isEmpty() : row.isEverOwnedBy(owner);
    }

    private static @Nullable Outcome ifHis(@Nullable UserId asked, @Nullable UserId his, Outcome outcome) {
        return Objects.equals(asked, his) ? outcome : null;
    }

    private @Nullable Outcome done(@Nullable UserId owner, @Nullable Deed deed) {
        if (deed != null && Objects.equals(owner, deed.by())) {
            return Outcome.DONE;
        }
        return isOf(owner) ? Outcome.NOT_DONE : null;
    }
}
