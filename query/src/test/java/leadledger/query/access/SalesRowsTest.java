package leadledger.query.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Role;
import leadledger.query.projection.ProjectionFixture;
import leadledger.query.projection.Projections;
import leadledger.query.saleslist.SalesListProjection;
import leadledger.query.testing.RandomSales;
import leadledger.query.testing.SalesScribe;
import leadledger.query.testing.Scopes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("AC-03: of sales leads, too, the database shows a scope its rows only")
class SalesRowsTest {

    private static final String ALL =
            "select concat_ws(' ', tenant, owner_tenant, market_tenant, lead_id) from query.sales_list order by 1";

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture();

    private final long seed = Long.getLong("seed", System.nanoTime());

    /** By hand: what each of these readers may see is one of these codes. */
    private static Map<Scope, List<String>> readers() {
        Map<Scope, List<String>> codes = new LinkedHashMap<>();
        codes.put(
                Scopes.ofOutlets("u-9", Role.OUTLET_MANAGER, "JP-OSAKA.NAMBA", "JP-TOKYO.SHIBUYA"),
                List.of("JP-OSAKA.NAMBA", "JP-TOKYO.SHIBUYA", "QUEUE/JP/ALFA", "QUEUE/JP/JEEP"));
        codes.put(
                Scopes.ofOutlets("u-9", Role.SALES_ASSISTANT, "JP-TOKYO.SHIBUYA"),
                List.of("JP-TOKYO.SHIBUYA", "QUEUE/JP/ALFA"));
        codes.put(
                Scopes.ofOutlets("u-1", Role.SALES_STAFF, "JP-OSAKA.NAMBA"),
                List.of("JP-OSAKA.NAMBA/u-1", "QUEUE/JP/ALFA", "QUEUE/JP/JEEP"));
        codes.put(
                Scopes.ofOutlets("u-2", Role.SALES_STAFF, "IT-ROMA.CENTRO"),
                List.of("IT-ROMA.CENTRO/u-2", "QUEUE/IT/ALFA"));
        codes.put(Scopes.NETWORK.ofSales(Actor.ofCallCenter("c-1", new MarketId("JP"))), List.of("QUEUE/JP"));
        codes.put(Scopes.NETWORK.ofSales(Actor.ofHeadquarters("h-1", new MarketId("IT"))), List.of("MARKET/IT"));
        codes.put(Scopes.NETWORK.ofSales(Actor.of("x-1", Role.AUDITOR)), List.of("MARKET/IT", "MARKET/JP"));
        codes.put(Scopes.ofDealer("JP-OSAKA"), List.of());
        codes.put(Scopes.ofMarket("JP"), List.of());
        return codes;
    }

    @Test
    @DisplayName("a query without any condition, or with one that asks for more, shows what the reader may see")
    void withoutWhere(TestReporter reporter) {
        reporter.publishEntry("seed", Long.toString(seed));
        Projections lists = fixture.node(new SalesListProjection(fixture.catalog()));
        new RandomSales(new Random(seed)).write(new SalesScribe(fixture.ledger()), 120, 10);
        fixture.awaitAll(lists, SalesListProjection.NAME);
        List<String> all = fixture.column(ALL);
        ScopedReads reads = Scopes.reads(fixture.database().app());

        readers().forEach((scope, codes) -> {
            List<String> expected = all.stream()
                    .filter(row -> Arrays.stream(row.split(" ")).anyMatch(codes::contains))
                    .toList();
            for (String sql : List.of(
                    ALL,
                    ALL.replace(" order by", " where tenant = 'JP-OSAKA.UMEDA' or unassigned is not null order by"))) {
                assertThat(reads.<List<String>>read(
                                scope,
                                reading -> reading.sql(sql).query(String.class).list()))
                        .as("seed %d, %s", seed, codes)
                        .isEqualTo(expected);
            }
            assertThat(expected).as("seed %d, %s", seed, codes).hasSizeLessThanOrEqualTo(all.size());
        });
        assertThat(all).hasSize(120);
    }
}
