package leadledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import leadledger.events.ledger.testing.Appends;
import org.axonframework.eventhandling.Segment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** LG-04, LG-31: live events are folded once each, in the transaction that stores how far a segment has come. */
class FollowingTest {

    private static final int WRITERS = 8;

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture();

    private final TallyProjection tally = new TallyProjection();

    @Test
    @DisplayName("Given a ledger with events, when a node starts, then those and later ones become visible")
    void eventsBecomeVisible() {
        UUID old = UUID.randomUUID();
        fixture.append(old, 0, 3);
        Projections node = fixture.node(tally);

        UUID young = UUID.randomUUID();
        long position = fixture.append(young, 0, 2).lastPosition();
        node.awaitVisible(TallyProjection.NAME, position, ProjectionFixture.PATIENCE);

        assertThat(fixture.stories()).containsExactlyInAnyOrderEntriesOf(Map.of(old, "1,2,3,", young, "4,5,"));
    }

    @Test
    @DisplayName("Given events of streams that a projection does not cover, then they count as visible")
    void otherStreamsAreLeftOut() {
        Projections node = fixture.node(new TallyProjection() {
            @Override
            public boolean covers(String streamKind) {
                return false;
            }
        });

        fixture.append(UUID.randomUUID(), 0, 3);

        node.awaitVisible(TallyProjection.NAME, 3, ProjectionFixture.PATIENCE);
        assertThat(fixture.stories()).isEmpty();
    }

    @Test
    @DisplayName("Given a fold that takes long, when somebody waits for its event, then only its commit ends the wait")
    void awaitVisibleWaitsForTheCommit() throws Exception {
        CountDownLatch folding = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        tally.onFold(event -> {
            folding.countDown();
            uninterruptibly(goOn);
        });
        Projections node = fixture.node(tally);
        UUID stream = UUID.randomUUID();
        long position = fixture.append(stream, 0, 1).lastPosition();
        CompletableFuture<Map<UUID, String>> waiting = CompletableFuture.supplyAsync(
                () -> {
                    node.awaitVisible(TallyProjection.NAME, position, ProjectionFixture.PATIENCE);
                    return fixture.stories();
                },
                Executors.newVirtualThreadPerTaskExecutor());

        folding.await();
        assertThatThrownBy(() -> node.awaitVisible(TallyProjection.NAME, position, Duration.ofMillis(50)))
                .isInstanceOf(NotYetVisibleException.class)
                .hasMessageContaining(TallyProjection.NAME);
        assertThat(waiting).isNotDone();
        goOn.countDown();

        assertThat(waiting.get()).containsExactly(Map.entry(stream, "1,"));
    }

    @Test
    @DisplayName("Given a position beyond the ledger's end, then nobody sees it")
    void positionBeyondTheEnd() {
        Projections node = fixture.node(tally);
        fixture.append(UUID.randomUUID(), 0, 1);
        fixture.awaitAll(node, TallyProjection.NAME);

        assertThatThrownBy(() -> node.awaitVisible(TallyProjection.NAME, 2, Duration.ofMillis(50)))
                .isInstanceOf(NotYetVisibleException.class);
    }

    @Test
    @DisplayName("Given one slow segment, then events of other streams are visible although the lowest position lags")
    void otherSegmentsDoNotWait() {
        UUID slow = streamOfSegment(0);
        UUID quick = streamOfSegment(1);
        CountDownLatch goOn = new CountDownLatch(1);
        tally.onFold(event -> {
            if (event.streamId().equals(slow)) {
                uninterruptibly(goOn);
            }
        });
        Projections node = fixture.node(tally);
        try {
            fixture.append(slow, 0, 1);
            long position = fixture.append(quick, 0, 1).lastPosition();

            await().untilAsserted(() -> assertThat(fixture.stories()).containsKey(quick));
            assertThatThrownBy(() -> node.awaitVisible(TallyProjection.NAME, position, Duration.ofMillis(50)))
                    .as("the slow one's event is before it")
                    .isInstanceOf(NotYetVisibleException.class);
        } finally {
            goOn.countDown();
        }
        node.awaitVisible(TallyProjection.NAME, 2, ProjectionFixture.PATIENCE);
    }

