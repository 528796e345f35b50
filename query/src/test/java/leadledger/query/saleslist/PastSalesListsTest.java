package leadledger.query.saleslist;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Role;
import leadledger.query.access.SalesScope;
import leadledger.query.access.SalesTenancy;
import leadledger.query.listing.Cursor;
import leadledger.query.listing.ListMoment;
import leadledger.query.saleslead.SalesLeadReader;
import leadledger.query.saleslist.PossibleDuplicates.PossibleDuplicate;
import leadledger.query.saleslist.SalesLists.Listed;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.PastAndLive;
import leadledger.query.testing.RandomSales;
import leadledger.query.testing.SalesScribe;
import leadledger.query.testing.Scopes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SL-22: lists of sales leads as of past moments, against the very lists of now on a table that knows no later event, over
 * random histories.
 */
class PastSalesListsTest {

    private static final SalesListProjection PROJECTION = new SalesListProjection(LedgerJson.catalog());
    private static final SalesListVersions VERSIONS = new SalesListVersions(PROJECTION);
    private static final String NAMBA = "JP-OSAKA.NAMBA";
    private static final int ALL = 1_000;
    private static final int MOMENTS = 4;
    private static final int NEW_LEADS = 5;
    private static final int STEPS = 30;
    private static final Actor STAFF = Scopes.atOutlets("u-1", Role.SALES_STAFF, NAMBA);
    private static final Actor AUDITOR = Actor.of("x-1", Role.AUDITOR);
    private static final List<Actor> READERS = List.of(
            Scopes.atOutlets("u-2", Role.OUTLET_MANAGER, NAMBA, "JP-OSAKA.UMEDA"),
            Scopes.atOutlets("u-3", Role.OUTLET_MANAGER, "JP-TOKYO.SHIBUYA"),
            Scopes.atOutlets("a-1", Role.SALES_ASSISTANT, NAMBA),
            STAFF,
            Actor.ofCallCenter("c-1", new MarketId("JP")),
            Actor.ofHeadquarters("h-1", new MarketId("JP")),
            Actor.ofHeadquarters("h-2", new MarketId("IT")),
            AUDITOR);

    private final TestClock clock = TestClock.at("2026-11-21T00:00:00Z");

    /** A moment with all that is known of it. */
    private record Asked(
            SalesLists lists,
            PossibleDuplicates duplicates,
            ListMoment past,
            ListMoment live,
            boolean now,
            Map<UUID, SalesTenancy> present,
            Map<UUID, SalesListRow> rows,
            String description) {}

    @ParameterizedTest
    @ValueSource(longs = {20261126, 424242})
    @DisplayName(
            "SL-22, AC-01, SA-10: As of any moment every list is what it was then, held deliveries and possible duplicates"
                    + " included, of leads that are still the reader's; as of now it is the live one")
    void asOf(long seed) throws SQLException {
        Random random = new Random(seed);
        try (PastAndLive<SalesListRow> tables = new PastAndLive<>(PROJECTION, VERSIONS, clock, random)) {
            List<Instant> recorded = write(tables, random);
            PostgresLedger ledger = tables.ledger();
            Instant now = ledger.instant();
            List<Instant> moments = new ArrayList<>(List.of(now, Instant.parse("2026-11-20T23:59:59.999Z")));
            for (int i = 0; i < MOMENTS; i++) {
                moments.add(recorded.get(random.nextInt(recorded.size())).plusMillis(random.nextInt(3) - 1));
            }
            Map<UUID, SalesTenancy> present = new HashMap<>();
            tables.rowsNow()
                    .forEach((lead, row) -> present.put(lead, row.place().tenancy()));
            SalesLists lists = new SalesLists(tables.reads());
            int shown = 0;
            for (Instant moment : moments) {
                long position = ledger.positionAsOf(moment);
                tables.cutLive(position);
                ListMoment live = ListMoment.now(moment, position);
                Asked asked = new Asked(
                        lists,
                        new PossibleDuplicates(tables.reads()),
                        ListMoment.past(moment, position),
                        live,
                        moment.equals(now),
                        present,
                        everything(lists, live),
                        "seed " + seed + ", as of " + moment);
                for (Actor reader : READERS) {
                    shown += check(random, reader, asked);
                }
            }
            assertThat(shown).as("rows that were compared").isGreaterThan(500);
            seesOnlyItsOwn(tables);
        }
    }

