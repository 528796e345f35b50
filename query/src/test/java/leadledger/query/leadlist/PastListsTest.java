package leadledger.query.leadlist;

import static leadledger.query.leadlist.LeadRows.PROJECTION;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import leadledger.events.aftersales.LeadType;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.shared.DealerId;
import leadledger.query.access.ReadScope;
import leadledger.query.listing.ListMoment;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.LeadScribe;
import leadledger.query.testing.PastAndLive;
import leadledger.query.testing.Scopes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SL-22: lists as of past moments, against the very lists of now on a table that knows no later event, over random histories.
 */
class PastListsTest {

    private static final LeadListVersions VERSIONS = new LeadListVersions(PROJECTION);
    private static final String PAST = "query." + LeadListVersions.TABLE;
    private static final List<Sort> SORTS = List.of(Sort.values());
    private static final int ALL = 1_000;
    private static final int MOMENTS = 6;
    private static final int STEPS = 25;
    private static final List<ReadScope> SCOPES = List.of(
            Scopes.ofDealer("JP-OSAKA"),
            Scopes.ofDealer("JP-TOKYO"),
            Scopes.ofMarket("JP"),
            Scopes.ofMarket("IT"),
            Scopes.ofEverything());

    private final TestClock clock = TestClock.at("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {20261126, 424242})
    @DisplayName(
            "SL-22, AS-64, AS-65: As of any moment every list is what it was then, of leads that are still the reader's;"
                    + " as of now it is the live one")
    void asOf(long seed) throws SQLException {
        Random random = new Random(seed);
        try (PastAndLive<LeadListRow> tables = new PastAndLive<>(PROJECTION, VERSIONS, clock, random)) {
            asOf(seed, random, tables);
        }
    }

    private void asOf(long seed, Random random, PastAndLive<LeadListRow> tables) throws SQLException {
        PostgresLedger ledger = tables.ledger();
        LeadLists lists = new LeadLists(tables.reads());
        LeadScribe scribe = new LeadScribe(ledger);
        List<Instant> recorded = new ArrayList<>();
        for (int step = 0; step < 2 * MOMENTS; step++) {
            scribe.randomSteps(random, STEPS);
            recorded.add(ledger.instant());
            clock.advance(Duration.ofMillis(random.nextInt(3) == 0 ? 1 : random.nextInt(20 * 86_400_000)));
            tables.catchUp();
        }
        Instant now = ledger.instant();
        List<Instant> moments = new ArrayList<>(List.of(now, Instant.parse("2025-12-31T23:59:59.999Z")));
        for (int i = 0; i < MOMENTS; i++) {
            moments.add(recorded.get(random.nextInt(recorded.size())).plusMillis(random.nextInt(3) - 1));
        }
        // The very moment of a deadline, and the first after it (AS-63).
        recorded.stream()
                .map(moment -> moment.plus(LeadRows.DAY_60))
                .filter(deadline -> deadline.isBefore(now))
                .limit(2)
                .forEach(deadline -> moments.addAll(List.of(deadline, deadline.plusMillis(1))));
        Map<UUID, DealerId> present = new HashMap<>();
        tables.rowsNow().forEach((lead, row) -> present.put(lead, new DealerId(row.dealer())));
        int shown = 0;
        for (Instant moment : moments) {
            long position = ledger.positionAsOf(moment);
            tables.cutLive(position);
            shown += check(
                    lists, random, moment, position, present, moment.equals(now), "seed " + seed + ", as of " + moment);
        }
        assertThat(shown).as("rows that were compared").isGreaterThan(500);
        seesOnlyItsOwn(tables);
    }

    private static int check(
            LeadLists lists,
            Random random,
            Instant moment,
            long position,
            Map<UUID, DealerId> present,
            boolean now,
            String description) {
        ListMoment past = ListMoment.past(moment, position);
        ListMoment live = ListMoment.now(moment, position);
        int shown = 0;
        for (ReadScope scope : SCOPES) {
            Map<View, Integer> counts = lists.counts(scope, past);
            if (now) {
                assertThat(counts).as(description).isEqualTo(lists.counts(scope, live));
            }
            for (View view : View.values()) {
                Sort sort = SORTS.get(random.nextInt(SORTS.size()));
                LeadListQuery all = query(scope, view, sort, ALL, null, null, null);
                List<LeadListRow> expected = read(lists, all, live).rows().stream()
                        .filter(row -> now || scope.includes(present.get(row.leadId())))
                        .map(row -> row.at(0))
                        .toList();
                String asked = description + ", " + view + " by " + sort;
                LeadLists.Page page = read(lists, all, past);
                assertThat(page.rows()).extracting(row -> row.at(0)).as(asked).isEqualTo(expected);
                assertThat(page.count()).as(asked).isEqualTo(expected.size());
                assertThat(counts).as(asked).containsEntry(view, expected.size());
                assertThat(walk(lists, all, 1 + random.nextInt(9), past))
                        .as(asked)
                        .isEqualTo(expected);
                filters(lists, random, all, live, past, present, now, asked);
                shown += expected.size();
            }
        }
        return shown;
    }

    private static void filters(
            LeadLists lists,
            Random random,
            LeadListQuery all,
            ListMoment live,
            ListMoment past,
            Map<UUID, DealerId> present,
            boolean now,
            String asked) {
        String search = List.of("山", "ヤマダ", "jt2", "O'Neil", "a").get(random.nextInt(5));
        LeadListQuery filtered = query(
                all.scope(),
                all.view(),
                all.sort(),
                ALL,
                random.nextBoolean() ? new DealerId("JP-OSAKA") : null,
                random.nextBoolean() ? LeadType.HQ_DRIVEN : null,
                search);
        List<LeadListRow> expected = read(lists, filtered, live).rows().stream()
                .filter(row -> now || all.scope().includes(present.get(row.leadId())))
                .map(row -> row.at(0))
                .toList();
        assertThat(walk(lists, filtered, 1 + random.nextInt(5), past))
                .as(asked + ", filtered: " + filtered)
                .isEqualTo(expected);
    }

    private static List<LeadListRow> walk(LeadLists lists, LeadListQuery query, int limit, ListMoment moment) {
        List<LeadListRow> seen = new ArrayList<>();
        UUID after = null;
        LeadLists.Page page;
        do {
            page = read(
                    lists,
                    new LeadListQuery(
                            query.scope(),
                            query.view(),
                            query.sort(),
                            limit,
                            after,
                            query.dealer(),
                            null,
                            null,
                            query.leadType(),
                            null,
                            null,
                            query.search()),
                    moment);
            page.rows().forEach(row -> seen.add(row.at(0)));
            after = page.rows().isEmpty() ? null : page.rows().getLast().leadId();
        } while (page.more());
        return seen;
    }

    private static LeadLists.Page read(LeadLists lists, LeadListQuery query, ListMoment moment) {
        return KeptAccess.open(lists.read(query, moment));
    }

    private static LeadListQuery query(
            ReadScope scope,
            View view,
            Sort sort,
            int limit,
            @Nullable DealerId dealer,
            @Nullable LeadType type,
            @Nullable String search) {
        return new LeadListQuery(scope, view, sort, limit, null, dealer, null, null, type, null, null, search);
    }

    /** AC-03: a query that forgets its WHERE shows a dealer nothing that was or is another's. */
    private static void seesOnlyItsOwn(PastAndLive<LeadListRow> tables) {
        List<String> dealers = tables.reads()
                .read(
                        SCOPES.getFirst(),
                        reading -> reading.sql("select distinct dealer || ' ' || present_dealer from " + PAST)
                                .query(String.class)
                                .list());
        assertThat(dealers).containsExactly("JP-OSAKA JP-OSAKA");
    }
}
