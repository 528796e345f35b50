package leadledger.query.slareport;

import java.util.Map;
import java.util.TreeMap;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.Share;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaVerdict.Result;

/** Counts verdicts, lead by lead, in the groups of a query. Not for several threads. */
final class Tally {

    private final RatesQuery query;
    private final DealerDirectory dealers;
    private final Map<String, Counts> groups = new TreeMap<>();
    private Counts total = Counts.NONE;

    Tally(RatesQuery query, DealerDirectory dealers) {
        this.query = query;
        this.dealers = dealers;
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

    /** Takes a lead with its facts as known at the query's moment. */
    void add(SlaLeadRow lead) {
        if (!query.wants(lead)) {
            return;
        }
        for (Assignment assignment : lead.facts().assignments()) {
            if (query.wants(assignment)) {
                Result result = result(assignment);
                total = total.plus(result);
                GroupBy groupBy = query.groupBy();
                if (groupBy != null) {
                    String key = groupBy.key(lead, assignment, dealers);
                    groups.put(key, groups.getOrDefault(key, Counts.NONE).plus(result));
                }
            }
        }
    }

    private Result result(Assignment assignment) {
        return query.sla() == Sla.SLA3
                ? assignment.isManaged() ? Result.MET : Result.BREACHED
                : assignment.judged(query.sla(), query.policy(), query.moment()).result();
    }

    Counts total() {
        return total;
    }

    /** By group, in the order of their names. */
    Map<String, Counts> groups() {
        return new TreeMap<>(groups);
    }
}