    private List<Instant> write(PastAndLive<SalesListRow> tables, Random random) throws SQLException {
        SalesScribe scribe = new SalesScribe(tables.ledger());
        RandomSales sales = new RandomSales(random);
        List<UUID> leads = new ArrayList<>();
        List<Instant> recorded = new ArrayList<>();
        for (int step = 0; step < 2 * MOMENTS; step++) {
            sales.goOn(scribe, leads, NEW_LEADS, STEPS);
            recorded.add(tables.ledger().instant());
            clock.advance(Duration.ofMillis(random.nextInt(3) == 0 ? 1 : random.nextInt(86_400_000)));
            tables.catchUp();
        }
        return recorded;
    }

    private static Map<UUID, SalesListRow> everything(SalesLists lists, ListMoment live) {
        Map<UUID, SalesListRow> rows = new HashMap<>();
        for (SalesView view : List.of(SalesView.QUEUE, SalesView.ALL)) {
            read(lists, query(AUDITOR, view, SalesSort.NAME, ALL, null, null), live)
                    .rows()
                    .forEach(listed -> rows.put(listed.row().leadId(), listed.row()));
        }
        return rows;
    }

    private static int check(Random random, Actor reader, Asked asked) {
        SalesScope scope = Scopes.NETWORK.ofSales(reader);
        List<SalesView> views =
                reader.role() == Role.CALL_CENTER ? List.of(SalesView.QUEUE) : List.of(SalesView.values());
        Map<SalesView, SalesPart> parts = new EnumMap<>(SalesView.class);
        views.forEach(view -> parts.put(view, SalesPart.of(reader, scope, view, null, Scopes.BOOK)));
        Map<SalesView, Integer> counts = asked.lists().counts(scope, parts, asked.past());
        if (asked.now()) {
            assertThat(counts).as(asked.description()).isEqualTo(asked.lists().counts(scope, parts, asked.live()));
        }
        int shown = 0;
        for (SalesView view : views) {
            List<SalesSort> sorts = Arrays.stream(SalesSort.values())
                    .filter(sort -> sort.suits(view))
                    .toList();
            SalesSort sort = sorts.get(random.nextInt(sorts.size()));
            String description = asked.description() + ", " + reader + " " + view + " by " + sort;
            List<Listed> expected =
                    compare(asked, query(reader, view, sort, ALL, null, null), 1 + random.nextInt(9), description);
            assertThat(counts).as(description).containsEntry(view, expected.size());
            String outlet = random.nextBoolean() ? NAMBA : null;
            String search = List.of("山", "田1", "ヤ", "3").get(random.nextInt(4));
            compare(asked, query(reader, view, sort, ALL, outlet, search), 1 + random.nextInt(5), description);
            shown += expected.size();
        }
        compareDuplicates(random, reader, scope, asked);
        return shown;
    }

    /** Rows, count and pages of a past list, with those of the live one that are still the reader's. */
    private static List<Listed> compare(Asked asked, SalesListQuery all, int limit, String description) {
        List<Listed> expected = read(asked.lists(), all, asked.live()).rows().stream()
                .map(Listed::row)
                .filter(row -> isStillSeen(all.scope(), row, asked))
                .map(row -> new Listed(
                        row.at(0),
                        asked.rows().values().stream()
                                .anyMatch(other -> isDuplicate(row, other, all.scope(), all.hidesQueue(), asked))))
                .toList();
        SalesLists.Page page = read(asked.lists(), all, asked.past());
        assertThat(shown(page)).as(description).isEqualTo(expected);
        assertThat(page.count()).as(description).isEqualTo(expected.size());
        List<Listed> walked = new ArrayList<>();
        Cursor after = null;
        do {
            page = read(asked.lists(), from(all, limit, after), asked.past());
            walked.addAll(shown(page));
            after = page.rows().isEmpty()
                    ? null
                    : all.sort().after(page.rows().getLast().row());
        } while (page.more());
        assertThat(walked).as(description).isEqualTo(expected);
        return expected;
    }

    private static List<Listed> shown(SalesLists.Page page) {
        return page.rows().stream()
                .map(listed -> new Listed(listed.row().at(0), listed.possibleDuplicate()))
                .toList();
    }

