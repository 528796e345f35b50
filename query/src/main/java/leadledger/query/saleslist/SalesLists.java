package leadledger.query.saleslist;

import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import leadledger.events.shared.RefusedException;
import leadledger.query.access.SalesScope;
import leadledger.query.access.ScopedReads;
import leadledger.query.access.ScopedReads.Planning;
import leadledger.query.access.ScopedReads.Reading;
import leadledger.query.accesslog.Withheld;
import leadledger.query.listing.Count;
import leadledger.query.listing.Cursor;
import leadledger.query.listing.ListMoment;
import leadledger.query.listing.ListMoment.Source;
import leadledger.query.listing.SearchText;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the table of the list views of sales leads, or of their versions for a past moment: the same conditions, orders and
 * places on other rows. Rows and count of one answer are of one moment.
 */
@Component
class SalesLists {

    private final ScopedReads reads;

    SalesLists(ScopedReads reads) {
        this.reads = reads;
    }

    /**
     * A lead of a page.
     *
     * @param row the lead
     * @param possibleDuplicate whether the reader sees a lead that may be another application of the customer (SA-03)
     */
    record Listed(SalesListRow row, boolean possibleDuplicate) {}

    /**
     * A page of a list.
     *
     * @param rows the rows
     * @param more whether there are rows after these
     * @param count rows of the whole list, counted up to {@link Count#COUNTED_AT_MOST}
     */
    record Page(List<Listed> rows, boolean more, int count) {

        private static final Page EMPTY = new Page(List.of(), false, 0);

        /** Of rows that were read up to one beyond the page. */
        static Page of(List<Listed> rows, int limit, int count) {
            boolean more = rows.size() > limit;
            return new Page(more ? rows.subList(0, limit) : rows, more, count);
        }
    }

    /** Reads a page as of a moment (SL-22), to be given out when its reading is logged (AC-05). */
    Withheld<Page> read(SalesListQuery query, ListMoment moment) {
        return new Withheld<>(
                query.part().isEmpty()
                        ? Page.EMPTY
                        : reads.read(
                                query.scope(),
                                Planning.IN_ORDER_OF_INDEX,
                                reading -> page(reading, query, source(moment))));
    }

    private static Page page(Reading reading, SalesListQuery query, Source source) {
        List<Object> counted = new ArrayList<>();
        int count = reading.sql(counting(source, query.part(), conditions(query, source, counted)))
                .params(withCodes(query.part(), counted))
                .query(Integer.class)
                .single();
        List<Object> shown = new ArrayList<>();
        String where = conditions(query, source, shown);
        Cursor after = query.after();
        if (after != null) {
            where += " and " + query.sort().beyond();
            shown.addAll(query.sort().keysAt(after).orElseGet(() -> place(reading, query.sort(), after, source)));
        }
        String order = " order by " + query.sort().orderBy();
        String ordered = order + " limit " + (query.limit() + 1);
        String page = within(source, query.part(), SalesListColumns.NAMES, where + ordered) + ordered;
        List<Object> parameters = new ArrayList<>();
        String exists = PossibleDuplicates.exists(source, query.hidesQueue(), parameters);
        parameters.addAll(withCodes(query.part(), shown));
        List<Listed> rows = reading.sql(
                        "select l.*, " + exists + " as possible_duplicate from (" + page + ") l" + order)
                .params(parameters)
                .query((ResultSet row, int number) ->
                        new Listed(SalesListColumns.COLUMNS.read(row), row.getBoolean("possible_duplicate")))
                .list();
        return Page.of(rows, query.limit(), count);
    }

    /** The numbers of rows of views as of a moment, each with the part in which it lies. */
    Map<SalesView, Integer> counts(SalesScope scope, Map<SalesView, SalesPart> views, ListMoment moment) {
        Source source = source(moment);
        return reads.read(scope, reading -> {
            Map<SalesView, Integer> counts = new EnumMap<>(SalesView.class);
            views.forEach((view, part) -> {
                List<Object> parameters = new ArrayList<>();
                String sql = counting(source, part, source.held(parameters) + seen(view, parameters));
                counts.put(
                        view,
                        part.isEmpty()
                                ? 0
                                : reading.sql(sql)
                                        .params(withCodes(part, parameters))
                                        .query(Integer.class)
                                        .single());
            });
            return counts;
        });
    }

    private static String counting(Source source, SalesPart part, String where) {
        String limit = " limit " + Count.COUNTED_AT_MOST;
        return "select count(*) from (" + within(source, part, "1 as one", where + limit) + limit + ") counted";
    }

    /**
     * Rows of a part, for each of its codes by itself: an index gives the order within one code only, and a page of several is
     * made of the pages of each.
     */
    private static String within(Source source, SalesPart part, String columns, String where) {
        String select = "select " + columns + " from " + source.table() + " where ";
        return part.column() == null
                ? "select * from (" + select + where + ") of_all"
                : "select of_one.* from unnest(string_to_array(?, ',')) part(code) cross join lateral (" + select
                        + part.column() + " = part.code and " + where + ") of_one";
    }

    private static List<Object> withCodes(SalesPart part, List<Object> parameters) {
        if (part.column() == null) {
            return parameters;
        }
        List<Object> all = new ArrayList<>();
        all.add(String.join(",", part.codes()));
        all.addAll(parameters);
        return all;
    }

    /** Where the cursor's lead stands in the order at the moment. */
    private static List<Object> place(Reading reading, SalesSort sort, Cursor cursor, Source source) {
        List<Object> parameters = new ArrayList<>();
        String where = source.held(parameters) + "lead_id = ?";
        parameters.add(cursor.afterLead());
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

    static Source source(ListMoment moment) {
        return moment.source(SalesListProjection.TABLE, SalesListVersions.TABLE);
    }

    private static String seen(SalesView view, List<Object> parameters) {
        if (view.isWide()) {
            return "view <> '" + SalesView.QUEUE.path() + "'";
        }
        parameters.add(view.path());
        return "view = ?";
    }

    private static String conditions(SalesListQuery query, Source source, List<Object> parameters) {
        StringBuilder where = new StringBuilder(source.held(parameters)).append(seen(query.view(), parameters));
        filter(where, parameters, "source = ?", query.source());
        filter(where, parameters, "campaign = ?", query.campaign());
        filter(
                where,
                parameters,
                "name_key like ?",
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
