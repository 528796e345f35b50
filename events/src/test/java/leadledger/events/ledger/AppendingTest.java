package leadledger.events.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadledger.events.ledger.LedgerFixture.START;
import static leadledger.events.ledger.SoundLedger.assertSound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import leadledger.events.ledger.AppendRefusedException.Reason;
import leadledger.events.ledger.testing.Appends;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("LG-02, LG-03: what is appended stands in one gapless order, in time that never decreases")
class AppendingTest {

    @RegisterExtension
    final LedgerFixture fixture = new LedgerFixture();

    @Test
    void theFirstEventStandsAtPositionOne() {
        PostgresLedger ledger = fixture.node();

        Receipt receipt = ledger.append(Appends.toNewStream().build());

        assertThat(receipt).isEqualTo(new Receipt(1, 0, START));
        assertThat(ledger.head()).isEqualTo(1);
        assertThat(ledger.knownHead()).isEqualTo(1);
    }

    @Test
    void theEventsOfOneCommandStandSideBySide() {
        PostgresLedger ledger = fixture.node();
        NewEvents command = Appends.toNewStream().events(3).build();
        ledger.append(Appends.toNewStream().build());

        Receipt receipt = ledger.append(command);
        ledger.append(Appends.to(command.streamId()).from(3).build());

        assertThat(receipt).isEqualTo(new Receipt(4, 2, START));
        assertThat(fixture.rows().subList(1, 4).stream().map(StoredEvent::eventId))
                .containsExactlyElementsOf(
                        command.events().stream().map(NewEvent::eventId).toList());
        assertSound(fixture.rows());
    }

    @Test
    @DisplayName("LG-02: every field of the envelope is stored and read as given, payload and metadata to the byte")
    void everyFieldIsStoredAndReadAsGiven() {
        NewEvent event = new NewEvent(
                UUID.fromString("019abcde-0000-7000-8000-000000000001"),
                "kind",
                0,
                "some.type",
                7,
                Instant.parse("2026-11-20T10:11:12.345Z"),
                "HQ/someone",
                "JP-TOKYO",
                UUID.fromString("019abcde-0000-7000-8000-000000000002"),
                UUID.fromString("019abcde-0000-7000-8000-000000000003"),
                "{ \"z\" : 1,\n\"a\": \"日本 \u0000\" }".getBytes(UTF_8),
                new byte[] {0, -1, 10, 13, 92});
        UUID stream = UUID.fromString("019abcde-0000-7000-8000-000000000004");
        PostgresLedger ledger = fixture.node();

        ledger.append(new NewEvents(stream, List.of(event), null, null));

        List<StoredEvent> read = ledger.readStream(stream, 0);
        assertThat(fixture.rows()).usingRecursiveComparison().isEqualTo(read);
        assertThat(read)
                .singleElement()
                .usingRecursiveComparison()
                .isEqualTo(new StoredEvent(
                        1,
                        event.eventId(),
                        stream,
                        "kind",
                        0,
                        "some.type",
                        7,
                        START,
                        event.occurredAt(),
                        "HQ/someone",
                        "JP-TOKYO",
                        event.correlationId(),
                        event.causationId(),
                        event.payload(),
                        event.metadata(),
                        LedgerLeaf.hash(read.getFirst())));
    }

    @Test
    @DisplayName("SL-20: without a claimed moment an event occurred when it was recorded")
    void withoutAClaimAnEventOccurredWhenItWasRecorded() {
        fixture.node().append(Appends.toNewStream().build());

        assertThat(fixture.rows().getFirst().occurredAt()).isEqualTo(START);
    }

    @Test
    void allTimesAreCutToWholeMilliseconds() {
        fixture.clock().set(Instant.parse("2026-01-01T00:00:00.123999999Z"));

        Receipt receipt = fixture.node()
                .append(Appends.toNewStream()
                        .occurredAt(Instant.parse("2025-12-31T23:59:59.999999999Z"))
                        .build());

        assertThat(receipt.recordedAt()).isEqualTo("2026-01-01T00:00:00.123Z");
        assertThat(fixture.rows().getFirst().recordedAt()).isEqualTo("2026-01-01T00:00:00.123Z");
        assertThat(fixture.rows().getFirst().occurredAt()).isEqualTo("2025-12-31T23:59:59.999Z");
    }

    @Test
    @DisplayName("LG-03: recorded time stands still while the clock is behind, and goes on when it has caught up")
    void recordedTimeNeverDecreasesWhateverTheClockDoes() {
        PostgresLedger ledger = fixture.node();
        List<Instant> recorded = new ArrayList<>();
        for (Duration jump : List.of(
                Duration.ZERO, Duration.ofHours(-1), Duration.ofMinutes(59), Duration.ofSeconds(61), Duration.ZERO)) {
            fixture.clock().advance(jump);
            recorded.add(ledger.append(Appends.toNewStream().build()).recordedAt());
        }

        assertThat(recorded).containsExactly(START, START, START, START.plusSeconds(1), START.plusSeconds(1));
        assertSound(fixture.rows());
    }

