package leadledger.query.saleskpi;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import leadledger.query.access.SalesTenancy;
import leadledger.query.access.ScopedReads;
import leadledger.query.access.ScopedReads.Planning;
import leadledger.query.access.ScopedReads.Reading;
import leadledger.query.listing.Cursor;
import leadledger.query.listing.ListParameters;
import leadledger.query.saleskpi.Figure.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts the key figures of outlets and their people from the kept facts, and finds the leads behind each. Both ask
 * {@link KpiLead} how a lead counts, so that they agree.
 */
@Component
class SalesKpis {

    private static final String TABLE = "query." + SalesKpiProjection.TABLE;
    private static final int ROWS_PER_FETCH = 2_000;

    private final ScopedReads reads;
    private final ReferenceLookup references;

    SalesKpis(ScopedReads reads, ReferenceLookup references) {
        this.reads = reads;
        this.references = references;
    }

    /**
     * An outlet's figures.
     *
     * @param yardstick by what its leads are judged
     * @param all of all its leads
     * @param persons of those that ever owned one of them, by id; empty unless they were asked for
     * @param nobody of what happened while nobody owned the lead
     */
    record OutletTally(Yardstick yardstick, Tally all, SortedMap<UserId, Tally> persons, Tally nobody) {

        private static OutletTally begun(Yardstick yardstick) {
            return new OutletTally(
                    yardstick, new Tally(), new TreeMap<>(Comparator.comparing(UserId::value)), new Tally());
        }

        private void add(KpiLead lead, boolean byPerson, Predicate<UserId> wanted) {
            all.add(lead, lead::outcome);
            if (byPerson) {
                nobody.add(lead, figure -> lead.outcome(figure, null));
                for (UserId owner : lead.owners()) {
                    if (wanted.test(owner)) {
                        persons.computeIfAbsent(owner, user -> new Tally())
                                .add(lead, figure -> lead.outcome(figure, owner));
                    }
                }
            }
        }
    }

    /**
     * Reads figures.
     *
     * @param byPerson whether those of people are asked for besides
     * @param person only this one's; none: everybody's
     * @return by outlet, in the order of their codes; an outlet without a lead is not there
     */
    SortedMap<OutletId, OutletTally> figures(KpiQuery query, boolean byPerson, @Nullable UserId person) {
        SortedMap<OutletId, OutletTally> outlets = new TreeMap<>(Comparator.comparing(OutletId::value));
        Map<String, Object> values = new HashMap<>();
        String rows = "select " + SalesKpiProjection.COLUMNS + " from " + TABLE + where(query, values);
        return reads.read(query.scope(), reading -> {
            statement(reading, rows, values).query((ResultSet row) -> {
                SalesKpiRow known = query.known(SalesKpiProjection.read(row));
                if (known.delivery() != null) {
                    OutletTally tally =
                            outlets.computeIfAbsent(known.delivery().outlet(), outlet -> tally(outlet, query));
                    tally.add(
                            new KpiLead(known, tally.yardstick()),
                            byPerson,
                            user -> person == null || person.equals(user));
                }
            });
            return outlets;
        });
    }

    private OutletTally tally(OutletId outlet, KpiQuery query) {
        return OutletTally.begun(yardstick(outlet, query));
    }

    private Yardstick yardstick(OutletId outlet, KpiQuery query) {
        return Yardstick.of(
                references.targetsOf(outlet),
                references.policies().of(outlet.dealer(), query.moment()),
                references.calendarOf(outlet),
                query.moment());
    }

    /**
     * Which leads behind a figure are asked for.
     *
     * @param figure the figure
     * @param outcome only those that fall into this; none: all that count
     * @param ofPerson whether they are one's, or nobody's, and not the whole outlet's
     * @param person whose; none: nobody's
     * @param limit rows at most
     * @param after the last lead of the page before; none: from the start
     */
    record LeadsQuery(
            Figure figure,
            @Nullable Outcome outcome,
            boolean ofPerson,
            @Nullable UserId person,
            int limit,
            @Nullable Place after) {

        private @Nullable Outcome counted(KpiLead lead) {
            Outcome found = ofPerson ? lead.outcome(figure, person) : lead.outcome(figure);
            return outcome == null || outcome == found ? found : null;
        }
    }

    /**
     * A place in the list; when a lead was delivered never changes.
     *
     * @param deliveredAt when the lead there was delivered
     * @param lead the lead there
     */
    record Place(Instant deliveredAt, UUID lead) {