    @Test
    @DisplayName("LG-04: Given many writers, then each event is folded exactly once and in the order of its stream")
    void eachEventOnce() {
        Projections node = fixture.node(tally);

        writeAtRandom(new Random(42), 1_200);

        fixture.awaitAll(node, TallyProjection.NAME);
        assertThat(fixture.stories()).isEqualTo(fixture.storiesByLedger());
        assertThat(fixture.stories()).hasSizeGreaterThan(100);
    }

    /** Appends of one to three events, many at a time, to streams old and new. */
    private void writeAtRandom(Random random, int commands) {
        Map<UUID, Integer> lengths = new HashMap<>();
        List<UUID> streams = new ArrayList<>();
        List<Appends> planned = new ArrayList<>();
        List<UUID> streamOf = new ArrayList<>();
        for (int i = 0; i < commands; i++) {
            if (streams.isEmpty() || random.nextInt(4) == 0) {
                streams.add(UUID.randomUUID());
            }
            UUID stream = streams.get(random.nextInt(streams.size()));
            int count = 1 + random.nextInt(3);
            planned.add(Appends.to(stream).from(lengths.getOrDefault(stream, 0)).events(count));
            streamOf.add(stream);
            lengths.merge(stream, count, Integer::sum);
        }
        ProjectionFixture.together(IntStream.range(0, WRITERS).mapToObj(writer -> () -> {
            for (int i = 0; i < planned.size(); i++) {
                if (Math.floorMod(streamOf.get(i).hashCode(), WRITERS) == writer) {
                    fixture.append(planned.get(i));
                }
            }
        }));
    }

    @Test
    @DisplayName("LG-31: Given reads at any moment, then the rows are those of exactly the stored positions")
    void rowsAndPositionsAreOne() throws Exception {
        fixture.node(tally, settings(7));
        AtomicBoolean writing = new AtomicBoolean(true);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(
                () -> {
                    writeAtRandom(new Random(7), 800);
                    writing.set(false);
                },
                Executors.newVirtualThreadPerTaskExecutor());

        int looks = 0;
        while (writing.get() || looks == 0) {
            assertRowsMatchPositions();
            looks++;
        }
        writer.get();
        await().untilAsserted(() -> assertThat(fixture.stories()).isEqualTo(fixture.storiesByLedger()));
    }

    private static ProjectionSettings settings(int batch) {
        ProjectionSettings quick = ProjectionFixture.QUICK;
        return new ProjectionSettings(
                quick.heartbeat(),
                quick.goneAfter(),
                quick.claimInterval(),
                quick.claimExtension(),
                batch,
                quick.streamsPerPass());
    }