    @Test
    @DisplayName("LG-03: decisions are made by the clock, but never by a moment before what is recorded already")
    void theMomentToDecideByIsNeverBeforeWhatIsRecorded() {
        PostgresLedger ledger = fixture.node();
        assertThat(ledger.instant()).isEqualTo(START);
        ledger.append(Appends.toNewStream().build());

        fixture.clock().advance(Duration.ofHours(-1));
        assertThat(ledger.instant()).isEqualTo(START);
        assertThat(fixture.node().instant()).isEqualTo(START);

        fixture.clock().set(START.plusNanos(1_999_999));
        assertThat(ledger.instant()).isEqualTo(START.plusMillis(1));
    }

    @Test
    @DisplayName("LG-03: 32 writers, a clock that jumps: gapless, monotonic, and every receipt tells its own row")
    void manyWritersAtOnceStandInOneOrder() throws Exception {
        int writers = 32;
        int commands = 20;
        AtomicInteger ticks = new AtomicInteger();
        // Back by up to 5 s at every third reading.
        InstantSource jumping = () -> {
            int tick = ticks.incrementAndGet();
            return START.plusMillis(tick * 7L - (tick % 3 == 0 ? tick * 37L % 5_000 : 0));
        };
        PostgresLedger ledger = fixture.node(fixture.database().app(), jumping, LedgerSettings.DEFAULTS);
        Map<Receipt, NewEvents> receipts = new ConcurrentHashMap<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                UUID stream = UUID.randomUUID();
                running.add(executor.submit(() -> {
                    int sequence = 0;
                    for (int c = 0; c < commands; c++) {
                        NewEvents command = Appends.to(stream)
                                .from(sequence)
                                .events(1 + c % 3)
                                .build();
                        receipts.put(ledger.append(command), command);
                        sequence += command.events().size();
                    }
                }));
            }
            for (Future<?> writer : running) {
                writer.get();
            }
        }

        List<StoredEvent> rows = fixture.rows();
        assertSound(rows);
        assertThat(receipts).hasSize(writers * commands);
        assertThat(rows)
                .hasSize(receipts.values().stream()
                        .mapToInt(command -> command.events().size())
                        .sum());
        receipts.forEach((receipt, command) -> {
            StoredEvent row = rows.get((int) receipt.lastPosition() - 1);
            assertThat(row.eventId()).isEqualTo(command.events().getLast().eventId());
            assertThat(row.sequence()).isEqualTo(receipt.lastSequence());
            assertThat(row.recordedAt()).isEqualTo(receipt.recordedAt());
        });
    }

    @Test
    void aNodeThatStartsAgainGoesOnWhereTheLedgerEnds() {
        UUID stream = UUID.randomUUID();
        try (PostgresLedger first =
                new PostgresLedger(fixture.database().app(), fixture.clock(), LedgerSettings.DEFAULTS)) {
            first.start();
            first.append(Appends.to(stream).events(2).build());
        }
        fixture.clock().advance(Duration.ofDays(-1));

        Receipt receipt = fixture.node().append(Appends.to(stream).from(2).build());

        assertThat(receipt).isEqualTo(new Receipt(3, 2, START));
    }

    @Test
    @DisplayName("LG-05: neither an earlier nor a later sequence than the stream's next is taken")
    void onlyTheNextSequenceOfTheStreamIsTaken() {
        PostgresLedger ledger = fixture.node();
        UUID stream = UUID.randomUUID();
        ledger.append(Appends.to(stream).events(2).build());

        for (int sequence : new int[] {0, 1, 3, 100}) {
            assertThatThrownBy(() ->
                            ledger.append(Appends.to(stream).from(sequence).build()))
                    .isInstanceOfSatisfying(
                            AppendRefusedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.STALE));
        }

        assertThat(fixture.rows()).hasSize(2);
    }

    @Test
    void aCommandWithHolesInItsSequencesIsNotEvenBuilt() {
        NewEvent first = Appends.toNewStream().build().events().getFirst();
        NewEvent third = Appends.toNewStream().from(2).build().events().getFirst();
        UUID stream = UUID.randomUUID();

        assertThatThrownBy(() -> new NewEvents(stream, List.of(first, third), null, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NewEvents(stream, List.of(), null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("LG-10: an envelope that the leaf cannot carry is refused before it can reach others' batch")
    void anEnvelopeThatTheLeafCannotCarryIsNotEvenBuilt() {
        for (String text : List.of("a\"b", "a\\b", "a\nb", "é", "東京", "\u007f")) {
            assertThatThrownBy(() -> Appends.toNewStream().actor(text).build())
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Appends.toNewStream().tenant(text).build())
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Appends.toNewStream().type(text, 1).build())
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (int revision : new int[] {0, -1, 1 << 15}) {
            assertThatThrownBy(() -> Appends.toNewStream().type("t", revision).build())
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (Instant moment : List.of(
                Instant.MIN,
                Instant.parse("0000-12-31T23:59:59.999Z"),
                Instant.parse("+10000-01-01T00:00:00Z"),
                Instant.MAX)) {
            assertThatThrownBy(() -> Appends.toNewStream().occurredAt(moment).build())
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Appends.toNewStream().from(-1).build()).isInstanceOf(IllegalArgumentException.class);
    }
}
