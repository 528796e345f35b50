package leadledger.events.ledger;

import static leadledger.events.ledger.LedgerFixture.START;
import static leadledger.events.ledger.Outcome.failure;
import static leadledger.events.ledger.Outcome.receipt;
import static leadledger.events.ledger.SoundLedger.assertSound;
import static leadledger.events.ledger.StatementHooks.APPEND;
import static leadledger.events.ledger.StatementHooks.connectionLost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import leadledger.events.ledger.testing.Appends;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("LG-05: an append is answered after its commit, refused when the node has its fill, and never hangs")
class LimitsTest {

    /** Long enough for a slow machine's good case, short enough to wait for. */
    private static final LedgerSettings IMPATIENT =
            new LedgerSettings(100, 100, 1 << 20, Duration.ofMillis(1_000), Duration.ofMillis(500));

    @RegisterExtension
    final LedgerFixture fixture = new LedgerFixture();

    private final StatementHooks hooks = new StatementHooks();

    private DataSource hooked() {
        return hooks.around(fixture.database().app());
    }

    @Test
    void moreCommandsThanMayWaitAreTurnedAway() throws Exception {
        LedgerSettings two = new LedgerSettings(2, 100, 1 << 20, Duration.ofSeconds(60), Duration.ofMillis(500));
        Appender appender = fixture.appender(hooked(), two);
        List<CompletableFuture<Receipt>> waiting = List.of(
                appender.append(Appends.toNewStream().build()),
                appender.append(Appends.toNewStream().build()));

        NewEvents tooMany = Appends.toNewStream().build();
        assertThatThrownBy(() -> appender.append(tooMany)).isInstanceOf(LedgerUnavailableException.class);

        appender.start();
        for (CompletableFuture<Receipt> command : waiting) {
            receipt(command);
        }
        receipt(appender.append(Appends.toNewStream().build()));
        assertThat(fixture.rows()).hasSize(3).noneMatch(row -> row.streamId().equals(tooMany.streamId()));
    }

    @Test
    void anAppendIsNotAnsweredBeforeItsCommit() throws Exception {
        PostgresLedger ledger = fixture.node();
        CompletableFuture<Receipt> command;
        try (HeadLock head = new HeadLock(fixture)) {
            command = CompletableFuture.supplyAsync(
                    () -> ledger.append(Appends.toNewStream().build()), LedgerFixture.ASYNC);
            head.awaitWaiting(1);
            assertThat(command).isNotDone();
            assertThat(ledger.knownHead()).isZero();
        }
        assertThat(receipt(command)).isEqualTo(new Receipt(1, 0, START));
    }

    @Test
    void aDatabaseThatIsAwayForLongerThanAnAppendMayTakeIsSaidSoAndTheNodeRecovers() {
        AtomicBoolean away = new AtomicBoolean();
        hooks.alwaysBefore(APPEND, () -> {
            if (away.get()) {
                throw new SQLException("refused", "08001");
            }
        });
        PostgresLedger ledger = fixture.node(hooked(), fixture.clock(), IMPATIENT);
        NewEvents command = Appends.toNewStream().build();
        away.set(true);

        assertThatThrownBy(() -> ledger.append(command)).isInstanceOf(LedgerUnavailableException.class);

        away.set(false);
        assertThat(fixture.rows()).isEmpty();
        await().ignoreExceptionsInstanceOf(LedgerUnavailableException.class)
                .untilAsserted(() -> assertThat(
                                ledger.append(Appends.toNewStream().build()).recordedAt())
                        .isEqualTo(START));
        assertSound(fixture.rows());
    }

    @Test
    void aShortOutageIsWaitedOut() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        hooks.alwaysBefore(APPEND, () -> {
            if (failures.incrementAndGet() <= 3) {
                throw connectionLost();
            }
        });
        Appender appender = fixture.appender(hooked(), LedgerSettings.DEFAULTS);
        CompletableFuture<Receipt> command =
                appender.append(Appends.toNewStream().build());
        appender.start();

