package leadledger.query.watchlist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import leadledger.events.sla.Sla;
import leadledger.events.sla.watch.Batches;
import leadledger.events.sla.watch.SignKind;
import leadledger.events.sla.watch.Trace;
import leadledger.query.access.ScopedReads;
import leadledger.query.listing.Count;
import leadledger.query.watchlist.Watched.OnLead;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the watch list from what is kept of each lead: signs on one lead stand in the table; batches are found among one
 * user's moves, and chains among the links, both among those that the reader may see.
 */
@Component
class WatchList {

    /** So many events are told of a batch, and so many leads of a chain; the count tells of the others. */
    static final int MOST_TOLD = 20;

    /** From so many leads on a chain is a sign: one re-contact is the process, a second one on its lead is a habit. */
    static final int LEADS_OF_CHAIN = 3;

    /** A longer chain is not counted further. */
    static final int LONGEST_CHAIN = 100;

    private static final String TABLE = "query." + WatchProjection.TABLE;

    private static final String WINDOW = Batches.WINDOW.toMillis() + " milliseconds";

    private static final OffsetDateTime AFTER_EVERYTHING = OffsetDateTime.parse("9999-01-01T00:00:00Z");

    private static final String SIGNS = """
            select sign, sign_id, at, position, process, dealer, outlet, lead_id, reference, sla, assignment, figures,
                   events, null::text as user_id, null::timestamptz as last_at, null::bigint as last_position
              from %s
             where kind = 'SIGN' and known_from <= :at and (known_to is null or known_to > :at)
            """.formatted(TABLE);

    /** The third lead of each chain: its master came of one that came of none. */
    private static final String CHAINS = """
            select 'RECONTACT_CHAIN' as sign, ('RECONTACT_CHAIN/' || third.position) collate "C" as sign_id, third.at, third.position,
                   third.process, third.dealer, third.outlet, third.lead_id, third.reference, null::text as sla,
                   null::integer as assignment, null::text as figures, third.events, null::text as user_id,
                   null::timestamptz as last_at, null::bigint as last_position
              from %1$s third
              join %1$s second on second.kind = 'LINK' and second.lead_id = third.master_lead
                   and second.position < third.position
             where third.kind = 'LINK' and third.at <= :at
               and not exists (select from %1$s earlier where earlier.kind = 'LINK'
                    and earlier.lead_id = second.master_lead and earlier.position < second.position)
            """.formatted(TABLE);

    private final ScopedReads reads;

    WatchList(ScopedReads reads) {
        this.reads = reads;
    }

    /**
     * A page of signs.
     *
     * @param rows the one that arose last at the top
     * @param counts how many there are of each kind, whichever is asked for; only with the first page
     * @param more whether there are signs after these
     */
    record Page(List<Watched> rows, @Nullable Map<SignKind, Count> counts, boolean more) {}

    /** Reads a page. */
    Page read(WatchQuery query) {
        return reads.read(query.scope(), ScopedReads.Planning.IN_ORDER_OF_INDEX, reading -> {
            List<Listed> rows = new ArrayList<>();
            for (Source source : Source.values()) {
                if (query.sign() == null || source.has(query.sign())) {
                    rows.addAll(listed(reading, source, query));
                }
            }
            rows.sort(Comparator.comparing((Listed row) -> row.sign().place()).reversed());
            List<Watched> shown = rows.stream()
                    .limit(query.limit())
                    .map(row -> told(reading, row, query))
                    .toList();
            return new Page(shown, query.after() == null ? counts(reading, query) : null, rows.size() > query.limit());
        });
    }

    /**
     * A sign, as one of its kind is found.
     *
     * @param lastAt of a batch: when its last move was recorded
     * @param lastPosition of a batch: which one that is
     */
    private record Listed(
            Watched sign,
            @Nullable OffsetDateTime lastAt,
            @Nullable Long lastPosition) {}

    private enum Source {
        LEADS,
        USERS,
        LINKS;

        boolean has(SignKind kind) {
            return this
                    == switch (kind) {
                        case BATCHED_ATTEMPTS -> USERS;
                        case RECONTACT_CHAIN -> LINKS;
                        case DIFFERS_BY_CLAIMED_TIME,
                                ATTEMPT_IN_MINUTE_OF_ASSIGNMENT,
                                CLOSED_JUST_BEFORE_DEADLINE,
                                LATE_CORRECTION -> LEADS;
                    };
        }

        String sql(WatchQuery query) {
            return switch (this) {
                case LEADS -> SIGNS + own("tenant", query);
                case USERS ->
                    // Whether a move goes on with a batch, the move before says, and that one by its own window.
                    batches(
                            own("tenant", query)
                                    + (query.from() == null ? "" : " and at >= :from - 2 * :window::interval"),
                            own("near.tenant", query));
                case LINKS -> CHAINS + own("third.tenant", query) + own("second.tenant", query);
            };
        }

