package leadledger.query.slareport;

import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import leadledger.events.aftersales.LeadType;
import leadledger.events.shared.DealerId;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.Sla;
import leadledger.query.access.ReadScope;
import leadledger.query.access.ScopedReads;
import leadledger.query.slareport.AssignmentsQuery.Place;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the assignments behind a figure from the kept facts, newest first. The database picks the rows; what is said of each
 * is told by its facts, as everywhere. That both judge alike is tried on random histories.
 */
@Component
class SlaAssignments {

    private static final String TABLE = "query." + SlaLeadProjection.TABLE;

    private static final int ROWS_PER_LOOK = 500;
    private static final int MOST_LOOKED_AT = 20_000;

    private final ScopedReads reads;
    private final PastFacts past;

    SlaAssignments(ScopedReads reads, PastFacts past) {
        this.reads = reads;
        this.past = past;
    }

    /**
     * An assignment with its lead.
     *
     * @param lead the lead
     * @param assignment one of its assignments
     */
    record Row(SlaLeadRow lead, Assignment assignment) {

        Place place() {
            return new Place(assignment.assignedAt(), lead.leadId(), assignment.number());
        }
    }

    /**
     * A page of assignments.
     *
     * @param rows the rows; with a result asked for perhaps fewer than wanted, or none, though there are more
     * @param next the place after which the next page begins; none: there are no more
     */
    record Page(List<Row> rows, @Nullable Place next) {}

    /**
     * Reads a page. Which result a verdict has, its policy and its dispute decide, and a policy
     * how long the window of {@link Sla#SLA3} is, which no index knows: rows are looked through
     * until the page is full, or {@link #MOST_LOOKED_AT} of them were.
     */
    Page read(AssignmentsQuery query) {
        if (query.result() == null && query.figure().sla() != Sla.SLA3) {
            List<Row> rows = rows(query, query.after(), query.limit() + 1);
            boolean more = rows.size() > query.limit();
            List<Row> page = more ? rows.subList(0, query.limit()) : rows;
            return new Page(page, more ? page.getLast().place() : null);
        }
        List<Row> found = new ArrayList<>();
        Place after = query.after();
        for (int lookedAt = 0; lookedAt < MOST_LOOKED_AT; lookedAt += ROWS_PER_LOOK) {
            List<Row> rows = rows(query, after, ROWS_PER_LOOK);
            for (Row row : rows) {
                if (query.wants(row.assignment())) {
                    if (found.size() == query.limit()) {
                        return new Page(found, found.getLast().place());
                    }
                    found.add(row);
                }
            }
            if (rows.size() < ROWS_PER_LOOK) {
                return new Page(found, null);
            }
            after = rows.getLast().place();
        }
        return new Page(found, after);
    }

    private List<Row> rows(AssignmentsQuery query, @Nullable Place after, int limit) {
        Map<String, Object> values = new HashMap<>();
        // A window that ends now has newest assignments only.
        boolean newestAlone = query.figure().sla() == Sla.SLA3 && query.at() == null;
        String sql = newestAlone
                ? select(Part.NEWEST, query, after, values)
                : "select * from (" + select(Part.NEWEST, query, after, values) + " union all "
                        + select(Part.EARLIER, query, after, values)
                        + ") assignments order by begun_at desc, lead_id desc, number desc limit :rows";
        values.put("rows", limit);
        List<Row> kept = reads.read(
                query.figure().scope(),
                reading -> reading.sql(sql)
                        .params(values)
                        .query((ResultSet row, int index) -> {
                            SlaLeadRow lead = SlaLeadProjection.read(row);
                            return new Row(lead, lead.facts().assignments().get(row.getInt("number") - 1));
                        })
                        .list());
        return kept.stream().map(row -> known(row, query.at())).toList();
    }

    /**
     * A disputed assignment as it was known at a past moment: the kept facts say how disputes and corrections stand now. Few are
     * disputed, and those are folded anew.
     */
    private Row known(Row row, @Nullable Instant moment) {
        if (moment == null || row.assignment().rulings().isEmpty()) {
            return row;
        }
        SlaLeadRow then = past.of(row.lead().leadId(), moment);
        int index = row.assignment().number() - 1;
        return then == null || index >= then.facts().assignments().size()
                ? row
                : new Row(then, then.facts().assignments().get(index));
    }

    private static String select(Part part, AssignmentsQuery query, @Nullable Place after, Map<String, Object> values) {
        return "(select " + SlaLeadProjection.COLUMNS + ", " + part.number + " as number, " + part.assignedAt
                + " as begun_at from " + TABLE + part.join + " where " + conditions(part, query, after, values)
                // One newest assignment for each lead: its id decides, and an index has this order.
                + " order by " + part.assignedAt + " desc, lead_id desc" + (part == Part.NEWEST ? "" : ", number desc")
                + " limit :rows)";
    }

