package leadledger.events.ledger;

import static leadledger.events.ledger.LedgerFixture.START;
import static leadledger.events.ledger.Outcome.failure;
import static leadledger.events.ledger.Outcome.receipt;
import static leadledger.events.ledger.Outcome.refusal;
import static leadledger.events.ledger.SoundLedger.assertSound;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import leadledger.events.ledger.AppendRefusedException.Reason;
import leadledger.events.ledger.testing.Appends;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("LG-05: commands that wait at the same time are committed together, and fail alone")
class GroupCommitTest {

    @RegisterExtension
    final LedgerFixture fixture = new LedgerFixture();

    private final StatementHooks hooks = new StatementHooks();

    private List<CompletableFuture<Receipt>> commitTogether(NewEvents... commands) {
        return commitTogether(LedgerSettings.DEFAULTS, commands);
    }

    private List<CompletableFuture<Receipt>> commitTogether(LedgerSettings settings, NewEvents... commands) {
        return fixture.commitTogether(hooks.around(fixture.database().app()), settings, commands);
    }

    private int transactions() {
        return hooks.executed(StatementHooks.APPEND).size();
    }

    private void given(NewEvents command) {
        try (PostgresLedger ledger =
                new PostgresLedger(fixture.database().app(), fixture.clock(), LedgerSettings.DEFAULTS)) {
            ledger.start();
            ledger.append(command);
        }
    }

    @Test
    void commandsThatWaitAreOneTransaction() throws Exception {
        List<CompletableFuture<Receipt>> commands = commitTogether(
                Appends.toNewStream().build(),
                Appends.toNewStream().events(3).build(),
                Appends.toNewStream().build());

        assertThat(receipt(commands.get(0))).isEqualTo(new Receipt(1, 0, START));
        assertThat(receipt(commands.get(1))).isEqualTo(new Receipt(4, 2, START));
        assertThat(receipt(commands.get(2))).isEqualTo(new Receipt(5, 0, START));
        assertThat(transactions()).isEqualTo(1);
        assertSound(fixture.rows());
    }

    @Test
    void aStaleCommandFailsAloneWhileItsNeighboursAreStored() throws Exception {
        UUID grown = UUID.randomUUID();
        given(Appends.to(grown).build());
        NewEvents before = Appends.toNewStream().events(2).build();
        NewEvents stale = Appends.to(grown).build();
        NewEvents after = Appends.to(UUID.randomUUID()).events(3).build();

        List<CompletableFuture<Receipt>> commands = commitTogether(before, stale, after);

        assertThat(receipt(commands.get(0))).isEqualTo(new Receipt(3, 1, START));
        assertThat(refusal(commands.get(1))).isEqualTo(Reason.STALE);
        assertThat(receipt(commands.get(2))).isEqualTo(new Receipt(6, 2, START));
        assertThat(transactions()).isEqualTo(1);
        List<StoredEvent> rows = fixture.rows();
        assertSound(rows);
        assertThat(rows.stream().skip(1).map(StoredEvent::eventId))
                .containsExactlyElementsOf(Stream.of(before, after)
                        .flatMap(command -> command.events().stream())
                        .map(NewEvent::eventId)
                        .toList());
        assertThat(fixture.superuserQuery("select position from ledger.head")).isEqualTo("6");
    }

    @Test
    @DisplayName("LG-05: of a stale command with several events not even those that would fit are stored")
    void aStaleCommandIsAllOrNothing() throws Exception {
        UUID grown = UUID.randomUUID();
        given(Appends.to(grown).build());

        List<CompletableFuture<Receipt>> commands = commitTogether(
                Appends.to(grown).events(3).build(), Appends.toNewStream().build());

        assertThat(refusal(commands.get(0))).isEqualTo(Reason.STALE);
        assertThat(receipt(commands.get(1))).isEqualTo(new Receipt(2, 0, START));
        assertThat(fixture.rows()).hasSize(2);
        assertSound(fixture.rows());
    }

    @Test
    void aBatchOfNothingButRefusedCommandsLeavesTheLedgerAsItWas() throws Exception {
        UUID grown = UUID.randomUUID();
        given(Appends.to(grown).build());

        List<CompletableFuture<Receipt>> commands = commitTogether(
                Appends.to(grown).build(), Appends.toNewStream().from(1).build());

        assertThat(refusal(commands.get(0))).isEqualTo(Reason.STALE);
        assertThat(refusal(commands.get(1))).isEqualTo(Reason.STALE);
        assertThat(fixture.rows()).hasSize(1);
        assertThat(fixture.superuserQuery("select position from ledger.head")).isEqualTo("1");
    }

    @Test
    @DisplayName("LG-05: a decision holds up to and including its last moment, and fails alone after it")
    void aCommandWhoseMomentHasPassedFailsAlone() throws Exception {
        List<CompletableFuture<Receipt>> commands = commitTogether(
                Appends.toNewStream().notAfter(START.minusMillis(1)).build(),
                Appends.toNewStream().notAfter(START).build(),
                Appends.toNewStream().notAfter(START.plusMillis(1)).build(),
                // A whole millisecond has not passed: still the moment before.
                Appends.toNewStream().notAfter(START.minusNanos(1)).build());

        assertThat(refusal(commands.get(0))).isEqualTo(Reason.LATE);
        assertThat(receipt(commands.get(1)).lastPosition()).isEqualTo(1);
        assertThat(receipt(commands.get(2)).lastPosition()).isEqualTo(2);
        assertThat(refusal(commands.get(3))).isEqualTo(Reason.LATE);
        assertSound(fixture.rows());
    }

