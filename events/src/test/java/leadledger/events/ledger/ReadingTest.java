package leadledger.events.ledger;

import static leadledger.events.ledger.LedgerFixture.ASYNC;
import static leadledger.events.ledger.LedgerFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import leadledger.events.ledger.testing.Appends;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("LG-02, LG-03: the ledger is read by stream, by position and by moment")
class ReadingTest {

    @RegisterExtension
    final LedgerFixture fixture = new LedgerFixture();

    private static List<Long> positions(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::position).toList();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void aStreamIsReadFromASequenceOnInOrder() {
        PostgresLedger ledger = fixture.node();
        UUID stream = UUID.randomUUID();
        ledger.append(Appends.to(stream).events(2).build());
        ledger.append(Appends.toNewStream().events(3).build());
        ledger.append(Appends.to(stream).from(2).events(2).build());

        assertThat(positions(ledger.readStream(stream, 0))).containsExactly(1L, 2L, 6L, 7L);
        assertThat(positions(ledger.readStream(stream, 1))).containsExactly(2L, 6L, 7L);
        assertThat(positions(ledger.readStream(stream, 3))).containsExactly(7L);
        assertThat(ledger.readStream(stream, 4)).isEmpty();
        assertThat(ledger.lastSequence(stream)).hasValue(3);
    }

    @Test
    void aStreamThatNobodyWroteIsEmpty() {
        PostgresLedger ledger = fixture.node();
        ledger.append(Appends.toNewStream().build());

        assertThat(ledger.readStream(UUID.randomUUID(), 0)).isEmpty();
        assertThat(ledger.lastSequence(UUID.randomUUID())).isEmpty();
    }

    @Test
    void positionsAreReadFromAPlaceOnAtMostSoMany() {
        PostgresLedger ledger = fixture.node();
        ledger.append(Appends.toNewStream().events(10).build());

        assertThat(positions(ledger.readAfter(0, 3))).containsExactly(1L, 2L, 3L);
        assertThat(positions(ledger.readAfter(3, 100))).isEqualTo(range(4, 10));
        assertThat(ledger.readAfter(10, 100)).isEmpty();
        assertThat(ledger.readAfter(99, 100)).isEmpty();
        assertThat(ledger.readAfter(0, 0)).isEmpty();
    }