    private static void compareDuplicates(Random random, Actor reader, SalesScope scope, Asked asked) {
        boolean hidesQueue = SalesLeadReader.isHiddenInQueue(reader);
        List<SalesListRow> rows = List.copyOf(asked.rows().values());
        for (int i = 0; i < Math.min(5, rows.size()); i++) {
            SalesListRow row = rows.get(random.nextInt(rows.size()));
            List<PossibleDuplicate> expected = !isSeen(scope, row, asked)
                    ? List.of()
                    : rows.stream()
                            .filter(other -> isDuplicate(row, other, scope, hidesQueue, asked))
                            .sorted(Comparator.comparing(SalesListRow::createdAt)
                                    .thenComparing(other -> other.leadId().toString()))
                            .map(other -> new PossibleDuplicate(
                                    other.leadId(), other.reference(), other.status(), other.createdAt()))
                            .toList();
            assertThat(asked.duplicates().of(row.leadId(), scope, hidesQueue, asked.past()))
                    .as(asked.description() + ", duplicates of " + row.leadId() + " for " + reader)
                    .isEqualTo(expected);
        }
    }

    private static boolean isSeen(SalesScope scope, SalesListRow row, Asked asked) {
        return scope.includes(row.place().tenancy()) && isStillSeen(scope, row, asked);
    }

    private static boolean isStillSeen(SalesScope scope, SalesListRow row, Asked asked) {
        return scope.includes(asked.present().get(row.leadId()));
    }

    private static boolean isDuplicate(
            SalesListRow row, SalesListRow other, SalesScope scope, boolean hidesQueue, Asked asked) {
        return !other.leadId().equals(row.leadId())
                && isSeen(scope, other, asked)
                && (!hidesQueue || (other.view() == SalesView.QUEUE) == (row.view() == SalesView.QUEUE))
                && alike(row.keys(), other.keys());
    }

    private static boolean alike(DuplicateKeys one, DuplicateKeys other) {
        return equal(one.phone(), other.phone())
                || equal(one.phone(), other.otherPhone())
                || equal(one.otherPhone(), other.phone())
                || equal(one.otherPhone(), other.otherPhone())
                || equal(one.email(), other.email())
                || equal(one.person(), other.person());
    }

    private static boolean equal(@Nullable String one, @Nullable String other) {
        return one != null && one.equals(other);
    }

    private static SalesLists.Page read(SalesLists lists, SalesListQuery query, ListMoment moment) {
        return KeptAccess.open(lists.read(query, moment));
    }

    private static SalesListQuery query(
            Actor reader, SalesView view, SalesSort sort, int limit, @Nullable String outlet, @Nullable String search) {
        SalesScope scope = Scopes.NETWORK.ofSales(reader);
        return new SalesListQuery(
                scope,
                SalesPart.of(reader, scope, view, outlet == null ? null : new OutletId(outlet), Scopes.BOOK),
                view,
                sort,
                limit,
                null,
                null,
                null,
                search,
                SalesLeadReader.isHiddenInQueue(reader));
    }

    private static SalesListQuery from(SalesListQuery query, int limit, @Nullable Cursor after) {
        return new SalesListQuery(
                query.scope(),
                query.part(),
                query.view(),
                query.sort(),
                limit,
                after,
                query.source(),
                query.campaign(),
                query.search(),
                query.hidesQueue());
    }

    /** AC-03: a query that forgets its WHERE shows staff nothing that was or is another's. */
    private static void seesOnlyItsOwn(PastAndLive<SalesListRow> tables) {
        List<String> tenancies = tables.reads()
                .read(
                        Scopes.NETWORK.ofSales(STAFF),
                        reading -> reading.sql("select distinct case when owner_tenant like '%/u-1' then owner_tenant"
                                        + " else tenant end || ' ' || case when present_owner_tenant like '%/u-1'"
                                        + " then present_owner_tenant else present_tenant end from query."
                                        + SalesListVersions.TABLE)
                                .query(String.class)
                                .list());
        String own = NAMBA + "/u-1";
        List<String> queues = List.of("QUEUE/JP/ALFA", "QUEUE/JP/JEEP");
        assertThat(tenancies)
                .contains(own + " " + own)
                .anyMatch(pair -> queues.stream().anyMatch(pair::startsWith) && pair.endsWith(own));
        assertThat(tenancies).allMatch(pair -> {
            String[] both = pair.split(" ");
            return Arrays.stream(both).allMatch(one -> one.equals(own) || queues.contains(one));
        });
    }
}
