package leadledger.query.saleslist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.SalesStatus;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import leadledger.query.access.SalesScope;
import leadledger.query.listing.Cursor;
import leadledger.query.listing.ListMoment;
import leadledger.query.saleslead.SalesPlace;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.ProjectedTable;
import leadledger.query.testing.Scopes;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How PostgreSQL reads the list views among many outlets' leads: by indexes, never the whole table. With real statistics. */
class SalesQueryPlansTest {

    private static final long SEED = 20261126;
    private static final int LEADS = 20_000;
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final ListMoment LIVE = ListMoment.now(NOON, 0);
    private static final List<String> OUTLETS =
            List.of("JP-OSAKA.NAMBA", "JP-OSAKA.UMEDA", "JP-TOKYO.SHIBUYA", "IT-ROMA.CENTRO");
    private static final List<SalesStatus> ENDED =
            List.of(SalesStatus.OUT_OF_SCOPE, SalesStatus.CONVERTED, SalesStatus.NOT_CONVERTED);
    private static final Actor MANAGER =
            Scopes.atOutlets("m-1", Role.OUTLET_MANAGER, "JP-OSAKA.NAMBA", "JP-OSAKA.UMEDA");
    private static final Actor STAFF = Scopes.atOutlets("s-1", Role.SALES_STAFF, "JP-OSAKA.NAMBA");
    private static final Actor CALLS = Actor.ofCallCenter("c-1", new MarketId("JP"));
    private static final Actor HQ = Actor.ofHeadquarters("h-1", new MarketId("JP"));
    private static final Actor AUDITOR = Actor.of("x-1", Role.AUDITOR);

    private final SoftAssertions soft = new SoftAssertions();

    @RegisterExtension
    final ProjectedTable<SalesListRow> table = new ProjectedTable<>(new SalesListProjection(LedgerJson.catalog()));

    @Test
    @DisplayName(
            "Given many leads, then every view of an outlet is read in order of an index, in every order, from the start and"
                    + " deep inside; others by an index of theirs; and possible duplicates by their keys")
    void plans() {
        List<SalesListRow> rows = rows(new Random(SEED));
        table.bulkLoad(rows);
        table.vacuum();
        for (SalesView view : SalesView.values()) {
            for (SalesSort sort : SalesSort.values()) {
                if (sort.suits(view) && view != SalesView.MINE) {
                    List<SalesLists.Listed> first = page(MANAGER, view, sort, null);
                    assertInOrder("manager's " + view + " by " + sort);
                    soft.assertThat(first.size()).as("%s by %s", view, sort).isGreaterThan(20);
                    page(
                            MANAGER,
                            view,
                            sort,
                            sort.after(first.get(first.size() / 2).row()));
                    assertInOrder("deep in manager's " + view + " by " + sort);
                }
            }
        }
        for (SalesView view : SalesView.values()) {
            SalesSort sort = view == SalesView.QUEUE ? SalesSort.CREATED_FIRST : SalesSort.DELIVERED_LAST;
            page(STAFF, view, sort, null);
            assertInOrder("own " + view);
            if (view != SalesView.MINE) {
                page(HQ, view, sort, null);
                assertInOrder("market's " + view);
                page(AUDITOR, view, sort, null);
                assertInOrder("auditor's " + view);
            }
        }
        page(CALLS, SalesView.QUEUE, SalesSort.CREATED_FIRST, null);
        assertInOrder("call centre's queue");
        assertDuplicatesByKeys(rows);
        assertCountedByIndexes();
        soft.assertAll();
    }

    private void assertCountedByIndexes() {
        SalesScope scope = Scopes.NETWORK.ofSales(MANAGER);
        table.tap().heard();
        Map<SalesView, Integer> counts = new SalesLists(table.reads())
                .counts(
                        scope,
                        Map.of(
                                SalesView.ALL,
                                SalesPart.of(MANAGER, scope, SalesView.ALL, null, Scopes.BOOK),
                                SalesView.QUEUE,
                                SalesPart.of(MANAGER, scope, SalesView.QUEUE, null, Scopes.BOOK)),
                        LIVE);
        soft.assertThat(counts.values()).allMatch(count -> count > 20);
        for (Heard query : reads()) {
            assertCounted("numbers of views", query.sql, query.plan());
        }
    }

    /** Where all that an auditor sees is counted, any way is a good one: it stops at the most that is counted. */
    private void assertCounted(String what, String sql, List<String> plan) {
        if (what.equals("auditor's ALL")) {
            return;
        }
        soft.assertThat(plan)
                .as("%s: %s", what, sql)
                .anyMatch(line -> line.contains("Index Only Scan"))
                .noneMatch(line -> line.contains("Seq Scan") || line.contains("Bitmap"));
    }

