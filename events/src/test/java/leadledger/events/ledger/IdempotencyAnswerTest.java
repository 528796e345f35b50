package leadledger.events.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static leadledger.events.ledger.LedgerFixture.START;
import static leadledger.events.ledger.Outcome.receipt;
import static leadledger.events.ledger.Outcome.refusal;
import static leadledger.events.ledger.SoundLedger.assertSound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import leadledger.events.ledger.AppendRefusedException.Reason;
import leadledger.events.ledger.testing.Appends;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("LG-05: the answer to a command is kept under its idempotency key in the transaction of its events")
class IdempotencyAnswerTest {

    private static final String ANSWER = "select concat_ws('|', convert_from(key_hash, 'UTF8'),"
            + " convert_from(request_hash, 'UTF8'), answered_at = '" + START
            + "', position, stream_id, sequence, detail)"
            + " from ledger.command_answer where key_hash = 'key'::bytea";

    @RegisterExtension
    final LedgerFixture fixture = new LedgerFixture();

    @Test
    void theAnswerTellsStreamSequenceAndPositionOfTheLastEvent() {
        PostgresLedger ledger = fixture.node();
        UUID stream = UUID.randomUUID();
        ledger.append(Appends.to(stream).events(2).build());

        ledger.append(Appends.to(stream)
                .from(2)
                .events(3)
                .answer("key", "request", "detail")
                .build());

        assertThat(fixture.superuserQuery(ANSWER)).isEqualTo("key|request|t|5|" + stream + "|4|detail");
    }

    @Test
    void thePositionIsRightBehindRefusedNeighboursOfOneBatch() throws Exception {
        UUID stream = UUID.randomUUID();
        List<CompletableFuture<Receipt>> commands = fixture.commitTogether(
                Appends.toNewStream().events(2).build(),
                Appends.toNewStream()
                        .from(9)
                        .events(4)
                        .answer("stale", "r", "d")
                        .build(),
                Appends.to(stream).events(2).answer("key", "request", "detail").build(),
                Appends.toNewStream().build());

        assertThat(receipt(commands.get(0)).lastPosition()).isEqualTo(2);
        assertThat(refusal(commands.get(1))).isEqualTo(Reason.STALE);
        assertThat(receipt(commands.get(2)).lastPosition()).isEqualTo(4);
        assertThat(fixture.superuserQuery(ANSWER)).isEqualTo("key|request|t|4|" + stream + "|1|detail");
        assertThat(fixture.superuserQuery("select count(*) from ledger.command_answer"))
                .isEqualTo("1");
    }

    @Test
    @DisplayName("LG-06: of two commands with one key at two nodes at once exactly one is taken, whichever")
    void aKeyIsTakenOnceByAllNodesTogether() throws Exception {
        PostgresLedger one = fixture.node(fixture.pool());
        PostgresLedger two = fixture.node(fixture.pool());
        for (int round = 0; round < 25; round++) {
            String key = "key " + round;
            List<CompletableFuture<Receipt>> commands;
            try (HeadLock head = new HeadLock(fixture)) {
                commands = List.of(
                        CompletableFuture.supplyAsync(
                                () -> one.append(Appends.toNewStream()
                                        .answer(key, "one", "")
                                        .build()),
                                LedgerFixture.ASYNC),
                        CompletableFuture.supplyAsync(
                                () -> two.append(Appends.toNewStream()
                                        .answer(key, "two", "")
                                        .build()),
                                LedgerFixture.ASYNC));
                head.awaitWaiting(2);
            }
            List<Throwable> failures = new ArrayList<>();
            for (CompletableFuture<Receipt> command : commands) {
                command.handle((receipt, failure) -> failure)
                        .thenAccept(failures::add)
                        .get();
            }
            assertThat(failures).filteredOn(failure -> failure == null).hasSize(1);
            assertThat(failures)
                    .filteredOn(failure -> failure != null)
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.getCause()).hasMessage("REPEATED"));
        }

        assertThat(fixture.rows()).hasSize(25);
        assertSound(fixture.rows());
    }

    @Test
    @DisplayName("an answer without events (a command that changed nothing) takes the key as well")
    void aKeyTakenByAnAnswerWithoutEventsIsTaken() throws Exception {
        try (Connection connection = fixture.database().app().getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into ledger.command_answer (key_hash, request_hash, answered_at, detail)"
                                + " values (?, ?, now(), '')")) {
            insert.setBytes(1, "key".getBytes(UTF_8));
            insert.setBytes(2, "request".getBytes(UTF_8));
            insert.executeUpdate();
        }
        PostgresLedger ledger = fixture.node();

        assertThatThrownBy(() -> ledger.append(
                        Appends.toNewStream().answer("key", "r", "d").build()))
                .hasMessage("REPEATED");
        assertThat(fixture.rows()).isEmpty();
    }

    @Test
    @DisplayName(
            "an answer without events that another transaction writes at the same moment wins, and harms no neighbour")
    void aKeyTakenInTheSameMomentByAnAnswerWithoutEventsHarmsNoNeighbour() throws Exception {
        Appender appender = fixture.appender(fixture.database().app(), LedgerSettings.DEFAULTS);
        CompletableFuture<Receipt> repeated =
                appender.append(Appends.toNewStream().answer("key", "r", "d").build());
        CompletableFuture<Receipt> neighbour =
                appender.append(Appends.toNewStream().build());
        try (Connection other = fixture.database().app().getConnection();
                PreparedStatement insert = other.prepareStatement(
                        "insert into ledger.command_answer (key_hash, request_hash, answered_at, detail)"
                                + " values ('key'::bytea, 'r'::bytea, now(), '')")) {
            other.setAutoCommit(false);
            insert.executeUpdate();
            appender.start();
            HeadLock.awaitWaiting(fixture, 1);
            other.commit();
            other.setAutoCommit(true);
        }

        assertThat(refusal(repeated)).isEqualTo(Reason.REPEATED);
        assertThat(receipt(neighbour).lastPosition()).isEqualTo(1);
        assertThat(fixture.rows()).hasSize(1);
    }
}