        private static final String ORDER = "delivered";

        /** As it stands in addresses. */
        String text() {
            return new Cursor(ORDER, lead, List.of(Long.toString(deliveredAt.toEpochMilli()))).text();
        }

        /** The place that a request names; none: it names none. */
        static @Nullable Place read(ListParameters parameters, @Nullable String cursor) {
            Cursor place = parameters.cursor(cursor, ORDER).orElse(null);
            if (place == null) {
                return null;
            }
            if (place.place().size() != 1 || !place.place().getFirst().matches("\\d{1,15}")) {
                parameters.fault(Cursor.UNKNOWN);
                return null;
            }
            return new Place(Instant.ofEpochMilli(Long.parseLong(place.place().getFirst())), place.afterLead());
        }
    }

    /**
     * A lead behind a figure.
     *
     * @param lead the lead
     * @param outcome how it counts
     */
    record Counted(KpiLead lead, Outcome outcome) {

        Place place() {
            return new Place(lead.deliveredAt(), lead.row().leadId());
        }
    }

    /**
     * A page of leads.
     *
     * @param leads the one that was delivered last at the top
     * @param more whether there are leads after these
     */
    record Page(List<Counted> leads, boolean more) {}

    /** Reads a page of the leads behind a figure. */
    Page leads(KpiQuery query, LeadsQuery asked) {
        Map<String, Object> values = new HashMap<>();
        String beyond = "";
        if (asked.after() != null) {
            beyond = " and (delivered_at, lead_id) < (:afterMoment, :afterLead)";
            values.put("afterMoment", asked.after().deliveredAt().atOffset(ZoneOffset.UTC));
            values.put("afterLead", asked.after().lead());
        }
        String rows = "select " + SalesKpiProjection.COLUMNS + " from " + TABLE + where(query, values) + beyond
                + " order by delivered_at desc, lead_id desc";
        Map<OutletId, Yardstick> yardsticks = new HashMap<>();
        return reads.read(
                query.scope(),
                Planning.IN_ORDER_OF_INDEX,
                reading -> statement(reading, rows, values).query((ResultSet row) -> {
                    List<Counted> leads = new ArrayList<>();
                    while (row.next()) {
                        Counted counted = counted(row, query, asked, yardsticks);
                        if (counted != null) {
                            if (leads.size() == asked.limit()) {
                                return new Page(leads, true);
                            }
                            leads.add(counted);
                        }
                    }
                    return new Page(leads, false);
                }));
    }

    private @Nullable Counted counted(
            ResultSet row, KpiQuery query, LeadsQuery asked, Map<OutletId, Yardstick> yardsticks) throws SQLException {
        SalesKpiRow known = query.known(SalesKpiProjection.read(row));
        if (known.delivery() == null) {
            return null;
        }
        Yardstick yardstick = yardsticks.computeIfAbsent(known.delivery().outlet(), outlet -> yardstick(outlet, query));
        KpiLead lead = new KpiLead(known, yardstick);
        Outcome outcome = asked.counted(lead);
        return outcome == null ? null : new Counted(lead, outcome);
    }

    private static JdbcClient.StatementSpec statement(Reading reading, String sql, Map<String, Object> values) {
        return reading.sql(sql).withFetchSize(ROWS_PER_FETCH).params(values);
    }

    private static String where(KpiQuery query, Map<String, Object> values) {
        StringBuilder where = new StringBuilder(" where delivered_at >= :from and delivered_at < :to");
        values.put("from", query.from().atOffset(ZoneOffset.UTC));
        values.put("to", query.to().atOffset(ZoneOffset.UTC));
        Set<OutletId> outlets = query.outlets();
        if (outlets != null) {
            where.append(" and outlet = any(:outlets::text[])");
            values.put("outlets", outlets.stream().map(OutletId::value).toArray(String[]::new));
        }
        MarketId market = query.market();
        if (market != null) {
            where.append(" and market = :market");
            values.put("market", market.value());
        }
        UserId alone = query.alone();
        if (alone != null && outlets != null) {
            where.append(" and owner_tenants && :alone::text[]");
            values.put(
                    "alone",
                    outlets.stream()
                            .map(outlet -> SalesTenancy.owner(outlet, alone))
                            .toArray(String[]::new));
        }
        return where.toString();
    }
}
