package leadledger.query.leadlist;

import static leadledger.query.leadlist.LeadRows.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.aftersales.LeadType;
import leadledger.events.shared.DealerId;
import leadledger.events.sla.Assignment;
import leadledger.query.access.ReadScope;
import leadledger.query.listing.ListMoment;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.Scopes;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How PostgreSQL reads the list views among many dealers' leads: by indexes, in order, never the whole table. With real
 * statistics over rows as a few years would leave them: most leads have ended, some wait for their lapse to be recorded.
 */
class QueryPlansTest {

    private static final long SEED = 20261122;
    private static final int DEALERS = 15;
    private static final int LEADS = 45_000;
    private static final ReadScope SCOPE = Scopes.ofDealer("DEALER-7");

    private final SoftAssertions soft = new SoftAssertions();

    @RegisterExtension
    final ListFixture fixture = new ListFixture();

    @Test
    @DisplayName(
            "Given many leads, then every view in every order, from the start and deep inside, is read by an index in"
                    + " order; counts by an index alone; and a search within the dealer")
    void plans() {
        List<LeadListRow> rows = rows(new Random(SEED));
        fixture.bulkLoad(rows);
        fixture.vacuum();
        for (View view : View.values()) {
            for (Sort sort : Sort.values()) {
                List<LeadListRow> first = page(view, sort, null, null);
                assertReadInOrder(view + " by " + sort);
                soft.assertThat(first.size()).as("%s by %s", view, sort).isGreaterThan(20);
                page(view, sort, first.get(first.size() / 2).leadId(), null);
                assertReadInOrder("deep in " + view + " by " + sort);
                for (UUID after : new UUID[] {null, first.get(first.size() / 2).leadId()}) {
                    page(view, sort, after, "ame 77");
                    assertBoundedByDealer(
                            "search in " + view + " by " + sort,
                            view == View.RECENT && sort != Sort.NAME && sort != Sort.NAME_BACKWARDS);
                }
            }
        }
        fixture.tap().heard();
        Map<View, Integer> counts = fixture.lists().counts(SCOPE, ListMoment.now(NOON, 0));
        assertThat(counts.values()).allMatch(count -> count > 20);
        for (Heard query : reads()) {
            soft.assertThat(query.plan())
                    .as(query.sql)
                    .anyMatch(line -> line.contains("Index Only Scan"))
                    .noneMatch(line -> line.contains("Seq Scan") || line.contains("Bitmap"));
        }
        soft.assertAll();
    }

    private List<LeadListRow> page(View view, Sort sort, @Nullable UUID after, @Nullable String search) {
        fixture.tap().heard();
        return KeptAccess.open(fixture.lists()
                        .read(
                                new LeadListQuery(
                                        SCOPE, view, sort, 50, after, null, null, null, null, null, null, search),
                                ListMoment.now(NOON, 0)))
                .rows();
    }

    /**
     * A query of the table.
     *
     * @param entered how its transaction told its role and scope
     * @param sql the query
     */
    private record Heard(String entered, String sql, ListFixture fixture) {
        List<String> plan() {
            return fixture.plan(entered, sql);
        }
    }

    /** Queries of the table since the last call. */
    private List<Heard> reads() {
        List<Heard> reads = new ArrayList<>();
        String entered = "";
        for (String sql : fixture.tap().heard()) {
            if (sql.startsWith("select set_config(")) {
                entered = sql;
            } else {
                reads.add(new Heard(entered, sql, fixture));
            }
        }
        assertThat(entered).as("the reader's role").contains("'ledger_reader'");
        return reads;
    }

    private void assertReadInOrder(String what) {
        List<Heard> heard = reads();
        soft.assertThat(heard).isNotEmpty();
        for (Heard query : heard) {
            soft.assertThat(query.plan())
                    .as("%s: %s", what, query.sql)
                    .noneMatch(line -> line.contains("Seq Scan") || line.contains("Sort"))
                    .anyMatch(line -> line.contains("Index"));
        }
    }

    /**
     * By an index whose first condition is the dealer; sorting a few hits is fine. Where the index holds all that is asked
     * for, nothing but the hits is fetched from the table.
     */
    private void assertBoundedByDealer(String what, boolean byIndexOnly) {
        for (Heard query : reads()) {
            List<String> plan = query.plan();
            soft.assertThat(plan)
                    .as("%s: %s", what, query.sql)
                    .noneMatch(line -> line.contains("Seq Scan"))
                    .anyMatch(line -> line.contains("Index Cond: ((dealer = ")
                            || line.contains("Index Cond: (dealer = ")
                            || line.contains("Index Cond: (lead_id = "));
            if (byIndexOnly && query.sql.startsWith("with found")) {
                soft.assertThat(plan).as("%s: %s", what, query.sql).anyMatch(line -> line.contains("Index Only Scan"));
            }
        }
    }

    private static List<LeadListRow> rows(Random random) {
        List<LeadListRow> rows = new ArrayList<>();
        for (int i = 0; i < LEADS; i++) {
            // The newest 61 days, and two years before them.
            boolean fresh = random.nextInt(5) == 0;
            int hours = fresh ? random.nextInt(61 * 24) : 61 * 24 + random.nextInt(700 * 24);
            rows.add(row(random, i, NOON.minus(Duration.ofHours(hours)), fresh));
        }
        return rows;
    }

    private static LeadListRow row(Random random, int number, Instant createdAt, boolean fresh) {
        LeadStatus[] statuses = LeadStatus.values();
        LeadStatus status = fresh ? statuses[random.nextInt(4)] : statuses[1 + random.nextInt(4)];
        boolean unsold = status == LeadStatus.CLOSED_WITHOUT_SALE;
        boolean closed = unsold || status == LeadStatus.CLOSED_WITH_SALE;
        int attempts = random.nextInt(3);
        String name = "name " + random.nextInt(10_000);
        return new LeadListRow(
                new UUID(random.nextLong(), random.nextLong()),
                number % 7,
                "DEALER-" + random.nextInt(DEALERS),
                "AL-2026-" + number,
                name,
                name,
                name,
                null,
                status,
                closed || !fresh,
                random.nextInt(3) == 0 ? LeadType.CUSTOMER_DRIVEN : LeadType.HQ_DRIVEN,
                "WEB",
                "SPRING",
                createdAt,
                createdAt,
                attempts,
                attempts == 0 ? null : createdAt.plusSeconds(60),
                closed ? createdAt.plusSeconds(600) : null,
                unsold ? "OTHER" : null,
                unsold ? "MISC" : null,
                random.nextInt(20) == 0,
                new Assignment(1, new DealerId("DEALER-1"), createdAt, List.of(), null, null, null, null, List.of()));
    }
}
