package leadledger.query.slareport;

import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import leadledger.events.aftersales.LeadType;
import leadledger.events.shared.DealerId;
import leadledger.events.sla.Assignment;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import leadledger.events.sla.SlaVerdict.Result;
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

    private final ScopedReads reads;

    SlaAssignments(ScopedReads reads) {
        this.reads = reads;
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
     * @param rows the rows
     * @param more whether there are rows after these
     */
    record Page(List<Row> rows, boolean more) {}

    /** Reads a page. */
    Page read(AssignmentsQuery query) {
        Map<String, Object> values = new HashMap<>();
        // A window that ends now has newest assignments only.
        boolean newestAlone = query.figure().sla() == Sla.SLA3 && query.at() == null;
        String sql = newestAlone
                ? select(Part.NEWEST, query, values)
                : "select * from (" + select(Part.NEWEST, query, values) + " union all "
                        + select(Part.EARLIER, query, values)
                        + ") assignments order by begun_at desc, lead_id desc, number desc limit :rows";
        values.put("rows", query.limit() + 1);
        List<Row> rows = reads.read(
                query.figure().scope(),
                reading -> reading.sql(sql)
                        .params(values)
                        .query((ResultSet row, int index) -> {
                            SlaLeadRow lead = SlaLeadProjection.read(row);
                            return new Row(lead, lead.facts().assignments().get(row.getInt("number") - 1));
                        })
                        .list());
        boolean more = rows.size() > query.limit();
        return new Page(more ? rows.subList(0, query.limit()) : rows, more);
    }

    private static String select(Part part, AssignmentsQuery query, Map<String, Object> values) {
        return "(select " + SlaLeadProjection.COLUMNS + ", " + part.number + " as number, " + part.assignedAt
                + " as begun_at from " + TABLE + part.join + " where " + conditions(part, query, values)
                // One newest assignment for each lead: its id decides, and an index has this order.
                + " order by " + part.assignedAt + " desc, lead_id desc" + (part == Part.NEWEST ? "" : ", number desc")
                + " limit :rows)";
    }

    private static String conditions(Part part, AssignmentsQuery query, Map<String, Object> values) {
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
            Instant begin = figure.moment().minus(figure.policy().managedWindow());
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
        if (query.result() != null) {
            values.put(
                    "limit",
                    figure.sla() == Sla.SLA3
                            ? 0L
                            : figure.policy().limit(figure.sla()).toMillis());
            where.append(" and ").append(judged(part, query, query.result()));
        }
        Place after = query.after();
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

    /** SL-01, SL-03 and AS-65 as {@link AssignmentsQuery#result} has them. */
    private static String judged(Part part, AssignmentsQuery query, Result result) {
        if (query.figure().sla() == Sla.SLA3) {
            // What another node's faster clock has recorded is known, unless a past moment is asked for.
            String managed = known(part.closedAt, part.closedAt, query) + " is not null";
            return switch (result) {
                case MET -> managed;
                case BREACHED -> "not (" + managed + ")";
                case RUNNING, WITHDRAWN -> "false";
            };
        }
        String stop = stop(part, query);
        String withdrawnAt = known(part.withdrawnAt, part.withdrawnAt, query);
        String deadline = part.assignedAt + " + :limit * interval '1 millisecond'";
        return switch (result) {
            case MET -> stop + " <= " + deadline;
            case BREACHED -> "coalesce(" + stop + ", " + withdrawnAt + ", :moment) > " + deadline;
            case RUNNING -> stop + " is null and " + withdrawnAt + " is null and :moment <= " + deadline;
            case WITHDRAWN -> stop + " is null and " + withdrawnAt + " <= " + deadline;
        };
    }

    private static String stop(Part part, AssignmentsQuery query) {
        RatesQuery figure = query.figure();
        if (figure.sla() == Sla.SLA2) {
            return known(part.closedAt, part.closedAt, query);
        }
        String attemptedAt = known(part.attemptedAt, part.attemptedAt, query);
        return figure.policy().basis() == TimeBasis.RECORDED_AT
                ? attemptedAt
                : "coalesce(" + known(part.claimedAt, part.attemptedAt, query) + ", " + attemptedAt + ")";
    }

    /**
     * What was known at the moment. Of now, all is: what another node's faster clock has recorded too.
     *
     * @param recordedAt when it was recorded
     */
    private static String known(String what, String recordedAt, AssignmentsQuery query) {
        return query.at() == null ? what : "(case when " + recordedAt + " <= :moment then " + what + " end)";
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    /** Where assignments stand in the table, as expressions of SQL. */
    private enum Part {
        /** Leads' newest assignments: in columns, read in the order of an index. */
        NEWEST(
                "",
                "cardinality(earlier) + 1",
                "dealer",
                "assigned_at",
                "first_attempt_at",
                "first_attempt_claimed_at",
                "closed_at",
                "null::timestamptz"),

        /** The earlier assignments of the few leads that were moved: kept as texts, and sorted at each question. */
        EARLIER(
                " cross join lateral (select nr::integer as number, string_to_array(each, '"
                        + SlaLeadProjection.SEPARATOR
                        + "') as part from unnest(earlier) with ordinality as texts (each, nr)) as former",
                "number",
                "part[1]",
                "part[2]::timestamptz",
                moment("part[3]"),
                moment("part[4]"),
                moment("part[5]"),
                moment("part[7]"));

        private final String join;
        private final String number;
        private final String dealer;
        private final String assignedAt;
        private final String attemptedAt;
        private final String claimedAt;
        private final String closedAt;
        private final String withdrawnAt;

        Part(
                String join,
                String number,
                String dealer,
                String assignedAt,
                String attemptedAt,
                String claimedAt,
                String closedAt,
                String withdrawnAt) {
            this.join = join;
            this.number = number;
            this.dealer = dealer;
            this.assignedAt = assignedAt;
            this.attemptedAt = attemptedAt;
            this.claimedAt = claimedAt;
            this.closedAt = closedAt;
            this.withdrawnAt = withdrawnAt;
        }

        private static String moment(String part) {
            return "nullif(" + part + ", '" + SlaLeadProjection.NOTHING + "')::timestamptz";
        }
    }
}