        /** What the database sees to as well (AC-03). */
        private static String own(String tenant, WatchQuery query) {
            return query.scope().isEverything() ? "" : " and " + tenant + " = any(:scope::text[])";
        }
    }

    /**
     * See {@link Batches}: the fifth move before tells cheaply of most moves that they are not crowded. The {@code offset}
     * keeps the planner from asking twice whether a move is crowded, the {@code limit} from reading all moves for the first ones.
     */
    private static String batches(String those, String near) {
        return """
            with run as materialized (
                select process, user_id, (array_agg(position order by at, position))[1] as first_position,
                       (array_agg(position order by at desc, position desc))[1] as last_position,
                       min(at) as at, max(at) as last_at
                  from (select process, user_id, position, at, crowded,
                               count(*) filter (where not crowded) over (partition by process, user_id
                                   order by at, position) as pauses
                          from (select process, user_id, position, at,
                                       case when at_of_fifth >= at - :window::interval then (
                                           select count(distinct near.lead_id) from %1$s near
                                            where near.kind = 'MOVE'%3$s and near.process = move.process
                                              and near.user_id = move.user_id
                                              and near.at >= move.at - :window::interval
                                              and (near.at, near.position) <= (move.at, move.position))
                                           >= :leads
                                       else false end as crowded
                                  from (select process, user_id, position, at, lag(at, :leads - 1) over
                                                   (partition by process, user_id order by at, position)
                                                   as at_of_fifth
                                          from %1$s where kind = 'MOVE' and at <= :at%2$s) move
                                offset 0) judged
                       ) counted
                 where crowded
                 group by process, user_id, pauses
            )
            select 'BATCHED_ATTEMPTS' as sign, ('BATCHED_ATTEMPTS/' || run.first_position) collate "C" as sign_id, run.at,
                   run.first_position as position, run.process, first_move.dealer, first_move.outlet,
                   first_move.lead_id, first_move.reference, null::text as sla, null::integer as assignment,
                   null::text as figures, first_move.events, run.user_id, run.last_at, run.last_position
              from run
             cross join lateral (select dealer, outlet, lead_id, reference, events from %1$s
                                  where entry = 'MOVE/' || run.first_position limit 1) first_move
            """.formatted(TABLE, those, near);
    }

    private static List<Listed> listed(ScopedReads.Reading reading, Source source, WatchQuery query) {
        Map<String, Object> values = new HashMap<>();
        StringBuilder sql = new StringBuilder(
                "select * from (" + source.sql(query) + ") listed where " + conditions(query, values));
        if (query.sign() != null) {
            sql.append(" and sign = :sign");
            values.put("sign", query.sign().name());
        }
        WatchQuery.Place after = query.after();
        if (after != null) {
            sql.append(" and (at, position, sign_id) < (:afterMoment, :afterPosition, :afterId)");
            values.put("afterMoment", at(after.arose()));
            values.put("afterPosition", after.position());
            values.put("afterId", after.id());
        }
        sql.append(" order by at desc, position desc, sign_id desc limit :limit");
        values.put("limit", query.limit() + 1);
        return reading.sql(sql.toString())
                .params(values)
                .query((row, number) -> read(row))
                .list();
    }

    private static Map<SignKind, Count> counts(ScopedReads.Reading reading, WatchQuery query) {
        Map<SignKind, Count> counts = new EnumMap<>(SignKind.class);
        for (SignKind kind : SignKind.values()) {
            counts.put(kind, Count.of(0));
        }
        for (Source source : Source.values()) {
            Map<String, Object> values = new HashMap<>();
            String sql = "select sign, count(*) from (" + source.sql(query) + ") listed where "
                    + conditions(query, values) + " group by sign";
            reading.sql(sql).params(values).query((ResultSet row) -> {
                counts.put(SignKind.valueOf(row.getString(1)), Count.of((int)
                        Math.min(row.getLong(2), Count.COUNTED_AT_MOST)));
            });
        }
        return counts;
    }

    private static String conditions(WatchQuery query, Map<String, Object> values) {
        StringBuilder where = new StringBuilder("true");
        values.put("at", known(query));
        values.put("window", WINDOW);
        values.put("leads", Batches.LEADS);
        if (!query.scope().isEverything()) {
            values.put("scope", query.scope().codes().toArray(String[]::new));
        }
        if (query.dealer() != null) {
            where.append(" and dealer = :dealer");
            values.put("dealer", query.dealer().value());
        }
        if (query.outlet() != null) {
            where.append(" and outlet = :outlet");
            values.put("outlet", query.outlet().value());
        }
        if (query.from() != null) {
            where.append(" and at >= :from");
            values.put("from", at(query.from()));
        }
        if (query.to() != null) {
            where.append(" and at < :to");
            values.put("to", at(query.to()));
        }
        return where.toString();
    }