    @Test
    @DisplayName("LG-04: who reads page by page while others write gets each position once and no page with a hole")
    void readingByPositionWhileWritingMissesNothing() throws Exception {
        PostgresLedger ledger = fixture.node();
        int total = 400;
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int w = 0; w < 8; w++) {
            writers.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < total / 8; i++) {
                            ledger.append(Appends.toNewStream().build());
                        }
                    },
                    ASYNC));
        }
        List<Long> seen = new ArrayList<>();
        while (seen.size() < total) {
            ledger.awaitBeyond(seen.size(), Duration.ofSeconds(1));
            seen.addAll(positions(ledger.readAfter(seen.size(), 37)));
        }
        for (CompletableFuture<Void> writer : writers) {
            writer.get();
        }

        assertThat(seen).isEqualTo(range(1, total));
    }

    @Test
    void aRangeIsStreamedThroughACursorInOrder() throws Exception {
        HikariDataSource pool = fixture.pool();
        PostgresLedger ledger = fixture.node(pool);
        ledger.append(Appends.toNewStream().events(20).build());
        List<StoredEvent> seen = new ArrayList<>();

        ledger.readRange(2, 17, 3, seen::add);

        assertThat(positions(seen)).isEqualTo(range(3, 17));
        assertThat(seen).usingRecursiveComparison().isEqualTo(ledger.readAfter(2, 15));
    }

    @Test
    void aRangeReaderThatFailsLeavesNoTransactionBehind() throws Exception {
        HikariDataSource pool = fixture.pool();
        pool.setMaximumPoolSize(3); // The node's own two, and one to read with.
        PostgresLedger ledger = fixture.node(pool);
        ledger.append(Appends.toNewStream().events(5).build());

        assertThatThrownBy(() -> ledger.readRange(0, 5, 2, event -> {
                    throw new IllegalStateException("planted");
                }))
                .hasMessage("planted");

        ledger.append(Appends.toNewStream().build());
        List<StoredEvent> seen = new ArrayList<>();
        ledger.readRange(0, 100, 2, seen::add);
        assertThat(positions(seen)).isEqualTo(range(1, 6));
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    @Test
    @DisplayName("LG-30: reading in bulk, by binary copy, tells the same as reading row by row, to the byte")
    void readingInBulkTellsTheSame() {
        PostgresLedger ledger = fixture.node();
        ledger.append(Appends.toNewStream().events(30).build());
        for (String claimed : List.of("0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z", "1999-12-31T23:59:59.999Z")) {
            ledger.append(Appends.toNewStream()
                    .occurredAt(Instant.parse(claimed))
                    .payloads(new byte[0], new byte[] {0, -1, 10}, new byte[100_000])
                    .build());
        }

        for (long position : new long[] {0, 1, 29, 38, 39, 1_000}) {
            for (int limit : new int[] {0, 1, 7, 1_000}) {
                assertThat(ledger.readBulk(position, limit))
                        .as("%d events after position %d", limit, position)
                        .usingRecursiveComparison()
                        .withEqualsForType(Arrays::equals, byte[].class)
                        .isEqualTo(ledger.readAfter(position, limit));
            }
        }
        assertThat(positions(ledger.readBulk(0, 1_000))).isEqualTo(range(1, 39));
    }

    @Test
    void aCopyThatIsGivenUpLeavesItsConnectionUsable() throws Exception {
        PostgresLedger ledger = fixture.node();
        ledger.append(Appends.toNewStream()
                .payloads(new byte[100_000], new byte[100_000])
                .build());
        try (Connection connection = fixture.database().appUnpooled().getConnection()) {
            for (int round = 0; round < 3; round++) {
                try (CopiedRows rows = new CopiedRows(connection, "select position, payload from ledger.event")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.int8()).isEqualTo(1);
                }
                try (CopiedRows rows = new CopiedRows(connection, "select sequence from ledger.event where false")) {
                    assertThat(rows.next()).isFalse();
                }
                try (CopiedRows rows = new CopiedRows(connection, "select sequence from ledger.event limit 1")) {
                    assertThat(rows.next()).isTrue();
                    assertThatThrownBy(rows::int8).isInstanceOf(IllegalStateException.class);
                }
            }
        }
    }

    @Test
    @DisplayName("LG-03: as of T is up to the last position recorded at or before T")
    void aMomentIsAPosition() {
        PostgresLedger ledger = fixture.node();
        ledger.append(Appends.toNewStream().events(3).build()); // 1 to 3 at START.
        fixture.clock().advance(Duration.ofSeconds(10));
        ledger.append(Appends.toNewStream().build()); // 4
        fixture.clock().advance(Duration.ofSeconds(-5));
        ledger.append(Appends.toNewStream().build()); // 5, at the time of 4.
        fixture.clock().advance(Duration.ofSeconds(15));
        ledger.append(Appends.toNewStream().build()); // 6

        assertThat(ledger.positionAsOf(Instant.EPOCH)).isZero();
        assertThat(ledger.positionAsOf(START.minusNanos(1))).isZero();
        assertThat(ledger.positionAsOf(START)).isEqualTo(3);
        assertThat(ledger.positionAsOf(START.plusMillis(9_999))).isEqualTo(3);
        assertThat(ledger.positionAsOf(START.plusSeconds(10))).isEqualTo(5);
        assertThat(ledger.positionAsOf(START.plusSeconds(19))).isEqualTo(5);
        assertThat(ledger.positionAsOf(START.plusSeconds(20))).isEqualTo(6);
        assertThat(ledger.positionAsOf(Instant.MAX)).isEqualTo(6);
    }

    @Test
    void inAnEmptyLedgerEveryMomentIsBeforeTheFirstEvent() {
        PostgresLedger ledger = fixture.node();

        assertThat(ledger.positionAsOf(Instant.MAX)).isZero();
        assertThat(ledger.head()).isZero();
        assertThat(ledger.knownHead()).isZero();
        assertThat(ledger.readAfter(0, 10)).isEmpty();
    }

    @Test
    void aDatabaseThatIsAwayIsSaidSo() {
        StatementHooks hooks = new StatementHooks();
        PostgresLedger ledger = fixture.node(hooks.around(fixture.database().app()));
        hooks.alwaysBefore("from ledger.event", () -> {
            throw StatementHooks.connectionLost();
        });

        assertThatThrownBy(() -> ledger.readAfter(0, 10)).isInstanceOf(LedgerUnavailableException.class);
        assertThatThrownBy(() -> ledger.readStream(UUID.randomUUID(), 0))
                .isInstanceOf(LedgerUnavailableException.class);
        assertThatThrownBy(() -> ledger.readRange(0, 10, 10, event -> {}))
                .isInstanceOf(LedgerUnavailableException.class);
    }
}
