package leadledger.events.ledger;

import static leadledger.events.ledger.LedgerFixture.START;
import static leadledger.events.ledger.Outcome.receipt;
import static leadledger.events.ledger.Outcome.refusal;
import static leadledger.events.ledger.SoundLedger.assertSound;
import static leadledger.events.ledger.StatementHooks.APPEND;
import static leadledger.events.ledger.StatementHooks.FIND;
import static leadledger.events.ledger.StatementHooks.connectionLost;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import leadledger.events.ledger.AppendRefusedException.Reason;
import leadledger.events.ledger.testing.Appends;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("LG-05: a connection cut in the middle of an append loses nothing and doubles nothing")
class BrokenConnectionTest {

    @RegisterExtension
    final LedgerFixture fixture = new LedgerFixture();

    private final StatementHooks hooks = new StatementHooks();

    private Appender appender() {
        return fixture.appender(hooks.around(fixture.database().app()), LedgerSettings.DEFAULTS);
    }

    /** Exactly these commands are stored, wholly and once, and each receipt tells its row. */
    private void assertStored(List<NewEvents> commands, List<CompletableFuture<Receipt>> answers) throws Exception {
        for (CompletableFuture<Receipt> answer : answers) {
            receipt(answer);
        }
        List<StoredEvent> rows = fixture.rows();
        assertSound(rows);
        assertThat(rows.stream().map(StoredEvent::eventId))
                .containsExactlyInAnyOrderElementsOf(commands.stream()
                        .flatMap(command -> command.events().stream())
                        .map(NewEvent::eventId)
                        .toList());
        for (int i = 0; i < commands.size(); i++) {
            NewEvent last = commands.get(i).events().getLast();
            Receipt receipt = receipt(answers.get(i));
            StoredEvent row = rows.get((int) receipt.lastPosition() - 1);
            assertThat(row.eventId()).isEqualTo(last.eventId());
            assertThat(receipt).isEqualTo(new Receipt(row.position(), last.sequence(), row.recordedAt()));
        }
    }

    @Test
    void theServerEndsTheConnectionWhileTheAppendWaitsForTheHead() throws Exception {
        Appender appender = appender();
        appender.start();
        List<NewEvents> commands = new ArrayList<>();
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        try (HeadLock head = new HeadLock(fixture)) {
            for (int i = 0; i < 8; i++) {
                commands.add(Appends.toNewStream().events(1 + i % 2).build());
                answers.add(appender.append(commands.getLast()));
            }
            head.awaitWaiting(1);
            head.terminateWaiting();
            head.terminateWaiting();
        }

        assertStored(commands, answers);
        commands.add(Appends.toNewStream().build());
        answers.add(appender.append(commands.getLast()));
        assertStored(commands, answers);
    }

    @Test
    void theWireIsCutBeforeTheRequestArrives() throws Exception {
        try (CuttableWire wire = new CuttableWire(fixture.database().appUnpooled())) {
            cutInTheMiddle(wire, wire::cutNextRequest);
        }
    }

    @Test
    void theWireIsCutAfterTheCommitBeforeItsAnswerArrives() throws Exception {
        try (CuttableWire wire = new CuttableWire(fixture.database().appUnpooled())) {
            cutInTheMiddle(wire, wire::cutNextAnswer);
        }
    }

    private void cutInTheMiddle(CuttableWire wire, Runnable cut) throws Exception {
        Appender appender = fixture.appender(hooks.around(wire.dataSource()), LedgerSettings.DEFAULTS);
        appender.start();
        List<NewEvents> commands = new ArrayList<>();
        List<CompletableFuture<Receipt>> answers = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            commands.add(Appends.toNewStream()
                    .events(2)
                    .answer("key " + round, "request", "")
                    .build());
            hooks.onceBefore(APPEND, cut::run);
            answers.add(appender.append(commands.getLast()));
            receipt(answers.getLast());
            commands.add(Appends.to(commands.getLast().streamId()).from(2).build());
            answers.add(appender.append(commands.getLast()));
            receipt(answers.getLast());
        }