    private static OffsetDateTime known(WatchQuery query) {
        Instant at = query.at();
        return at == null ? AFTER_EVERYTHING : at(at);
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private static Listed read(ResultSet row) throws SQLException {
        UUID lead = row.getObject("lead_id", UUID.class);
        String reference = row.getString("reference");
        String sla = row.getString("sla");
        String figures = row.getString("figures");
        List<OnLead> events = WatchProjection.texts(row, row.findColumn("events"))
                .map(WatchText::trace)
                .map(trace -> new OnLead(lead, reference, trace))
                .toList();
        return new Listed(
                new Watched(
                        SignKind.valueOf(row.getString("sign")),
                        new WatchQuery.Place(
                                row.getObject("at", OffsetDateTime.class).toInstant(),
                                row.getLong("position"),
                                row.getString("sign_id")),
                        WatchedProcess.valueOf(row.getString("process")),
                        row.getString("dealer"),
                        row.getString("outlet"),
                        sla == null ? null : Sla.valueOf(sla),
                        row.getObject("assignment", Integer.class),
                        row.getString("user_id"),
                        figures == null ? null : WatchText.figures(figures),
                        events,
                        1),
                row.getObject("last_at", OffsetDateTime.class),
                row.getObject("last_position", Long.class));
    }

    private static Watched told(ScopedReads.Reading reading, Listed row, WatchQuery query) {
        return switch (row.sign().kind()) {
            case BATCHED_ATTEMPTS -> toldBatch(reading, row);
            case RECONTACT_CHAIN -> toldChain(reading, row.sign(), query);
            case DIFFERS_BY_CLAIMED_TIME,
                    ATTEMPT_IN_MINUTE_OF_ASSIGNMENT,
                    CLOSED_JUST_BEFORE_DEADLINE,
                    LATE_CORRECTION -> row.sign();
        };
    }

    private static Watched toldBatch(ScopedReads.Reading reading, Listed batch) {
        String moves = " from " + TABLE + " where kind = 'MOVE' and process = :process and user_id = :user"
                + " and at >= :arose - :window::interval and (at, position) <= (:lastAt, :lastPosition)";
        Watched sign = batch.sign();
        Map<String, Object> values = new HashMap<>();
        values.put("process", sign.process().name());
        values.put("user", Objects.requireNonNull(sign.user()));
        values.put("arose", at(sign.place().arose()));
        values.put("window", WINDOW);
        values.put("lastAt", Objects.requireNonNull(batch.lastAt()));
        values.put("lastPosition", Objects.requireNonNull(batch.lastPosition()));
        int leads = reading.sql("select count(distinct lead_id)" + moves)
                .params(values)
                .query((row, number) -> row.getInt(1))
                .single();
        values.put("most", MOST_TOLD);
        return sign.with(
                reading.sql("select lead_id, reference, events" + moves + " order by at, position limit :most")
                        .params(values)
                        .query((row, number) -> onLead(row))
                        .list(),
                leads);
    }

    private static Watched toldChain(ScopedReads.Reading reading, Watched sign, WatchQuery query) {
        Map<String, Object> values = new HashMap<>();
        values.put("third", sign.place().id().replace("RECONTACT_CHAIN", "LINK"));
        values.put("at", known(query));
        values.put("longest", LONGEST_CHAIN);
        List<OnLead> leads = reading.sql("""
                with recursive third as (
                    select lead_id, master_lead, position from %1$s where entry = :third
                ), second as (
                    select lead_id, reference, master_lead, events from %1$s
                     where kind = 'LINK' and lead_id = (select master_lead from third)
                ), link as (
                    select lead_id, reference, events, position, %2$d as place from %1$s where entry = :third
                    union all
                    select next.lead_id, next.reference, next.events, next.position, place + 1
                      from link
                      join %1$s next on next.kind = 'LINK' and next.master_lead = link.lead_id
                           and next.position > link.position and next.at <= :at
                     where place < :longest
                )
                select lead_id, reference, null::text[] as events, 1 as place, 0::bigint as position from %1$s
                 where kind = 'LEAD' and lead_id = (select master_lead from second)
                union all select lead_id, reference, events, 2, 0 from second
                union all select lead_id, reference, events, place, position from link
                 order by place, position
                """.formatted(TABLE, LEADS_OF_CHAIN))
                .params(values)
                .query((row, number) -> onLead(row))
                .list();
        return sign.with(leads.stream().limit(MOST_TOLD).toList(), leads.size());
    }

    private static OnLead onLead(ResultSet row) throws SQLException {
        int events = row.findColumn("events");
        Trace trace = row.getArray(events) == null
                ? null
                : WatchText.trace(WatchProjection.texts(row, events).findFirst().orElseThrow());
        return new OnLead(row.getObject("lead_id", UUID.class), row.getString("reference"), trace);
    }
}
