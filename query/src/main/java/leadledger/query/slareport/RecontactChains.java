package leadledger.query.slareport;

import java.sql.ResultSet;
import java.time.Instant;
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

    /**
     * Leads as they were assigned by the moment {@code :asOf}, the newest of their assignments then in {@code assigned_at} and
     * {@code dealer_then}. A lead and the one that it came from are recorded together (AS-51). What an earlier assignment has
     * for its first two words, {@link AssignmentText} says.
     */
    private static final String LEADS_THEN = """
            (select lead_id, master_lead, dealer, newest.dealer_then, newest.assigned_at
               from %1$s lead, lateral (
                    select dealer_then, assigned_at
                      from (select lead.dealer as dealer_then, lead.assigned_at, cardinality(lead.earlier) + 1 as number
                            union all
                            select split_part(text, '%2$s', 1), split_part(text, '%2$s', 2)::timestamptz, number
                              from unnest(lead.earlier) with ordinality earlier(text, number)) assignment
                     where assigned_at <= :asOf order by number desc limit 1) newest)
            """.formatted(TABLE, AssignmentText.BETWEEN_FIELDS);

    private final ScopedReads reads;

    RecontactChains(ScopedReads reads) {
        this.reads = reads;
    }

    /**
     * Which chains are asked for.
     *
     * @param scope whose leads the reader may see; required (AC-02)
     * @param dealer only leads at this dealer, for readers of several
     * @param asOf the past moment as of which they are told (SL-22); none: now
     * @param limit chains at most
     * @param after the newest assignment of the last chain of the page before; none: from the start
     */
    record Query(
            ReadScope scope,
            @Nullable DealerId dealer,
            @Nullable Instant asOf,
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
        String known = TABLE;
        Instant asOf = query.asOf();
        if (asOf != null) {
            known = LEADS_THEN;
            values.put("asOf", asOf.atOffset(ZoneOffset.UTC));
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
            select %2$s, place from link join %7$s on lead_id = member order by newest_at desc, newest desc, place
            """.formatted(
                        known,
                        SlaLeadProjection.COLUMNS,
                        seen("newest", query, values),
                        seen("master", query, values),
                        seen("child", query, values),
                        beyond,
                        TABLE);
        List<List<SlaLeadRow>> chains = reads.read(query.scope(), reading -> {
            List<List<SlaLeadRow>> read = new ArrayList<>();
            reading.sql(sql).params(values).query((ResultSet row) -> {
                if (row.getInt("place") == 1) {
                    read.add(new ArrayList<>());
                }
                SlaLeadRow lead = SlaLeadProjection.read(row);
                read.getLast().add(asOf == null ? lead : lead.asOf(asOf));
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

    /** A lead is its newest dealer's (AS-65); as of a past moment it must have been that one's then, too. */
    private static String seen(String lead, Query query, Map<String, Object> values) {
        StringBuilder where = new StringBuilder();
        List<String> columns = query.asOf() == null ? List.of(".dealer") : List.of(".dealer", ".dealer_then");
        for (String column : columns) {
            switch (query.scope()) {
                case ReadScope.OneDealer own -> {
                    where.append(" and ").append(lead).append(column).append(" = :scope");
                    values.put("scope", own.dealer().value());
                }
                case ReadScope.OneMarket own -> {
                    where.append(" and ").append(lead).append(column).append(" = any(:scope::text[])");
                    values.put("scope", own.codes().toArray(String[]::new));
                }
                case ReadScope.Everything ignored -> {}
            }
            if (query.dealer() != null) {
                where.append(" and ").append(lead).append(column).append(" = :dealer");
                values.put("dealer", query.dealer().value());
            }
        }
        return where.toString();
    }
}
