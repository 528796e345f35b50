package leadledger.events.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadledger.events.ledger.SoundLedger.assertSound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import leadledger.events.ledger.AppendRefusedException.Reason;
import leadledger.events.ledger.testing.Appends;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("LG-06: several nodes share one PostgreSQL")
class SeveralNodesTest {

    private static final int HOT_STREAMS = 4;
    private static final int WRITERS_PER_NODE = 8;
    private static final int APPENDS_PER_WRITER = 20;

    @RegisterExtension
    final LedgerFixture fixture = new LedgerFixture();

    @Test
    @DisplayName(
            "LG-03, LG-04: on streams that both nodes write, every event stands exactly once, and readers see each")
    void twoNodesWriteTheSameStreams() throws Exception {
        PostgresLedger one = fixture.node(fixture.pool());
        PostgresLedger two = fixture.node(fixture.pool());
        Follower followerOfOne = fixture.closeLater(new Follower(one));
        Follower followerOfTwo = fixture.closeLater(new Follower(two));
        List<UUID> streams =
                IntStream.range(0, HOT_STREAMS).mapToObj(i -> UUID.randomUUID()).toList();
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (PostgresLedger node : List.of(one, two)) {
                for (int w = 0; w < WRITERS_PER_NODE; w++) {
                    String writer = (node == one ? "one-" : "two-") + w;
                    writers.add(executor.submit(() -> write(node, writer, streams)));
                }
            }
        }
        for (Future<?> writer : writers) {
            writer.get();
        }

        List<StoredEvent> rows = fixture.rows();
        assertSound(rows);
        assertThat(rows.stream().map(row -> new String(row.payload(), UTF_8)))
                .doesNotHaveDuplicates()
                .hasSize(2 * WRITERS_PER_NODE * APPENDS_PER_WRITER);
        Long[] positions = LongStream.rangeClosed(1, rows.size()).boxed().toArray(Long[]::new);
        for (Follower follower : List.of(followerOfOne, followerOfTwo)) {
            await().untilAsserted(() -> assertThat(follower.seen()).containsExactly(positions));
        }
        assertThat(one.knownHead()).isEqualTo(two.knownHead()).isEqualTo(rows.size());
    }

    /** Appends to the streams in turn; where another was faster, asks again for the stream's end. */
    private static void write(PostgresLedger node, String writer, List<UUID> streams) {
        for (int i = 0; i < APPENDS_PER_WRITER; i++) {
            UUID stream = streams.get(i % streams.size());
            byte[] payload = (writer + "-" + i).getBytes(UTF_8);
            boolean taken = false;
            while (!taken) {
                int next = node.lastSequence(stream).orElse(-1) + 1;
                try {
                    Receipt receipt = node.append(
                            Appends.to(stream).from(next).payloads(payload).build());
                    assertThat(receipt.lastSequence()).isEqualTo(next);
                    taken = true;
                } catch (AppendRefusedException e) {
                    assertThat(e.reason()).isEqualTo(Reason.STALE);
                }
            }
        }
    }

    @Test
    @DisplayName("LG-03: a node whose clock is behind does not set recorded time back")
    void aNodeWhoseClockIsBehindDoesNotSetTimeBack() {
        PostgresLedger ahead = fixture.node();
        PostgresLedger behind = fixture.node(
                fixture.database().app(), () -> LedgerFixture.START.minusSeconds(61), LedgerSettings.DEFAULTS);

        ahead.append(Appends.toNewStream().build());
        Receipt receipt = behind.append(Appends.toNewStream().build());

        assertThat(receipt).isEqualTo(new Receipt(2, 0, LedgerFixture.START));
    }

    @Test
    @DisplayName("LG-03: who is told LATE decides again by a moment that is late, however far its own clock is behind")
    void whoIsToldLateDecidesAgainByALateMoment() {
        PostgresLedger ahead =
                fixture.node(fixture.pool(), () -> LedgerFixture.START.plusSeconds(61), LedgerSettings.DEFAULTS);
        PostgresLedger behind = fixture.node(fixture.pool());
        // Refused, so that no event tells the other node how late it is.
        assertThatThrownBy(() -> ahead.append(Appends.toNewStream().from(1).build()))
                .hasMessage("STALE");
        assertThat(behind.instant()).isEqualTo(LedgerFixture.START);

        assertThatThrownBy(() -> behind.append(Appends.toNewStream()
                        .notAfter(LedgerFixture.START.plusSeconds(60))
                        .build()))
                .hasMessage("LATE");

        assertThat(behind.instant()).isEqualTo(LedgerFixture.START.plusSeconds(61));
    }
}
