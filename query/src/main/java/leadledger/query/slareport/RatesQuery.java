package leadledger.query.slareport;

import java.time.Instant;
import java.util.Optional;
import leadledger.events.aftersales.LeadType;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.shared.DealerId;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.Judgement;
import leadledger.events.sla.ManagedRate;
import leadledger.events.sla.Policies;
import leadledger.events.sla.Ruling;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.query.access.ReadScope;
import org.jspecify.annotations.Nullable;

/**
 * Which rates are asked for.
 *
 * @param scope whose figures the reader may see; required, so that none are read without one (AC-02)
 * @param sla which service level
 * @param policies by which policies; each assignment by the one that holds for it (SL-10)
 * @param moment as of which moment; for {@link Sla#SLA3} the end of its window too
 * @param from assigned at or after; none: from the start. Not for {@link Sla#SLA3}
 * @param to assigned before (SL-04); none: to the end. Not for {@link Sla#SLA3}
 * @param groupBy what they are told apart by; none: only the total
 * @param dealer only this dealer's
 * @param campaign only of this campaign
 * @param source only from this source
 * @param leadType only of this type
 */
record RatesQuery(
        ReadScope scope,
        Sla sla,
        Policies policies,
        Instant moment,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable GroupBy groupBy,
        @Nullable DealerId dealer,
        @Nullable String campaign,
        @Nullable String source,
        @Nullable LeadType leadType) {

    /**
     * The verdict that the figure counts, with what was decided in disputes (SL-41). {@link Sla#SLA3} is disputed through its
     * leads: whose {@link Sla#SLA2} is excused, leaves it.
     */
    Judgement judged(Assignment known) {
        if (sla != Sla.SLA3) {
            return known.judged(sla, policyOf(known), moment);
        }
        Result result = known.isManaged() ? Result.MET : Result.BREACHED;
        return new Judgement(
                result,
                result,
                dispute(known)
                        .map(Ruling::outcome)
                        .filter(DisputeOutcome.EXCUSED::equals)
                        .orElse(null));
    }

    /** The newest dispute over the verdict that the figure counts. */
    Optional<Ruling> dispute(Assignment known) {
        return Ruling.newest(known.rulings(), sla == Sla.SLA3 ? Sla.SLA2 : sla);
    }

    /** Whether the lead itself is asked for. */
    boolean wants(SlaLeadRow lead) {
        return (campaign == null || campaign.equals(lead.campaign()))
                && (source == null || source.equals(lead.source()))
                && (leadType == null || leadType == lead.leadType());
    }

    /** Whether this assignment of a lead is: one that the reader may see, in the half-open period or in the window (SL-03, SL-04). */
    boolean wants(Assignment assignment) {
        if (!scope.includes(assignment.dealer()) || (dealer != null && !dealer.equals(assignment.dealer()))) {
            return false;
        }
        Instant assignedAt = assignment.assignedAt();
        return sla == Sla.SLA3
                ? assignment.withdrawnAt() == null && ManagedRate.isInWindow(assignedAt, policyOf(assignment), moment)
                : (from == null || !assignedAt.isBefore(from)) && (to == null || assignedAt.isBefore(to));
    }

    /**
     * The policy that an assignment is measured by: the one that held when it began; for {@link Sla#SLA3}, which looks back from
     * a moment, the one that holds at that moment.
     */
    SlaPolicy policyOf(Assignment assignment) {
        return policies.of(assignment.dealer(), sla == Sla.SLA3 ? moment : assignment.assignedAt());
    }
}
