package leadledger.query.saleslist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
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

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture();

    private final long seed = Long.getLong("seed", System.nanoTime());

    @Test
    @DisplayName(
            "Given random histories, then what was folded live and what a rebuild makes is the same, byte for byte")
    void liveEqualsRebuild(TestReporter reporter) {
        reporter.publishEntry("seed", Long.toString(seed));
        SalesListProjection lists = new SalesListProjection(fixture.catalog());
        Projections node = fixture.node(lists, new SalesListVersions(lists));
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
        assertThat(node.verify(SalesListVersions.NAME)).isTrue();
        assertThat(fixture.value("select differing from query.rebuild where name = '" + SalesListVersions.NAME + "'"))
                .as("seed %d", seed)
                .isEqualTo("0");
        assertThat(fixture.column("select distinct view from " + TABLE))
                .as("seed %d", seed)
                .hasSizeGreaterThan(4);
    }
}
