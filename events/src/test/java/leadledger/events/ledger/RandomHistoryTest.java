package leadledger.events.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadledger.events.ledger.LedgerFixture.START;
import static leadledger.events.ledger.SoundLedger.assertSound;
import static leadledger.events.ledger.StatementHooks.APPEND;
import static leadledger.events.ledger.StatementHooks.connectionLost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import leadledger.events.ledger.testing.Appends;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeat a history with {@code -Dledger.test.seed=…}; threads still interleave as they like. */
@DisplayName("LG-03 to LG-06: whatever several writers do on two nodes whose connections break now and then")
class RandomHistoryTest {

    private static final Logger LOG = LoggerFactory.getLogger(RandomHistoryTest.class);
    private static final int STREAMS = 12;
    private static final int WRITERS = 12;
    private static final int COMMANDS_PER_WRITER = 60;

    @RegisterExtension
    final LedgerFixture fixture = new LedgerFixture();

    private final Map<NewEvents, Receipt> acknowledged = new ConcurrentHashMap<>();
    private final Set<NewEvents> refused = ConcurrentHashMap.newKeySet();

    @Test
    void everyAcknowledgedCommandStandsOnceAndNoRefusedOneDoes() throws Exception {
        long seed = Long.getLong("ledger.test.seed", new Random().nextLong());
        LOG.info("seed {}", seed);
        Random random = new Random(seed);
        List<PostgresLedger> nodes = List.of(node(random.nextLong()), node(random.nextLong()));
        List<Follower> followers = nodes.stream()
                .map(node -> fixture.closeLater(new Follower(node)))
                .toList();
        List<UUID> streams =
                IntStream.range(0, STREAMS).mapToObj(i -> UUID.randomUUID()).toList();
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(WRITERS)) {
            for (int w = 0; w < WRITERS; w++) {
                Random own = new Random(random.nextLong());
                PostgresLedger node = nodes.get(w % nodes.size());
                writers.add(executor.submit(() -> write(node, own, streams)));
            }
        }
        for (Future<?> writer : writers) {
            writer.get();
        }

        List<StoredEvent> rows = fixture.rows();
        assertSound(rows);
        assertThat(acknowledged.size() + refused.size()).isEqualTo(WRITERS * COMMANDS_PER_WRITER);
        assertThat(acknowledged).isNotEmpty();
        assertThat(refused).isNotEmpty();
        assertThat(rows.stream().map(StoredEvent::eventId))
                .containsExactlyInAnyOrderElementsOf(acknowledged.keySet().stream()
                        .flatMap(command -> command.events().stream())
                        .map(NewEvent::eventId)
                        .toList());
        acknowledged.forEach((command, receipt) -> assertTold(rows, command, receipt));
        assertAnswersKept();
        List<Long> positions = LongStream.rangeClosed(1, rows.size()).boxed().toList();
        for (Follower follower : followers) {
            await().untilAsserted(() -> assertThat(follower.seen()).isEqualTo(positions));
        }
    }

    /** A node whose clock stumbles and whose appends lose their connection before or after one time in twenty. */
    private PostgresLedger node(long seed) {
        Random random = new Random(seed);
        StatementHooks hooks = new StatementHooks();
        hooks.alwaysBefore(APPEND, () -> loseNowAndThen(random));
        hooks.alwaysAfter(APPEND, () -> loseNowAndThen(random));
        return fixture.node(hooks.around(fixture.pool()), () -> stumbling(random), LedgerSettings.DEFAULTS);
    }

    private static void loseNowAndThen(Random random) throws SQLException {
        if (random.nextInt(40) == 0) {
            throw connectionLost();
        }
    }

    private static Instant stumbling(Random random) {
        return START.plusMillis(random.nextInt(10_000) - 5_000);
    }

    private void write(PostgresLedger node, Random random, List<UUID> streams) {
        for (int i = 0; i < COMMANDS_PER_WRITER; i++) {
            NewEvents command = command(node, random, streams);
            try {
                acknowledged.put(command, node.append(command));
            } catch (AppendRefusedException e) {
                refused.add(command);
            } catch (IllegalStateException e) {
                // What the database refuses, as it should.
                assertThat(command.answer().detail()).contains("\u0000");
                refused.add(command);
            }
        }
    }

    private static NewEvents command(PostgresLedger node, Random random, List<UUID> streams) {
        UUID stream = streams.get(random.nextInt(streams.size()));
        int guess = node.lastSequence(stream).orElse(-1) + 1 + (random.nextInt(10) == 0 ? random.nextInt(3) - 1 : 0);
        Appends command = Appends.to(stream).from(Math.max(0, guess)).events(1 + random.nextInt(4));
        if (random.nextInt(3) == 0) {
            String detail = random.nextInt(20) == 0 ? "\u0000" : "";
            command.answer("key " + random.nextInt(WRITERS * COMMANDS_PER_WRITER), "request", detail);
        }
        if (random.nextInt(10) == 0) {
            command.notAfter(START.plusMillis(random.nextInt(6_000)));
        }
        if (random.nextInt(10) == 0) {
            command.occurredAt(START.minus(Duration.ofMinutes(random.nextInt(10_000))));
        }
        return command.build();
    }

    private static void assertTold(List<StoredEvent> rows, NewEvents command, Receipt receipt) {
        int last = (int) receipt.lastPosition() - 1;
        StoredEvent row = rows.get(last);
        assertThat(receipt).isEqualTo(new Receipt(row.position(), row.sequence(), row.recordedAt()));
        assertThat(rows.subList(last + 1 - command.events().size(), last + 1).stream()
                        .map(StoredEvent::eventId))
                .containsExactlyElementsOf(
                        command.events().stream().map(NewEvent::eventId).toList());
        if (command.notAfter() != null) {
            assertThat(receipt.recordedAt()).isBeforeOrEqualTo(command.notAfter());
        }
    }

    private void assertAnswersKept() {
        Set<String> kept = Set.of(fixture.superuserQuery(
                        "select coalesce(string_agg(convert_from(key_hash, 'UTF8') || '@' || position, ','), '')"
                                + " from ledger.command_answer")
                .split(","));
        assertThat(kept)
                .isEqualTo(acknowledged.entrySet().stream()
                        .filter(entry -> entry.getKey().answer() != null)
                        .map(entry -> new String(entry.getKey().answer().keyHash(), UTF_8) + "@"
                                + entry.getValue().lastPosition())
                        .collect(Collectors.toSet()));
    }
}
