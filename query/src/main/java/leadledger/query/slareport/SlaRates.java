package leadledger.query.slareport;

import java.sql.ResultSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.shared.DealerId;
import leadledger.events.sla.Sla;
import leadledger.query.access.ReadScope;
import leadledger.query.access.ScopedReads;
import leadledger.query.projection.DiscardedEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts verdicts over many leads: of now from the kept facts, of a past moment by a replay. The same function judges
 * both, so as of now they are equal (SL-22).
 */
@Component
class SlaRates {

    private static final String TABLE = "query." + SlaLeadProjection.TABLE;
    private static final int ROWS_PER_FETCH = 5_000;
    private static final int EVENTS_PER_READ = 5_000;
    /** Bounds the memory of a replay: at most so many leads are folded at once. */
    private static final long EVENTS_PER_PASS = 1_000_000;

    private final ScopedReads reads;
    private final PostgresLedger ledger;
    private final SlaLeadProjection projection;
    private final DealerDirectory dealers;
    private final ReplayPlaces places;
    private final DiscardedEvents discardedEvents;

    SlaRates(
            ScopedReads reads,
            PostgresLedger ledger,
            SlaLeadProjection projection,
            DealerDirectory dealers,
            ReplayPlaces places,
            DiscardedEvents discardedEvents) {
        this.reads = reads;
        this.discardedEvents = discardedEvents;
        this.ledger = ledger;
        this.projection = projection;
        this.dealers = dealers;
        this.places = places;
    }

    /** From the read model; right for the present moment only. */
    Tally live(RatesQuery query) {
        List<Object> parameters = new ArrayList<>();
        String rows = "select " + SlaLeadProjection.COLUMNS + " from " + TABLE + where(query, parameters);
        return reads.read(query.scope(), reading -> {
            Tally tally = new Tally(query, dealers);
            reading.sql(rows)
                    .withFetchSize(ROWS_PER_FETCH)
                    .params(parameters)
                    .query((ResultSet row) -> tally.add(SlaLeadProjection.read(row)));
            return tally;
        });
    }

    /** Leaves out most of what is not asked for; the tally has the last word on each assignment. */
    private static String where(RatesQuery query, List<Object> parameters) {
        StringBuilder where = new StringBuilder(" where true");
        switch (query.scope()) {
            case ReadScope.OneDealer own -> dealers(where, parameters, query.sla(), Set.of(own.dealer()));
            case ReadScope.OneMarket own -> dealers(where, parameters, query.sla(), own.dealers());
            case ReadScope.Everything ignored -> {}
        }
        DealerId asked = query.dealer();
        if (asked != null) {
            dealers(where, parameters, query.sla(), Set.of(asked));
        }
        filter(where, parameters, "campaign = ?", query.campaign());
        filter(where, parameters, "source = ?", query.source());
        filter(
                where,
                parameters,
                "lead_type = ?",
                query.leadType() == null ? null : query.leadType().name());
        boolean window = query.sla() == Sla.SLA3;
        Instant from = window ? query.moment().minus(query.policies().longestManagedWindow()) : query.from();
        // The newest assignment is a lead's last: who was assigned before the period has none in it.
        filter(where, parameters, "assigned_at >= ?", from == null ? null : from.atOffset(ZoneOffset.UTC));
        Instant to = query.to();
        if (!window && to != null) {
            where.append(" and (assigned_at < ? or cardinality(earlier) > 0)");
            parameters.add(to.atOffset(ZoneOffset.UTC));
        }
        return where.toString();
    }

    private static void dealers(StringBuilder where, List<Object> parameters, Sla sla, Set<DealerId> dealers) {
        String[] codes = dealers.stream().map(DealerId::value).toArray(String[]::new);
        where.append(" and (dealer = any(?::text[])");
        parameters.add(codes);
        if (sla != Sla.SLA3) {
            where.append(" or former_dealers && ?::text[]");
            parameters.add(codes);
        }
        where.append(")");
    }

    private static void filter(StringBuilder where, List<Object> parameters, String condition, @Nullable Object value) {
        if (value != null) {
            where.append(" and ").append(condition);
            parameters.add(value);
        }
    }

    /**
     * From the ledger as it was known at the query's moment; reads all of it up to there.
     *
     * @throws org.springframework.dao.TransientDataAccessException when too many replays run on this node
     */
    Tally replayed(RatesQuery query) {
        return places.inOne(() -> replay(query));
    }

    private Tally replay(RatesQuery query) {
        Tally tally = new Tally(query, dealers);
        Set<Long> discarded = discardedEvents.of(projection.name());
        long upTo = ledger.positionAsOf(query.moment());
        int passes = Math.toIntExact(upTo / EVENTS_PER_PASS) + 1;
        for (int pass = 0; pass < passes; pass++) {
            fold(upTo, query.moment(), pass, passes, discarded).values().forEach(tally::add);
        }
        return tally;
    }

    private Map<UUID, SlaLeadRow> fold(long upTo, Instant moment, int pass, int passes, Set<Long> discarded) {
        Map<UUID, SlaLeadRow> leads = new HashMap<>();
        Set<UUID> stuck = new HashSet<>();
        long position = 0;
        Consumer<StoredEvent> take = event -> {
            UUID lead = event.streamId();
            if (projection.covers(event.streamKind())
                    && Math.floorMod(lead.hashCode(), passes) == pass
                    && !stuck.contains(lead)
                    && !discarded.contains(event.position())) {
                try {
                    leads.put(lead, projection.fold(leads.get(lead), event));
                } catch (RuntimeException e) {
                    // As the read model does, which parks the event and all behind it (LG-31).
                    stuck.add(lead);
                }
            }
        };
        while (position < upTo) {
            int limit = (int) Math.min(EVENTS_PER_READ, upTo - position);
            ledger.readBulk(position, limit).forEach(take);
            position += limit;
        }
        foldImported(upTo, moment, take);
        return leads;
    }

    /** What another system had recorded by the moment, though it was imported only later (LG-40). */
    private void foldImported(long upTo, Instant moment, Consumer<StoredEvent> take) {
        long position = upTo;
        List<StoredEvent> events = ledger.readImported(position, EVENTS_PER_READ);
        while (!events.isEmpty()) {
            events.stream().filter(event -> !event.knownAt().isAfter(moment)).forEach(take);
            position = events.getLast().position();
            events = ledger.readImported(position, EVENTS_PER_READ);
        }
    }
}
