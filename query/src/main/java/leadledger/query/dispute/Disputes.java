package leadledger.query.dispute;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import leadledger.events.dispute.DisputeStatus;
import leadledger.events.dispute.DisputedProcess;
import leadledger.events.sla.Sla;
import leadledger.query.access.DisputeScope;
import leadledger.query.access.ScopedReads;
import leadledger.query.listing.Count;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads disputes, the newest first. */
@Component
class Disputes {

    private static final String TABLE = "query." + DisputeProjection.TABLE;
    private static final int ROWS_PER_LOOK = 500;

    private final ScopedReads reads;

    Disputes(ScopedReads reads) {
        this.reads = reads;
    }

    /**
     * A dispute with its lead.
     *
     * @param process the lead's process
     * @param leadId the lead
     * @param reference its short reference
     * @param dispute the dispute, as it was known at the moment asked for
     */
    record Found(DisputedProcess process, UUID leadId, String reference, DisputeRow dispute) {

        private static Found read(ResultSet row) throws SQLException {
            return new Found(
                    DisputedProcess.valueOf(row.getString(4)),
                    row.getObject(2, UUID.class),
                    row.getString(5),
                    DisputeProjection.dispute(row));
        }

        private Found asOf(Instant moment) {
            return new Found(process, leadId, reference, dispute.asOf(moment));
        }
    }

    /**
     * Which disputes are asked for.
     *
     * @param scope whose the reader may see
     * @param status only those that stand so
     * @param sla only over this service level
     * @param tenant only of this dealer or outlet
     * @param process only of this process
     * @param limit rows at most
     * @param after the place of the last one of the page before; none: from the start
     */
    record Query(
            DisputeScope scope,
            @Nullable DisputeStatus status,
            @Nullable Sla sla,
            List<String> tenant,
            @Nullable DisputedProcess process,
            int limit,
            @Nullable Place after) {}

    /**
     * A place in the list. When a dispute was opened never changes.
     *
     * @param openedAt when
     * @param dispute which
     */
    record Place(Instant openedAt, UUID dispute) {}

    /**
     * A page of disputes.
     *
     * @param rows the rows
     * @param more whether there are more
     * @param count rows of the whole list, counted up to {@link Count#COUNTED_AT_MOST}
     */
    record Page(List<Found> rows, boolean more, int count) {}

    /** A dispute that the reader may see; empty: there is none. */
    Optional<Found> find(DisputeScope scope, UUID dispute) {
        List<Object> parameters = new ArrayList<>();
        String sql = "select " + DisputeProjection.COLUMNS + " from " + TABLE + " where " + DisputeProjection.OF_DISPUTE
                + " and row_id = ?" + scoped(scope, dispute, parameters);
        return reads.read(
                scope,
                reading -> reading.sql(sql)
                        .params(parameters)
                        .query((row, index) -> Found.read(row))
                        .optional());
    }

    private static String scoped(DisputeScope scope, UUID dispute, List<Object> parameters) {
        parameters.add(dispute);
        return scoped(scope, parameters);
    }

    private static String scoped(DisputeScope scope, List<Object> parameters) {
        if (scope.isEverything()) {
            return "";
        }
        String[] codes = scope.codes().toArray(String[]::new);
        parameters.add(codes);
        parameters.add(codes);
        return " and (tenant = any(?::text[]) or market_tenant = any(?::text[]))";
    }

    /**
     * Reads a page. How a dispute stood at a past moment its steps tell, which no index knows: of a past moment the disputes that
     * were open then are looked through, up to the number that is counted.
     */
    Page read(Query query, @Nullable Instant past) {
        if (past == null || query.status() == null) {
            return rows(query, past, query.limit() + 1);
        }
        List<Found> all = new ArrayList<>();
        Place after = null;
        boolean more = true;
        while (more && all.size() < Count.COUNTED_AT_MOST) {
            Page looked = rows(
                    new Query(query.scope, query.status, query.sla, query.tenant, query.process, ROWS_PER_LOOK, after),
                    past,
                    ROWS_PER_LOOK + 1);
            looked.rows().stream()
                    .filter(found -> found.dispute().status() == query.status())
                    .forEach(all::add);
            more = looked.more();
            after = looked.rows().isEmpty() ? after : place(looked.rows().getLast());
        }
        List<Found> behind = all.stream()
                .filter(found -> query.after() == null || isBehind(found, query.after()))
                .toList();
        boolean cut = behind.size() > query.limit();
        return new Page(cut ? behind.subList(0, query.limit()) : behind, cut, all.size());
    }

    private static boolean isBehind(Found found, Place after) {
        int byMoment = found.dispute().openedAt().compareTo(after.openedAt());
        // As the database orders ids: by their bytes.
        return byMoment < 0
                || (byMoment == 0
                        && found.dispute()
                                        .id()
                                        .toString()
                                        .compareTo(after.dispute().toString())
                                < 0);
    }

    static Place place(Found found) {
        return new Place(found.dispute().openedAt(), found.dispute().id());
    }

    private Page rows(Query query, @Nullable Instant past, int limit) {
        List<Object> parameters = new ArrayList<>();
        String where = where(query, past, parameters);
        List<Object> counted = List.copyOf(parameters);
        StringBuilder page = new StringBuilder(where);
        Place after = query.after();
        if (after != null) {
            page.append(" and (opened_at, row_id) < (?, ?)");
            parameters.add(DisputeProjection.at(after.openedAt()));
            parameters.add(after.dispute());
        }
        return reads.read(query.scope(), reading -> {
            List<Found> rows = reading.sql("select " + DisputeProjection.COLUMNS + " from " + TABLE + page
                            + " order by opened_at desc, row_id desc limit " + limit)
                    .params(parameters)
                    .query((row, index) -> Found.read(row))
                    .list();
            int count = reading.sql("select count(*) from (select from " + TABLE + where + " limit "
                            + Count.COUNTED_AT_MOST + ") counted")
                    .params(counted)
                    .query(Integer.class)
                    .single();
            boolean more = rows.size() == limit;
            List<Found> shown = more ? rows.subList(0, limit - 1) : rows;
            return new Page(
                    past == null
                            ? shown
                            : shown.stream().map(found -> found.asOf(past)).toList(),
                    more,
                    count);
        });
    }

    private static String where(Query query, @Nullable Instant past, List<Object> parameters) {
        StringBuilder where = new StringBuilder(" where " + DisputeProjection.OF_DISPUTE);
        where.append(scoped(query.scope(), parameters));
        for (String tenant : query.tenant()) {
            filter(where, parameters, "tenant = ?", tenant);
        }
        filter(
                where,
                parameters,
                "sla = ?",
                query.sla() == null ? null : query.sla().name());
        filter(
                where,
                parameters,
                "process = ?",
                query.process() == null ? null : query.process().name());
        filter(where, parameters, "opened_at <= ?", DisputeProjection.at(past));
        if (past == null) {
            filter(
                    where,
                    parameters,
                    "status = ?",
                    query.status() == null ? null : query.status().name());
        }
        return where.toString();
    }

    private static void filter(StringBuilder where, List<Object> parameters, String condition, @Nullable Object value) {
        if (value != null) {
            where.append(" and ").append(condition);
            parameters.add(value);
        }
    }
}