    @Test
    void whetherItIsLateIsToldByRecordedTimeNotByTheClock() throws Exception {
        given(Appends.toNewStream().build());
        fixture.clock().advance(Duration.ofHours(-1));

        List<CompletableFuture<Receipt>> commands = commitTogether(
                Appends.toNewStream().notAfter(START.minusMillis(1)).build());

        assertThat(refusal(commands.getFirst())).isEqualTo(Reason.LATE);
    }

    @Test
    void aRepeatedCommandFailsAlone() throws Exception {
        given(Appends.toNewStream().answer("key", "request", "first").build());

        List<CompletableFuture<Receipt>> commands = commitTogether(
                Appends.toNewStream().build(),
                Appends.toNewStream().answer("key", "request", "second").build(),
                Appends.toNewStream().answer("another key", "request", "third").build());

        assertThat(receipt(commands.get(0)).lastPosition()).isEqualTo(2);
        assertThat(refusal(commands.get(1))).isEqualTo(Reason.REPEATED);
        assertThat(receipt(commands.get(2)).lastPosition()).isEqualTo(3);
        assertThat(transactions()).isEqualTo(1);
        assertSound(fixture.rows());
    }

    @Test
    void aRepeatedCommandIsToldSoEvenIfItsStreamHasGrown() throws Exception {
        NewEvents command = Appends.toNewStream().answer("key", "request", "x").build();
        given(command);

        assertThat(refusal(commitTogether(command).getFirst())).isEqualTo(Reason.REPEATED);
    }

    @Test
    void ofTwoCommandsWithOneKeyThatWaitTogetherTheFirstIsTaken() throws Exception {
        List<CompletableFuture<Receipt>> commands = commitTogether(
                Appends.toNewStream().answer("key", "request", "first").build(),
                Appends.toNewStream().answer("key", "request", "second").build());

        assertThat(receipt(commands.get(0)).lastPosition()).isEqualTo(1);
        assertThat(refusal(commands.get(1))).isEqualTo(Reason.REPEATED);
        assertThat(fixture.superuserQuery("select string_agg(detail, ',') from ledger.command_answer"))
                .isEqualTo("first");
        assertThat(transactions()).as("neither was tried in vain").isEqualTo(2);
    }

    @Test
    void commandsOfOneStreamThatWaitTogetherAreTakenInTheirOrder() throws Exception {
        UUID hot = UUID.randomUUID();

        List<CompletableFuture<Receipt>> commands = commitTogether(
                Appends.to(hot).build(),
                Appends.toNewStream().build(),
                Appends.to(hot).from(1).events(2).build(),
                Appends.to(hot).from(3).build(),
                Appends.toNewStream().build());

        assertThat(receipt(commands.get(0)).lastSequence()).isZero();
        assertThat(receipt(commands.get(2)).lastSequence()).isEqualTo(2);
        assertThat(receipt(commands.get(3)).lastSequence()).isEqualTo(3);
        assertThat(receipt(commands.get(1)).lastPosition()).isEqualTo(2);
        assertThat(receipt(commands.get(4)).lastPosition()).isEqualTo(3);
        assertThat(transactions()).isEqualTo(3);
        assertSound(fixture.rows());
    }

    @Test
    void anEventThatTheDatabaseRefusesFailsAlone() throws Exception {
        List<CompletableFuture<Receipt>> commands = commitTogether(
                Appends.toNewStream().build(),
                Appends.toNewStream()
                        .answer("k", "r", "no text of PostgreSQL: \u0000")
                        .build(),
                Appends.toNewStream().events(2).build());

        assertThat(receipt(commands.get(0)).lastPosition()).isEqualTo(1);
        assertThat(failure(commands.get(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .hasMessageContaining("22021")
                .hasMessageNotContaining("no text");
        assertThat(receipt(commands.get(2)).lastPosition()).isEqualTo(3);
        assertThat(fixture.superuserQuery("select count(*) from ledger.command_answer"))
                .isEqualTo("0");
        assertSound(fixture.rows());
    }

    @Test
    void aBatchHasNoMoreCommandsThanItMay() throws Exception {
        LedgerSettings two = new LedgerSettings(100, 2, 1 << 20, Duration.ofSeconds(60), Duration.ofMillis(500));

        for (CompletableFuture<Receipt> command : commitTogether(
                two,
                Appends.toNewStream().build(),
                Appends.toNewStream().build(),
                Appends.toNewStream().build(),
                Appends.toNewStream().build(),
                Appends.toNewStream().build())) {
            receipt(command);
        }

        assertThat(transactions()).isEqualTo(3);
        assertSound(fixture.rows());
    }

    @Test
    void aBatchHasNoMoreBytesThanItMayBeyondAFirstCommandOfAnySize() throws Exception {
        LedgerSettings small = new LedgerSettings(100, 100, 1_000, Duration.ofSeconds(60), Duration.ofMillis(500));

        for (CompletableFuture<Receipt> command : commitTogether(
                small,
                // With two bytes of metadata each: 3 × 300 fit, a fourth does not; 5,000 go alone.
                Appends.toNewStream().payloads(new byte[298]).build(),
                Appends.toNewStream().payloads(new byte[298]).build(),
                Appends.toNewStream().payloads(new byte[298]).build(),
                Appends.toNewStream().payloads(new byte[298]).build(),
                Appends.toNewStream().payloads(new byte[4_998]).build(),
                Appends.toNewStream().payloads(new byte[298]).build())) {
            receipt(command);
        }

        assertThat(transactions()).isEqualTo(4);
        assertSound(fixture.rows());
    }
}
