package leadledger.query.slareport;

import java.sql.ResultSet;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import leadledger.events.shared.DealerId;
import leadledger.events.sla.Assignment;
import leadledger.query.access.ReadScope;
import leadledger.query.access.ScopedReads;
import leadledger.query.slareport.AssignmentsQuery.Place;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads chains of re-contacts (SL-06) from the kept facts: from each newest lead up to its master, and so on. Every lead that
 * is looked at is one that the reader may see, so a chain ends for a dealer where the lead was at another one.
 */
@Component
class RecontactChains {

    /** A longer chain is told without its oldest leads. */
    static final int LONGEST = 100;

    private static final String TABLE = "query." + SlaLeadProjection.TABLE;

    private final ScopedReads reads;

    RecontactChains(ScopedReads reads) {
        this.reads = reads;
    }

    /**
     * Which chains are asked for.
     *
     * @param scope whose leads the reader may see; required (AC-02)
     * @param dealer only leads at this dealer, for readers of several
     * @param limit chains at most
     * @param after the newest assignment of the last chain of the page before; none: from the start
     */
    record Query(
            ReadScope scope,
            @Nullable DealerId dealer,
            int limit,
            @Nullable Place after) {}

    /**
     * Leads that came of each other, two or more.
     *
     * @param leads the newest first, at most {@link #LONGEST}
     * @param more whether there are older ones
     */
    record Chain(List<SlaLeadRow> leads, boolean more) {

        Place place() {
            SlaLeadRow newest = leads.getFirst();
            Assignment assignment = newest.facts().assignments().getLast();
            return new Place(assignment.assignedAt(), newest.leadId(), assignment.number());
        }
    }

    /**
     * A page of chains.
     *
     * @param chains the one whose newest lead was assigned last at the top
     * @param more whether there are chains after these
     */
    record Page(List<Chain> chains, boolean more) {}

    /** Reads a page. */
    Page read(Query query) {
        Map<String, Object> values = new HashMap<>();
        values.put("chains", query.limit() + 1);
        values.put("leads", LONGEST + 1);
        String beyond = "";
        Place after = query.after();
        if (after != null) {
            beyond = " and (newest.assigned_at, newest.lead_id) < (:afterMoment, :afterLead)";
            values.put("afterMoment", after.assignedAt().atOffset(ZoneOffset.UTC));
            values.put("afterLead", after.lead());
        }
        // Of the newest lead, of each master and of a child it is asked what the reader may see.
        String sql = """
            with recursive chain as (
                select lead_id, assigned_at from %1$s newest
                 where master_lead is not null%3$s%6$s
                   and exists (select from %1$s master where master.lead_id = newest.master_lead%4$s)
                   and not exists (select from %1$s child where child.master_lead = newest.lead_id%5$s)
                 order by assigned_at desc, lead_id desc limit :chains
            ), link as (
                select assigned_at as newest_at, lead_id as newest, lead_id as member, 1 as place from chain
                union all
                select newest_at, newest, master.lead_id, place + 1
                  from link
                  join %1$s lead on lead.lead_id = link.member
                  join %1$s master on master.lead_id = lead.master_lead%4$s
                 where place < :leads
            )
            select %2$s, place from link join %1$s on lead_id = member order by newest_at desc, newest desc, place
            """.formatted(
                        TABLE,
                        SlaLeadProjection.COLUMNS,
                        seen("newest", query, values),
                        seen("master", query, values),
                        seen("child", query, values),
                        beyond);
        List<List<SlaLeadRow>> chains = reads.read(query.scope(), reading -> {
            List<List<SlaLeadRow>> read = new ArrayList<>();
            reading.sql(sql).params(values).query((ResultSet row) -> {
                if (row.getInt("place") == 1) {
                    read.add(new ArrayList<>());
                }
                read.getLast().add(SlaLeadProjection.read(row));
            });
            return read;
        });
        return new Page(
                chains.stream()
                        .limit(query.limit())
                        .map(leads ->
                                new Chain(leads.subList(0, Math.min(leads.size(), LONGEST)), leads.size() > LONGEST))
                        .toList(),
                chains.size() > query.limit());
    }

    /** A lead is its newest dealer's (AS-65). */
    private static String seen(String lead, Query query, Map<String, Object> values) {
        StringBuilder where = new StringBuilder();
        switch (query.scope()) {
            case ReadScope.OneDealer own -> {
                where.append(" and ").append(lead).append(".dealer = :scope");
                values.put("scope", own.dealer().value());
            }
            case ReadScope.OneMarket own -> {
                where.append(" and ").append(lead).append(".dealer = any(:scope::text[])");
                values.put("scope", own.codes().toArray(String[]::new));
            }
            case ReadScope.Everything ignored -> {}
        }
        if (query.dealer() != null) {
            where.append(" and ").append(lead).append(".dealer = :dealer");
            values.put("dealer", query.dealer().value());
        }
        return where.toString();
    }
}