        assertStored(commands, answers);
        assertThat(hooks.executed(APPEND)).hasSize(12); // Of three, one was sent again.
        assertThat(fixture.superuserQuery(
                        "select string_agg(position::text, ',' order by position)" + " from ledger.command_answer"))
                .isEqualTo("2,5,8,11");
    }

    @Test
    void aBatchThatWasNotCommittedIsSentAgain() throws Exception {
        hooks.onceBefore(APPEND, () -> {
            throw connectionLost();
        });
        List<NewEvents> commands = List.of(
                Appends.toNewStream().build(), Appends.toNewStream().events(3).build());
        Appender appender = appender();
        List<CompletableFuture<Receipt>> answers =
                commands.stream().map(appender::append).toList();
        appender.start();

        assertStored(commands, answers);
        assertThat(hooks.executed(FIND)).isEmpty();
    }

    @Test
    void aBatchThatWasCommittedIsFoundAgainAndOnlyWhatWasStaleIsRefused() throws Exception {
        UUID grown = UUID.randomUUID();
        NewEvents given = Appends.to(grown).build();
        NewEvents one = Appends.toNewStream().events(2).build();
        NewEvents stale = Appends.to(grown).events(2).build();
        NewEvents two = Appends.toNewStream().answer("key", "request", "").build();
        NewEvents late = Appends.toNewStream().notAfter(START.minusMillis(1)).build();
        NewEvents three = Appends.to(grown).from(1).build();
        Appender appender = appender();
        CompletableFuture<Receipt> earlier = appender.append(given);
        List<CompletableFuture<Receipt>> answers =
                Stream.of(one, stale, two, late, three).map(appender::append).toList();
        // The first batch ends before the second command of the grown stream.
        hooks.onceAfter(APPEND, () -> {
            throw connectionLost();
        });
        hooks.onceAfter(
                FIND,
                () -> hooks.onceAfter(APPEND, () -> {
                    throw connectionLost();
                }));
        appender.start();

        assertThat(refusal(answers.get(1))).isEqualTo(Reason.STALE);
        assertThat(refusal(answers.get(3))).isEqualTo(Reason.LATE);
        assertStored(List.of(given, one, two, three), List.of(earlier, answers.get(0), answers.get(2), answers.get(4)));
        assertThat(hooks.executed(APPEND)).hasSize(5);
    }

    @Test
    void whatAnotherNodeWroteMeanwhileIsNotTakenForOnesOwn() throws Exception {
        UUID contested = UUID.randomUUID();
        NewEvents others = Appends.to(contested)
                .events(2)
                .answer("key of both", "other", "")
                .build();
        NewEvents mine = Appends.to(contested).events(2).build();
        NewEvents mineWithKey =
                Appends.toNewStream().answer("key of both", "mine", "").build();
        PostgresLedger otherNode = fixture.node(fixture.pool());
        hooks.onceBefore(APPEND, () -> {
            otherNode.append(others);
            throw connectionLost();
        });
        Appender appender = appender();
        CompletableFuture<Receipt> stale = appender.append(mine);
        CompletableFuture<Receipt> repeated = appender.append(mineWithKey);
        appender.start();

        assertThat(refusal(stale)).isEqualTo(Reason.STALE);
        assertThat(refusal(repeated)).isEqualTo(Reason.REPEATED);
        assertThat(hooks.executed(FIND)).hasSize(2);
        assertThat(fixture.rows().stream().map(StoredEvent::eventId))
                .containsExactlyElementsOf(
                        others.events().stream().map(NewEvent::eventId).toList());
    }

    @Test
    void theConnectionBreaksAgainWhileTheOutcomeIsLookedUp() throws Exception {
        hooks.onceAfter(APPEND, () -> {
            throw connectionLost();
        });
        hooks.onceBefore(FIND, () -> {
            throw connectionLost();
        });
        hooks.onceAfter(FIND, () -> {
            throw connectionLost();
        });
        List<NewEvents> commands = List.of(
                Appends.toNewStream().build(), Appends.toNewStream().events(3).build());
        Appender appender = appender();
        List<CompletableFuture<Receipt>> answers =
                commands.stream().map(appender::append).toList();
        appender.start();

        assertStored(commands, answers);
    }

    @Test
    void anEventThatTheDatabaseRefusesAfterAnOutageFailsAloneAndTheOthersAreFound() throws Exception {
        NewEvents good = Appends.toNewStream().events(2).build();
        NewEvents bad = Appends.toNewStream().answer("key", "r", "\u0000").build();
        hooks.onceBefore(APPEND, () -> {
            throw connectionLost();
        });
        Appender appender = appender();
        CompletableFuture<Receipt> goodAnswer = appender.append(good);
        CompletableFuture<Receipt> badAnswer = appender.append(bad);
        appender.start();

        assertThat(Outcome.failure(badAnswer)).isInstanceOf(IllegalStateException.class);
        assertStored(List.of(good), List.of(goodAnswer));
    }

    @Test
    @DisplayName("a fault on the way that is no word of the database's fails at most its own command, never the writer")
    void aFaultThatIsNotTheDatabasesHarmsNoNeighbour() throws Exception {
        NewEvents stored = Appends.toNewStream().events(2).build();
        NewEvents neighbour = Appends.toNewStream().build();
        hooks.onceAfter(APPEND, () -> {
            throw new IllegalArgumentException("planted");
        });
        Appender appender = appender();
        List<CompletableFuture<Receipt>> answers =
                Stream.of(stored, neighbour).map(appender::append).toList();
        appender.start();

        assertStored(List.of(stored, neighbour), answers);
    }

    @Test
    void aLonelyCommandWithAFaultFailsAndTheNextGoesOn() throws Exception {
        hooks.onceBefore(APPEND, () -> {
            throw new IllegalArgumentException("planted: quotes content");
        });
        Appender appender = appender();
        CompletableFuture<Receipt> failed =
                appender.append(Appends.toNewStream().build());
        appender.start();

        assertThat(Outcome.failure(failed))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .hasMessageNotContaining("content");
        NewEvents next = Appends.toNewStream().build();
        assertStored(List.of(next), List.of(appender.append(next)));
    }
}