        assertThat(receipt(command).lastPosition()).isEqualTo(1);
    }

    @Test
    @DisplayName("an append that outlasts its limit has an unknown outcome, which the same key makes known")
    void anAppendThatWaitsTooLongForTheHeadIsAnsweredAndItsKeyTellsWhatBecameOfIt() throws Exception {
        PostgresLedger impatient = fixture.node(fixture.pool(), fixture.clock(), IMPATIENT);
        NewEvents command = Appends.toNewStream()
                .events(2)
                .answer("key", "request", "detail")
                .build();
        try (HeadLock head = new HeadLock(fixture)) {
            CompletableFuture<Receipt> answer =
                    CompletableFuture.supplyAsync(() -> impatient.append(command), LedgerFixture.ASYNC);
            head.awaitWaiting(1);
            assertThat(failure(answer)).isInstanceOf(LedgerUnavailableException.class);
            assertThat(fixture.rows()).isEmpty();
        }
        // It may still take what was sent.
        HeadLock.awaitWaiting(fixture, 0);
        PostgresLedger patient = fixture.node();
        try {
            patient.append(command);
        } catch (AppendRefusedException e) {
            assertThat(e.reason()).isEqualTo(AppendRefusedException.Reason.REPEATED);
        }

        assertThat(fixture.rows().stream().map(StoredEvent::eventId))
                .containsExactlyElementsOf(
                        command.events().stream().map(NewEvent::eventId).toList());
        assertThat(fixture.superuserQuery("select position from ledger.command_answer"))
                .isEqualTo("2");
    }

    @Test
    void closingCommitsWhatWaits() throws Exception {
        LedgerSettings one = new LedgerSettings(100, 1, 1 << 20, Duration.ofSeconds(60), Duration.ofMillis(500));
        Appender appender = fixture.appender(hooked(), one);
        List<CompletableFuture<Receipt>> waiting = IntStream.range(0, 20)
                .mapToObj(i -> appender.append(Appends.toNewStream().build()))
                .toList();
        appender.start();

        appender.close();

        assertThat(waiting).allMatch(CompletableFuture::isDone);
        for (CompletableFuture<Receipt> command : waiting) {
            receipt(command);
        }
        assertThat(fixture.rows()).hasSize(20);
        assertSound(fixture.rows());
    }

    @Test
    void whatWasTakenBeforeTheCloseIsCommittedHoweverLongItWaits() throws Exception {
        Appender appender = fixture.appender(hooked(), LedgerSettings.DEFAULTS);
        appender.start();
        List<CompletableFuture<Receipt>> taken = new ArrayList<>();
        CompletableFuture<Void> closed;
        try (HeadLock head = new HeadLock(fixture)) {
            taken.add(appender.append(Appends.toNewStream().build()));
            head.awaitWaiting(1);
            closed = CompletableFuture.runAsync(appender::close, LedgerFixture.ASYNC);
            await().until(() -> {
                try {
                    taken.add(appender.append(Appends.toNewStream().build()));
                    return false;
                } catch (LedgerUnavailableException e) {
                    return true;
                }
            });
            assertThat(closed).isNotDone();
        }
        closed.get();

        assertThat(taken).allMatch(CompletableFuture::isDone);
        for (CompletableFuture<Receipt> command : taken) {
            receipt(command);
        }
        assertThat(fixture.rows()).hasSameSizeAs(taken);
    }

    @Test
    void whoComesAfterTheCloseIsTurnedAway() {
        PostgresLedger ledger = fixture.node();
        ledger.close();

        assertThatThrownBy(() -> ledger.append(Appends.toNewStream().build()))
                .isInstanceOf(LedgerUnavailableException.class);
        assertThat(fixture.rows()).isEmpty();
    }

    @Test
    void aNodeThatNeverStartedOrNeverReachedItsDatabaseCloses() {
        new PostgresLedger(fixture.database().app(), fixture.clock(), LedgerSettings.DEFAULTS).close();

        hooks.alwaysBefore("ledger.head", () -> {
            throw connectionLost();
        });
        PostgresLedger unreachable = new PostgresLedger(hooked(), fixture.clock(), LedgerSettings.DEFAULTS);
        assertThatThrownBy(unreachable::start).isInstanceOf(LedgerUnavailableException.class);
        unreachable.close();
    }

    @Test
    void aListenerThatFailsHarmsNeitherWritersNorOtherListeners() {
        PostgresLedger ledger = fixture.node();
        AtomicInteger told = new AtomicInteger();
        ledger.addGrowthListener(() -> {
            throw new IllegalStateException("planted");
        });
        ledger.addGrowthListener(told::incrementAndGet);
        ledger.addGrowthListener(() -> {
            throw new IllegalStateException("planted too");
        });

        for (int i = 1; i <= 3; i++) {
            assertThat(ledger.append(Appends.toNewStream().build()).lastPosition())
                    .isEqualTo(i);
        }

        assertThat(told).hasValue(3);
    }

    @Test
    void aClockThatFailsFailsTheCommandNotTheNode() {
        AtomicBoolean broken = new AtomicBoolean(true);
        PostgresLedger ledger = fixture.node(
                fixture.database().app(),
                () -> {
                    if (broken.get()) {
                        throw new IllegalStateException("planted");
                    }
                    return Instant.EPOCH;
                },
                LedgerSettings.DEFAULTS);

        assertThatThrownBy(() -> ledger.append(Appends.toNewStream().build()))
                .isInstanceOf(IllegalStateException.class);
        broken.set(false);

        assertThat(ledger.append(Appends.toNewStream().build())).isEqualTo(new Receipt(1, 0, Instant.EPOCH));
    }

    @Test
    void whoIsInterruptedWhileWaitingIsToldAndStaysInterrupted() throws Exception {
        PostgresLedger ledger = fixture.node();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        try (HeadLock head = new HeadLock(fixture)) {
            Thread writer = Thread.ofPlatform().start(() -> {
                try {
                    ledger.append(Appends.toNewStream().build());
                } catch (LedgerUnavailableException e) {
                    interrupted.complete(Thread.currentThread().isInterrupted());
                }
            });
            head.awaitWaiting(1);
            writer.interrupt();
            assertThat(interrupted.get()).isTrue();
        }
    }
}
