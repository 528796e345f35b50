package leadledger.query.slareport;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.Judgement;
import leadledger.events.sla.Ruling;
import leadledger.events.sla.Share;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaVerdict.Result;

/** Counts verdicts, lead by lead, in the groups of a query. Not for several threads. */
final class Tally {

    private final RatesQuery query;
    private final DealerDirectory dealers;
    private final Map<String, Figures> groups = new TreeMap<>();
    private final Map<PolicyKey, Measured> measured = new HashMap<>();
    private Figures total = Figures.NONE;

    Tally(RatesQuery query, DealerDirectory dealers) {
        this.query = query;
        this.dealers = dealers;
    }

    private record PolicyKey(String market, int version) {}

    /**
     * Assignments that were measured by one policy.
     *
     * @param market the market of their dealers; none is known: that of nobody
     * @param policy its policy
     * @param assigned how many; as everywhere, without the withdrawn
     */
    record Measured(String market, SlaPolicy policy, long assigned) {

        private Measured plus(Measured other) {
            return new Measured(market, policy, assigned + other.assigned);
        }
    }

    /**
     * Verdicts of a group.
     *
     * @param met met; for {@link Sla#SLA3} managed
     * @param breached breached; for {@link Sla#SLA3} not managed, whatever may yet become of them
     * @param running neither yet
     * @param withdrawn moved to another dealer before they fell; in no rate (AS-65)
     */
    record Counts(long met, long breached, long running, long withdrawn) {

        static final Counts NONE = new Counts(0, 0, 0, 0);

        private Counts plus(Result result) {
            return switch (result) {
                case MET -> new Counts(met + 1, breached, running, withdrawn);
                case BREACHED -> new Counts(met, breached + 1, running, withdrawn);
                case RUNNING -> new Counts(met, breached, running + 1, withdrawn);
                case WITHDRAWN -> new Counts(met, breached, running, withdrawn + 1);
            };
        }

        /** Met of those that have fallen (SL-04). */
        Share ofFallen() {
            return new Share(met, met + breached);
        }

        /** Met of all assigned (SL-04). */
        Share ofAssigned() {
            return new Share(met, met + breached + running);
        }
    }

    /**
     * How many of a group's assignments were disputed (SL-41).
     *
     * @param upheld decided so: the verdict stands
     * @param excused decided so: in no rate
     * @param corrected decided so: the corrected verdict counts
     * @param undecided disputed, and nothing decided that holds
     */
    record Decisions(long upheld, long excused, long corrected, long undecided) {

        static final Decisions NONE = new Decisions(0, 0, 0, 0);

        private Decisions plus(Optional<Ruling> newest) {
            if (newest.isEmpty()) {
                return this;
            }
            return switch (newest.get().outcome()) {
                case null -> new Decisions(upheld, excused, corrected, undecided + 1);
                case UPHELD -> new Decisions(upheld + 1, excused, corrected, undecided);
                case EXCUSED -> new Decisions(upheld, excused + 1, corrected, undecided);
                case CORRECTED -> new Decisions(upheld, excused, corrected + 1, undecided);
            };
        }
    }

    /**
     * Figures of a group.
     *
     * @param after with what was decided in disputes
     * @param before as if nothing had been decided
     * @param decisions how many of them rest on decisions
     */
    record Figures(Counts after, Counts before, Decisions decisions) {

        static final Figures NONE = new Figures(Counts.NONE, Counts.NONE, Decisions.NONE);

        private Figures plus(Judgement judgement, Optional<Ruling> dispute) {
            return new Figures(
                    judgement.isExcused() ? after : after.plus(judgement.result()),
                    before.plus(judgement.without()),
                    decisions.plus(dispute));
        }
    }

    /** Takes a lead with its facts as known at the query's moment. */
    void add(SlaLeadRow lead) {
        if (!query.wants(lead)) {
            return;
        }
        for (Assignment assignment : lead.facts().assignments()) {
            if (query.wants(assignment)) {
                Judgement judgement = query.judged(assignment);
                Optional<Ruling> dispute = query.dispute(assignment);
                total = total.plus(judgement, dispute);
                if (judgement.result() != Result.WITHDRAWN && !judgement.isExcused()) {
                    measured(assignment);
                }
                GroupBy groupBy = query.groupBy();
                if (groupBy != null) {
                    String key = groupBy.key(lead, assignment, dealers);
                    groups.put(key, groups.getOrDefault(key, Figures.NONE).plus(judgement, dispute));
                }
            }
        }
    }

    private void measured(Assignment assignment) {
        String market = dealers.place(assignment.dealer())
                .orElse(DealerDirectory.NOWHERE)
                .market();
        SlaPolicy policy = query.policyOf(assignment);
        measured.merge(new PolicyKey(market, policy.version()), new Measured(market, policy, 1), Measured::plus);
    }

    Figures total() {
        return total;
    }

    /** By which policies, in the order of their markets and versions. */
    List<Measured> measured() {
        return measured.values().stream()
                .sorted(Comparator.comparing(Measured::market)
                        .thenComparingInt(each -> each.policy().version()))
                .toList();
    }

    /** By group, in the order of their names. */
    Map<String, Figures> groups() {
        return new TreeMap<>(groups);
    }
}