    private static String conditions(
            Part part, AssignmentsQuery query, @Nullable Place after, Map<String, Object> values) {
        RatesQuery figure = query.figure();
        StringBuilder where = new StringBuilder(part == Part.EARLIER ? "cardinality(earlier) > 0" : "true");
        switch (figure.scope()) {
            case ReadScope.OneDealer own -> ofDealer(where, values, part, "scope", own.dealer());
            case ReadScope.OneMarket own -> ofMarket(where, values, part, own);
            case ReadScope.Everything ignored -> {}
        }
        ofDealer(where, values, part, "dealer", figure.dealer());
        filter(where, values, "campaign = :campaign", "campaign", figure.campaign());
        filter(where, values, "source = :source", "source", figure.source());
        LeadType type = figure.leadType();
        filter(where, values, "lead_type = :type", "type", type == null ? null : type.name());
        values.put("moment", figure.moment().atOffset(ZoneOffset.UTC));
        if (figure.sla() == Sla.SLA3) {
            Instant begin = figure.moment().minus(figure.policies().longestManagedWindow());
            filter(where, values, part.assignedAt + " between :begin and :moment", "begin", at(begin));
            where.append(" and (" + part.withdrawnAt + " is null or " + part.withdrawnAt + " > :moment)");
        } else {
            filter(where, values, part.assignedAt + " >= :from", "from", at(figure.from()));
            if (part == Part.EARLIER) {
                // The newest assignment is a lead's last: who was assigned before the period has none in it.
                filter(where, values, "assigned_at >= :from", "from", at(figure.from()));
            }
            filter(where, values, part.assignedAt + " < :to", "to", at(figure.to()));
            if (query.at() != null) {
                where.append(" and " + part.assignedAt + " <= :moment");
            }
        }
        if (after != null) {
            values.put("afterMoment", after.assignedAt().atOffset(ZoneOffset.UTC));
            values.put("afterLead", after.lead());
            values.put("afterNumber", after.number());
            // The first is what an index can do; the second tells apart two assignments of one lead in one millisecond.
            where.append(" and (" + part.assignedAt + ", lead_id) <= (:afterMoment, :afterLead)");
            where.append(" and (" + part.assignedAt + ", lead_id, " + part.number
                    + ") < (:afterMoment, :afterLead, :afterNumber)");
        }
        return where.toString();
    }

    private static void ofDealer(
            StringBuilder where, Map<String, Object> values, Part part, String name, @Nullable DealerId dealer) {
        if (dealer != null) {
            filter(where, values, part.dealer + " = :" + name, name, dealer.value());
            if (part == Part.EARLIER) {
                where.append(" and former_dealers @> array[:" + name + "]::text[]");
            }
        }
    }

    private static void ofMarket(
            StringBuilder where, Map<String, Object> values, Part part, ReadScope.OneMarket market) {
        filter(
                where,
                values,
                part.dealer + " = any(:scope::text[])",
                "scope",
                market.codes().toArray(String[]::new));
        if (part == Part.EARLIER) {
            where.append(" and former_dealers && :scope::text[]");
        }
    }

    private static void filter(
            StringBuilder where, Map<String, Object> values, String condition, String name, @Nullable Object value) {
        if (value != null) {
            where.append(" and ").append(condition);
            values.put(name, value);
        }
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    /** Where assignments stand in the table, as expressions of SQL. */
    private enum Part {
        /** Leads' newest assignments: in columns, read in the order of an index. */
        NEWEST("", "cardinality(earlier) + 1", "dealer", "assigned_at", "null::timestamptz"),

        /** The earlier assignments of the few leads that were moved: kept as texts, and sorted at each question. */
        EARLIER(
                " cross join lateral (select nr::integer as number, string_to_array(each, '"
                        + AssignmentText.BETWEEN_FIELDS
                        + "') as part from unnest(earlier) with ordinality as texts (each, nr)) as former",
                "number",
                "part[1]",
                "part[2]::timestamptz",
                moment("part[7]"));

        private final String join;
        private final String number;
        private final String dealer;
        private final String assignedAt;
        private final String withdrawnAt;

        Part(String join, String number, String dealer, String assignedAt, String withdrawnAt) {
            this.join = join;
            this.number = number;
            this.dealer = dealer;
            this.assignedAt = assignedAt;
            this.withdrawnAt = withdrawnAt;
        }

        private static String moment(String part) {
            return "nullif(" + part + ", '" + AssignmentText.NOTHING + "')::timestamptz";
        }
    }
}
