package leadledger.query.saleslist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import leadledger.query.projection.ProjectionFixture;
import leadledger.query.projection.Projections;
import leadledger.query.testing.RandomSales;
import leadledger.query.testing.SalesScribe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;

/** LG-30: random histories, folded live and made anew. */
class SalesListRandomTest {

    private static final String TABLE = "query." + SalesListProjection.TABLE;

    private static final String VERSIONS = "query." + SalesListVersions.TABLE;

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture();

    private final long seed = Long.getLong("seed", System.nanoTime());

    @Test
    @DisplayName(
            "Given random histories, then what was folded live and what a rebuild makes is the same, byte for byte")
    void liveEqualsRebuild(TestReporter reporter) {
        reporter.publishEntry("seed", Long.toString(seed));
        Projections node = fixture.node(new SalesListProjection(fixture.catalog()));
        new RandomSales(new Random(seed)).write(new SalesScribe(fixture.ledger()), 60, 20);
        fixture.awaitAll(node, SalesListProjection.NAME);
        List<String> live = fixture.rows(TABLE);

        assertThat(node.verify(SalesListProjection.NAME)).isTrue();
        assertThat(fixture.value("select differing from query.rebuild"))
                .as("seed %d", seed)
                .isEqualTo("0");
        assertThat(node.rebuild(SalesListProjection.NAME)).isTrue();

        assertThat(live).as("seed %d", seed).hasSize(60);
        assertThat(fixture.rows("query.dead_letter")).as("seed %d", seed).isEmpty();
        assertThat(fixture.rows(TABLE)).as("seed %d", seed).isEqualTo(live);
        assertThat(fixture.column("select distinct view from " + TABLE))
                .as("seed %d", seed)
                .hasSizeGreaterThan(4);
    }

    @Test
    @DisplayName(
            "Given random histories, then a rebuild makes the same versions of rows, byte for byte, few as there are")
    void versions(TestReporter reporter) {
        reporter.publishEntry("seed", Long.toString(seed));
        SalesListProjection lists = new SalesListProjection(fixture.catalog());
        Projections node = fixture.node(new SalesListVersions(lists));
        RandomSales sales = new RandomSales(new Random(seed));
        SalesScribe scribe = new SalesScribe(fixture.ledger());
        List<UUID> leads = sales.write(scribe, 40, 8);
        fixture.awaitAll(node, SalesListVersions.NAME);
        sales.goOn(scribe, leads, 5, 200);
        fixture.awaitAll(node, SalesListVersions.NAME);
        List<String> live = fixture.rows(VERSIONS);

        assertThat(node.rebuild(SalesListVersions.NAME)).isTrue();

        assertThat(fixture.rows("query.dead_letter")).as("seed %d", seed).isEmpty();
        assertThat(fixture.rows(VERSIONS)).as("seed %d", seed).isEqualTo(live);
        assertThat(live.size())
                .as("seed %d", seed)
                .isGreaterThan(2 * 45)
                .isLessThan(Math.toIntExact(fixture.ledger().head()));
        assertThat(node.verify(SalesListVersions.NAME)).isTrue();
        assertThat(fixture.value("select differing from query.rebuild"))
                .as("seed %d", seed)
                .isEqualTo("0");
    }
}
