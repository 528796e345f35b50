package leadledger.query.leadlist;

import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.events.shared.RefusedException;
import leadledger.query.access.ReadScope;
import leadledger.query.lead.Lapse;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads the table of the list views. Rows and count of one answer are of one moment. */
@Component
class LeadLists {

    /** Counting stops here: a longer list is long, and counting it would take longer than showing it. */
    static final int COUNTED_AT_MOST = 10_000;

    private static final String TABLE = "query." + LeadListProjection.TABLE;

    /**
     * For one transaction: where an index gives the order, it is read in that order. Left alone, the planner multiplies how
     * rare open leads, new leads and a dealer's leads are, not knowing that open leads are the new ones. It then believes in
     * fewer rows than a page holds, and fetches and sorts them all.
     */
    static final String IN_ORDER_OF_INDEX = "select set_config('enable_sort', 'off', true)";

    private final JdbcClient jdbc;

    LeadLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of a list.
     *
     * @param rows the rows
     * @param more whether there are rows after these
     * @param count rows of the whole list, counted up to {@link #COUNTED_AT_MOST}
     */
    record Page(List<LeadListRow> rows, boolean more, int count) {}

    /**
     * Reads a page.
     *
     * @param now the moment by which leads have lapsed or not (AS-64): the ledger's clock
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    Page read(LeadListQuery query, Instant now) {
        List<Object> parameters = new ArrayList<>();
        String filtered = " from " + TABLE + " where " + conditions(query, now, parameters);
        int count = jdbc.sql("select count(*) from (select 1" + filtered + " limit " + COUNTED_AT_MOST + ") counted")
                .params(parameters)
                .query(Integer.class)
                .single();
        // Only among one dealer's leads: among all, a sort may well be the better way.
        if (query.scope() instanceof ReadScope.OneDealer || query.dealer() != null) {
            jdbc.sql(IN_ORDER_OF_INDEX).query(String.class).single();
        }
        String beyond = "";
        if (query.afterLead() != null) {
            beyond = " and " + query.sort().beyond();
            parameters.addAll(place(query.scope(), query.sort(), query.afterLead()));
        }
        List<LeadListRow> rows = jdbc.sql("select " + LeadListProjection.COLUMNS + filtered + beyond + " order by "
                        + query.sort().orderBy() + " limit " + (query.limit() + 1))
                .params(parameters)
                .query((ResultSet row, int number) -> LeadListProjection.read(row))
                .list();
        boolean more = rows.size() > query.limit();
        return new Page(more ? rows.subList(0, query.limit()) : rows, more, count);
    }

    /** Where the cursor's lead stands in the order now. */
    private List<Object> place(ReadScope scope, Sort sort, UUID lead) {
        List<Object> parameters = new ArrayList<>();
        String where = scoped(scope, parameters) + "lead_id = ?";
        parameters.add(lead);
        return jdbc.sql("select " + String.join(", ", sort.keys()) + " from " + TABLE + " where " + where)
                .params(parameters)
                .query((row, number) -> {
                    List<Object> values = new ArrayList<>();
                    for (int column = 1; column <= sort.keys().size(); column++) {
                        values.add(row.getObject(column));
                    }
                    return values;
                })
                .optional()
                .orElseThrow(() -> new RefusedException(Cursor.UNKNOWN));
    }

    /**
     * The numbers of rows of all views.
     *
     * @param now the moment by which leads have lapsed or not (AS-64): the ledger's clock
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    Map<View, Integer> counts(ReadScope scope, Instant now) {
        Map<View, Integer> counts = new EnumMap<>(View.class);
        for (View view : View.values()) {
            List<Object> parameters = new ArrayList<>();
            String where = scoped(scope, parameters) + seen(view, now, parameters);
            counts.put(
                    view,
                    jdbc.sql("select count(*) from (select 1 from " + TABLE + " where " + where + " limit "
                                    + COUNTED_AT_MOST + ") counted")
                            .params(parameters)
                            .query(Integer.class)
                            .single());
        }
        return counts;
    }

    private static String scoped(ReadScope scope, List<Object> parameters) {
        return switch (scope) {
            case ReadScope.OneDealer own -> {
                parameters.add(own.dealer().value());
                yield "dealer = ? and ";
            }
            case ReadScope.OneMarket own -> {
                parameters.add(own.codes());
                yield "dealer = any(?::text[]) and ";
            }
            case ReadScope.Everything ignored -> "";
        };
    }

    private static String seen(View view, Instant now, List<Object> parameters) {
        OffsetDateTime cutoff = Lapse.cutoff(now).atOffset(ZoneOffset.UTC);
        parameters.addAll(Collections.nCopies(view.cutoffs(), cutoff));
        return view.condition();
    }

    private static String conditions(LeadListQuery query, Instant now, List<Object> parameters) {
        StringBuilder where =
                new StringBuilder(scoped(query.scope(), parameters)).append(seen(query.view(), now, parameters));
        filter(
                where,
                parameters,
                "dealer = ?",
                query.dealer() == null ? null : query.dealer().value());
        filter(where, parameters, "source = ?", query.source());
        filter(where, parameters, "campaign = ?", query.campaign());
        filter(
                where,
                parameters,
                "lead_type = ?",
                query.leadType() == null ? null : query.leadType().name());
        filter(where, parameters, "created_at >= ?", LeadListProjection.at(query.createdFrom()));
        filter(where, parameters, "created_at < ?", LeadListProjection.at(query.createdBefore()));
        filter(
                where,
                parameters,
                "search_text like ?",
                query.search() == null ? null : SearchText.pattern(query.search()));
        return where.toString();
    }

    private static void filter(StringBuilder where, List<Object> parameters, String condition, @Nullable Object value) {
        if (value != null) {
            where.append(" and ").append(condition);
            parameters.add(value);
        }
    }
}
