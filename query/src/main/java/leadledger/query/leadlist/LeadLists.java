package leadledger.query.leadlist;

import java.sql.ResultSet;
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
import leadledger.query.access.ScopedReads;
import leadledger.query.access.ScopedReads.Planning;
import leadledger.query.access.ScopedReads.Reading;
import leadledger.query.accesslog.Withheld;
import leadledger.query.lead.Lapse;
import leadledger.query.listing.Count;
import leadledger.query.listing.Cursor;
import leadledger.query.listing.ListMoment;
import leadledger.query.listing.ListMoment.Source;
import leadledger.query.listing.SearchText;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the table of the list views, or of their versions for a past moment: the same conditions, orders and places on other
 * rows. Rows and count of one answer are of one moment.
 */
@Component
class LeadLists {

    /** Counting stops here. */
    static final int COUNTED_AT_MOST = Count.COUNTED_AT_MOST;

    private final ScopedReads reads;

    LeadLists(ScopedReads reads) {
        this.reads = reads;
    }

    /**
     * A page of a list.
     *
     * @param rows the rows
     * @param more whether there are rows after these
     * @param count rows of the whole list, counted up to {@link #COUNTED_AT_MOST}
     */
    record Page(List<LeadListRow> rows, boolean more, int count) {

        /** Of rows that were read up to one beyond the page. */
        static Page of(List<LeadListRow> rows, int limit, int count) {
            boolean more = rows.size() > limit;
            return new Page(more ? rows.subList(0, limit) : rows, more, count);
        }
    }

    /**
     * Reads a page, to be given out when its reading is logged (AC-05).
     *
     * @param moment by which leads have lapsed or not (AS-64): the ledger's clock, or a past one (SL-22)
     */
    Withheld<Page> read(LeadListQuery query, ListMoment moment) {
        boolean ofOneDealer = query.scope() instanceof ReadScope.OneDealer || query.dealer() != null;
        if (ofOneDealer && query.search() != null) {
            return new Withheld<>(reads.read(query.scope(), reading -> search(reading, query, moment)));
        }
        // Only among one dealer's leads: among all, a sort may well be the better way.
        return new Withheld<>(reads.read(
                query.scope(),
                ofOneDealer ? Planning.IN_ORDER_OF_INDEX : Planning.FREE,
                reading -> list(reading, query, moment)));
    }

    private static Page list(Reading reading, LeadListQuery query, ListMoment moment) {
        List<Object> parameters = new ArrayList<>();
        Source source = source(moment);
        String filtered = " from " + source.table() + " where " + conditions(query, moment, parameters);
        int count = reading.sql("select count(*) from (select 1" + filtered + " limit " + COUNTED_AT_MOST + ") counted")
                .params(parameters)
                .query(Integer.class)
                .single();
        String beyond = "";
        if (query.afterLead() != null) {
            beyond = " and " + query.sort().beyond();
            parameters.addAll(place(reading, query, query.afterLead(), source));
        }
        List<LeadListRow> rows = reading.sql("select " + LeadListColumns.NAMES + filtered + beyond + " order by "
                        + query.sort().orderBy() + " limit " + (query.limit() + 1))
                .params(parameters)
                .query((ResultSet row, int number) -> LeadListColumns.COLUMNS.read(row))
                .list();
        return Page.of(rows, query.limit(), count);
    }

    /**
     * A page of what is found among one dealer's leads. No index finds a part of a text, so that all of the dealer's leads
     * are looked at: once for both count and page, and in an index that holds what is asked for, so that only the page's
     * rows are fetched.
     */
    private static Page search(Reading reading, LeadListQuery query, ListMoment moment) {
        List<Object> parameters = new ArrayList<>();
        Source source = source(moment);
        String keys = String.join(", ", query.sort().keys());
        String found = "select " + keys + " from " + source.table() + " where " + conditions(query, moment, parameters);
        String beyond = "";
        if (query.afterLead() != null) {
            beyond = " where " + query.sort().beyond();
            parameters.addAll(place(reading, query, query.afterLead(), source));
        }
        String order = " order by " + query.sort().orderBy();
        String held = source.held(parameters);
        return reading.sql("with found as materialized (" + found + "), page as (select * from found" + beyond + order
                        + " limit " + (query.limit() + 1) + ") select " + LeadListColumns.NAMES
                        + ", counted from (select count(*) as counted from found) of_all left join (select "
                        + LeadListColumns.NAMES + " from " + source.table()
                        + " where " + held + "lead_id in (select lead_id from page))"
                        + " shown on true" + order)
                .params(parameters)
                .query((ResultSet row) -> {
                    List<LeadListRow> rows = new ArrayList<>();
                    int count = 0;
                    while (row.next()) {
                        count = Math.min(row.getInt("counted"), COUNTED_AT_MOST);
                        if (row.getObject("lead_id") != null) {
                            rows.add(LeadListColumns.COLUMNS.read(row));
                        }
                    }
                    return Page.of(rows, query.limit(), count);
                });
    }

    /** Where the cursor's lead stands in the order at the moment. */
    private static List<Object> place(Reading reading, LeadListQuery query, UUID lead, Source source) {
        List<Object> parameters = new ArrayList<>();
        Sort sort = query.sort();
        String where = source.held(parameters) + scoped(query.scope(), parameters) + "lead_id = ?";
        parameters.add(lead);
        return reading.sql("select " + String.join(", ", sort.keys()) + " from " + source.table() + " where " + where)
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
     * @param moment by which leads have lapsed or not (AS-64): the ledger's clock, or a past one (SL-22)
     */
    Map<View, Integer> counts(ReadScope scope, ListMoment moment) {
        Source source = source(moment);
        return reads.read(scope, reading -> {
            Map<View, Integer> counts = new EnumMap<>(View.class);
            for (View view : View.values()) {
                List<Object> parameters = new ArrayList<>();
                String where = source.held(parameters) + scoped(scope, parameters) + seen(view, moment, parameters);
                counts.put(
                        view,
                        reading.sql("select count(*) from (select 1 from " + source.table() + " where " + where
                                        + " limit " + COUNTED_AT_MOST + ") counted")
                                .params(parameters)
                                .query(Integer.class)
                                .single());
            }
            return counts;
        });
    }

    private static Source source(ListMoment moment) {
        return moment.source(LeadListProjection.TABLE, LeadListVersions.TABLE);
    }

    private static String scoped(ReadScope scope, List<Object> parameters) {
        return switch (scope) {
            case ReadScope.OneDealer own -> {
                parameters.add(own.dealer().value());
                yield "dealer = ? and ";
            }
            case ReadScope.OneMarket own -> {
                parameters.add(own.codes().toArray(String[]::new));
                yield "dealer = any(?::text[]) and ";
            }
            case ReadScope.Everything ignored -> "";
        };
    }

    private static String seen(View view, ListMoment moment, List<Object> parameters) {
        OffsetDateTime cutoff = Lapse.cutoff(moment.at()).atOffset(ZoneOffset.UTC);
        parameters.addAll(Collections.nCopies(view.cutoffs(), cutoff));
        return view.condition();
    }

    private static String conditions(LeadListQuery query, ListMoment moment, List<Object> parameters) {
        StringBuilder where = new StringBuilder(source(moment).held(parameters))
                .append(scoped(query.scope(), parameters))
                .append(seen(query.view(), moment, parameters));
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
        filter(where, parameters, "created_at >= ?", LeadListColumns.at(query.createdFrom()));
        filter(where, parameters, "created_at < ?", LeadListColumns.at(query.createdBefore()));
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
