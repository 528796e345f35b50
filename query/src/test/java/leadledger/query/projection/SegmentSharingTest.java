package leadledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import leadledger.query.leadlist.LeadListProjection;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.LeadScribe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** LG-06: nodes share the segments of a projection and take over those of a node that is gone. */
class SegmentSharingTest {

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture();

    private final TallyProjection tally = new TallyProjection();
    private final List<UUID> streams =
            Stream.generate(UUID::randomUUID).limit(24).toList();

    @Test
    @DisplayName("Given one node with all segments, when a second joins and the first is closed, then no event is lost")
    void joinAndLeave() {
        Projections first = fixture.node(tally);
        await().untilAsserted(() -> assertThat(owners()).containsExactly("node-1 4"));
        appendToAll(0);
        Projections second = fixture.node(tally);

        await().untilAsserted(() -> assertThat(owners()).containsExactly("node-1 2", "node-2 2"));
        appendToAll(1);
        fixture.awaitAll(first, TallyProjection.NAME);
        fixture.awaitAll(second, TallyProjection.NAME);
        assertThat(fixture.stories()).isEqualTo(fixture.storiesByLedger());

        first.close();
        appendToAll(2);
        fixture.awaitAll(second, TallyProjection.NAME);
        await().untilAsserted(() -> assertThat(owners()).containsExactly("node-2 4"));
        assertThat(fixture.stories()).isEqualTo(fixture.storiesByLedger());
    }

    @Test
    @DisplayName("Given two nodes, when one loses its database without a word, then the other takes over its segments")
    void suddenDeath() {
        HikariDataSource lifeline = fixture.pool();
        Projections doomed = ProjectionFixture.start(fixture.prepare(tally, lifeline, ProjectionFixture.QUICK));
        Projections survivor = fixture.node(tally);
        await().untilAsserted(() -> assertThat(owners()).containsExactly("node-1 2", "node-2 2"));
        appendToAll(0);
        fixture.awaitAll(doomed, TallyProjection.NAME);

        lifeline.close();
        appendToAll(1);

        fixture.awaitAll(survivor, TallyProjection.NAME);
        await().untilAsserted(() -> assertThat(owners()).containsExactly("node-2 4"));
        assertThat(fixture.stories()).isEqualTo(fixture.storiesByLedger());
        assertThat(fixture.column("select node_id from query.node")).containsExactly("node-2");
    }

    @Test
    @DisplayName("Given a node that was gone for a while, when it is back, then segments are shared out again")
    void comeback() {
        Projections first = fixture.node(tally);
        await().untilAsserted(() -> assertThat(owners()).containsExactly("node-1 4"));
        first.close();
        fixture.node(tally);
        await().untilAsserted(() -> assertThat(owners()).containsExactly("node-2 4"));

        Projections third = fixture.node(tally);

        await().untilAsserted(() -> assertThat(owners()).containsExactly("node-2 2", "node-3 2"));
        appendToAll(0);
        fixture.awaitAll(third, TallyProjection.NAME);
        assertThat(fixture.stories()).isEqualTo(fixture.storiesByLedger());
    }

    @Test
    @DisplayName("Given nodes that run different projections, then each takes all segments of its own")
    void differentProjections() {
        fixture.node(tally);
        Projections other = fixture.node(new LeadListProjection(fixture.catalog()));
        UUID lead = new LeadScribe(fixture.ledger()).create(LeadDraft.of("JP-OSAKA"));

        await().untilAsserted(() -> assertThat(fixture.column("select processor_name || ' ' || owner || ' ' || count(*)"
                        + " from query.token_entry group by processor_name, owner order by 1"))
                .containsExactly("lead-list node-2 4", "tally node-1 4"));
        fixture.awaitAll(other, LeadListProjection.NAME);
        assertThat(fixture.column("select lead_id from query.lead_list")).containsExactly(lead.toString());
    }

    private List<String> owners() {
        return fixture.column("select owner || ' ' || count(*) from query.token_entry where owner is not null"
                + " group by owner order by owner");
    }

    private void appendToAll(int sequence) {
        ProjectionFixture.together(streams.stream().map(stream -> () -> fixture.append(stream, sequence, 1)));
    }
}