    private void assertDuplicatesByKeys(List<SalesListRow> rows) {
        Map<String, List<SalesListRow>> byKey = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> Objects.requireNonNull(row.keys().phone())));
        SalesListRow pair = byKey.values().stream()
                .filter(of -> of.size() > 1)
                .findFirst()
                .orElseThrow()
                .getFirst();
        table.tap().heard();
        assertThat(new PossibleDuplicates(table.reads())
                        .of(pair.leadId(), Scopes.NETWORK.ofSales(AUDITOR), false, LIVE))
                .isNotEmpty();
        for (Heard query : reads()) {
            soft.assertThat(query.plan())
                    .as(query.sql)
                    .noneMatch(line -> line.contains("Seq Scan"))
                    .anyMatch(line -> line.contains("Index Cond: (phone_key = "))
                    .anyMatch(line -> line.contains("Index Cond: (other_phone_key = "))
                    .anyMatch(line -> line.contains("Index Cond: (email_key = "))
                    .anyMatch(line -> line.contains("Index Cond: (person_key = "));
        }
    }

    private List<SalesLists.Listed> page(Actor reader, SalesView view, SalesSort sort, @Nullable Cursor after) {
        SalesScope scope = Scopes.NETWORK.ofSales(reader);
        table.tap().heard();
        return KeptAccess.open(new SalesLists(table.reads())
                        .read(
                                new SalesListQuery(
                                        scope,
                                        SalesPart.of(reader, scope, view, null, Scopes.BOOK),
                                        view,
                                        sort,
                                        50,
                                        after,
                                        null,
                                        null,
                                        null,
                                        false),
                                LIVE))
                .rows();
    }

    /**
     * A query of the table.
     *
     * @param entered how its transaction told its role and scope
     * @param sql the query
     */
    private record Heard(String entered, String sql, ProjectedTable<SalesListRow> table) {
        List<String> plan() {
            return table.plan(entered, sql);
        }
    }

    private List<Heard> reads() {
        List<Heard> reads = new ArrayList<>();
        String entered = "";
        for (String sql : table.tap().heard()) {
            if (sql.startsWith("select set_config(")) {
                entered = sql;
            } else {
                reads.add(new Heard(entered, sql, table));
            }
        }
        assertThat(entered).as("the reader's role").contains("'ledger_reader'");
        return reads;
    }

    /** What is read of one outlet stands in order in an index; only pages of several are sorted among each other. */
    private void assertInOrder(String what) {
        List<Heard> heard = reads();
        soft.assertThat(heard).as(what).hasSizeGreaterThanOrEqualTo(2);
        for (Heard query : heard) {
            List<String> plan = query.plan();
            if (query.sql.startsWith("select count(*)")) {
                assertCounted(what, query.sql, plan);
                continue;
            }
            soft.assertThat(plan)
                    .as("%s: %s", what, query.sql)
                    .noneMatch(line -> line.contains("Seq Scan") || line.contains("Bitmap"))
                    .anyMatch(line -> line.contains("Index"));
            int firstScan = 0;
            while (firstScan < plan.size() && !plan.get(firstScan).contains("using sales_list")) {
                firstScan++;
            }
            soft.assertThat(plan.subList(0, Math.min(firstScan, plan.size())).stream()
                            .filter(line -> line.contains("Sort  ")
                                    || line.stripLeading().startsWith("->  Sort"))
                            .count())
                    .as("%s: %s%n%s", what, query.sql, String.join("\n", plan))
                    .isLessThanOrEqualTo(2);
        }
    }

    private static List<SalesListRow> rows(Random random) {
        List<SalesListRow> rows = new ArrayList<>();
        for (int i = 0; i < LEADS; i++) {
            rows.add(row(random, i));
        }
        return rows;
    }

    private static SalesListRow row(Random random, int number) {
        OutletId outlet = new OutletId(OUTLETS.get(random.nextInt(OUTLETS.size())));
        MarketId market = new MarketId(outlet.value().substring(0, 2));
        LeadQueue queue = new LeadQueue(market, random.nextBoolean() ? "ALFA" : "JEEP");
        int kind = random.nextInt(100);
        SalesStatus status = kind < 3
                ? SalesStatus.QUEUED
                : kind < 6
                        ? SalesStatus.NEW
                        : kind < 16 ? SalesStatus.FOLLOWING_UP : ENDED.get(random.nextInt(ENDED.size()));
        boolean queued = status == SalesStatus.QUEUED;
        UserId owner = queued || random.nextInt(4) == 0 ? null : new UserId("s-" + random.nextInt(5));
        Instant createdAt = NOON.minus(Duration.ofMinutes(random.nextInt(1_000_000)));
        String key = Integer.toString(random.nextInt(LEADS / 2));
        return new SalesListRow(
                new UUID(random.nextLong(), random.nextLong()),
                3,
                new SalesPlace(queue, null, queued ? null : outlet, owner),
                status,
                "SL-2026-" + number,
                "name " + random.nextInt(10_000),
                "WEB",
                "SPRING",
                null,
                null,
                createdAt,
                queued ? null : createdAt.plusSeconds(3_600),
                null,
                new DuplicateKeys("p" + key, null, "e" + key, "n" + key));
    }
}