    /** In one snapshot: each stream's row holds its events up to its segment's position and no other. */
    private void assertRowsMatchPositions() throws SQLException {
        try (Connection connection = fixture.database().app().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                SegmentPositions positions = SegmentPositions.read(connection, TallyProjection.NAME);
                Map<UUID, String> rows = new HashMap<>();
                try (ResultSet row = statement.executeQuery("select stream_id, story from query.tally")) {
                    while (row.next()) {
                        rows.put(row.getObject(1, UUID.class), row.getString(2));
                    }
                }
                Map<UUID, String> expected = new HashMap<>();
                try (ResultSet row =
                        statement.executeQuery("select stream_id, position from ledger.event order by position")) {
                    while (row.next()) {
                        UUID stream = row.getObject(1, UUID.class);
                        long position = row.getLong(2);
                        if (positions.covers(stream, position)) {
                            expected.merge(stream, position + ",", String::concat);
                        }
                    }
                }
                assertThat(rows).isEqualTo(expected);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    @Test
    @DisplayName(
            "LG-31: Given commits that fail, then neither rows nor positions move, and afterwards all is taken once")
    void failedCommitLeavesBothBehind() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        AtomicBoolean failing = new AtomicBoolean();
        JdbcTransactionManager crashing =
                new JdbcTransactionManager(fixture.database().app()) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected void doCommit(DefaultTransactionStatus status) {
                        if (failing.get() && Thread.currentThread().getName().startsWith("projection-worker-")) {
                            failures.incrementAndGet();
                            doRollback(status);
                            throw new TransactionSystemException("as if the node had ended here");
                        }
                        super.doCommit(status);
                    }
                };
        Projections node = fixture.prepare(tally, fixture.database().app(), ProjectionFixture.QUICK, crashing);
        node.start();
        UUID stream = UUID.randomUUID();
        fixture.append(stream, 0, 2);
        fixture.awaitAll(node, TallyProjection.NAME);

        failing.set(true);
        fixture.append(stream, 2, 3);
        await().until(() -> failures.get() > 1);
        assertThat(fixture.stories()).containsExactly(Map.entry(stream, "1,2,"));
        assertRowsMatchPositions();
        failing.set(false);

        fixture.awaitAll(node, TallyProjection.NAME);
        assertThat(fixture.stories()).containsExactly(Map.entry(stream, "1,2,3,4,5,"));
    }

    @Test
    @DisplayName("Given a node that was closed, when another starts, then it goes on where the first one ended")
    void restart() {
        AtomicInteger folds = new AtomicInteger();
        tally.onFold(event -> folds.incrementAndGet());
        UUID stream = UUID.randomUUID();
        fixture.append(stream, 0, 5);
        Projections first = fixture.node(tally);
        fixture.awaitAll(first, TallyProjection.NAME);
        first.close();
        fixture.append(stream, 5, 5);

        Projections second = fixture.node(tally);
        fixture.awaitAll(second, TallyProjection.NAME);

        assertThat(fixture.stories()).isEqualTo(fixture.storiesByLedger());
        assertThat(folds).hasValue(10);
    }

    @Test
    @DisplayName(
            "LG-01: Given a table that is gone, when a node starts, then it is made again and filled from position 1")
    void lostTableIsFilledAgain() {
        UUID stream = UUID.randomUUID();
        fixture.append(stream, 0, 3);
        Projections first = fixture.node(tally);
        fixture.awaitAll(first, TallyProjection.NAME);
        first.close();
        fixture.execute("drop table query.tally");

        Projections second = fixture.node(tally);
        fixture.awaitAll(second, TallyProjection.NAME);

        assertThat(fixture.stories()).containsExactly(Map.entry(stream, "1,2,3,"));
    }

    @Test
    @DisplayName("Operators see positions and owners of all segments; a name that is unknown has no state")
    void state() {
        Projections node = fixture.node(tally);
        fixture.append(UUID.randomUUID(), 0, 4);
        fixture.awaitAll(node, TallyProjection.NAME);

        await().untilAsserted(() -> {
            Projections.State state = node.state(TallyProjection.NAME).orElseThrow();
            assertThat(state.visiblePosition()).isEqualTo(4);
            assertThat(state.head()).isEqualTo(4);
            assertThat(state.segments())
                    .hasSize(4)
                    .allMatch(segment -> segment.node().isPresent());
            assertThat(state.parkedEvents()).isZero();
            assertThat(state.rebuild()).isEmpty();
        });
        assertThat(node.state("unknown")).isEmpty();
        assertThat(node.names()).containsExactly(TallyProjection.NAME);
        assertThatThrownBy(() -> node.rebuild("unknown")).isInstanceOf(IllegalArgumentException.class);
    }

    private static UUID streamOfSegment(int segment) {
        Segment wanted = Segment.computeSegment(segment, 0, 1, 2, 3);
        UUID stream = UUID.randomUUID();
        while (!wanted.matches(stream)) {
            stream = UUID.randomUUID();
        }
        return stream;
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
