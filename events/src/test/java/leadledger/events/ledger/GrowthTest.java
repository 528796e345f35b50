package leadledger.events.ledger;

import static leadledger.events.ledger.LedgerFixture.NEVER;
import static leadledger.events.ledger.StatementHooks.LISTEN;
import static leadledger.events.ledger.StatementHooks.NOTIFY;
import static leadledger.events.ledger.StatementHooks.connectionLost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import leadledger.events.ledger.testing.Appends;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName(
        "LG-04, LG-06: readers on every node are woken when the ledger grows, by notification, and by polling else")
class GrowthTest {

    private static final String HEAD = "from ledger.head";

    @RegisterExtension
    final LedgerFixture fixture = new LedgerFixture();

    private final StatementHooks hooks = new StatementHooks();

    private PostgresLedger node(DataSource dataSource, Duration pollInterval) {
        return fixture.node(
                dataSource,
                fixture.clock(),
                new LedgerSettings(100, 100, 1 << 20, Duration.ofSeconds(60), pollInterval));
    }

    /** A node reads the head when it starts, and again as soon as it listens. */
    private static void awaitListening(StatementHooks ofNode) {
        await().until(() -> ofNode.executed(HEAD).size() == 2);
    }

    /** No notification is sent any more, but the last ones, which let listeners end quickly. */
    private void loseNotifications() {
        hooks.alwaysBefore(NOTIFY, () -> {
            throw connectionLost();
        });
    }

    private static void append(PostgresLedger ledger) {
        ledger.append(Appends.toNewStream().build());
    }

    @AfterEach
    void notificationsArriveAgain() {
        hooks.stop();
    }

    @Test
    void aReaderOnTheWritersNodeIsWokenWithoutAnyNotification() {
        loseNotifications();
        PostgresLedger ledger = node(hooks.around(fixture.database().app()), NEVER);
        CountDownLatch woken = new CountDownLatch(1);
        ledger.addGrowthListener(woken::countDown);

        append(ledger);

        // Not even a moment later: the reader was told before the writer was answered.
        assertThat(woken.getCount()).isZero();
        assertThat(ledger.knownHead()).isEqualTo(1);
    }

    @Test
    void anotherNodeHearsANotification() throws Exception {
        PostgresLedger writer = node(fixture.pool(), NEVER);
        PostgresLedger reader = node(fixture.pool(), NEVER);
        Follower follower = fixture.closeLater(new Follower(reader));

        for (long position = 1; position <= 3; position++) {
            append(writer);
            assertThat(reader.awaitBeyond(position - 1, NEVER)).isTrue();
        }

        await().untilAsserted(() -> assertThat(follower.seen()).containsExactly(1L, 2L, 3L));
    }

    @Test
    void aNotificationThatIsLostIsMadeUpForByPolling() throws Exception {
        loseNotifications();
        PostgresLedger writer = node(hooks.around(fixture.pool()), NEVER);
        PostgresLedger reader = node(fixture.pool(), Duration.ofMillis(20));

        append(writer);

        assertThat(reader.awaitBeyond(0, NEVER)).isTrue();
    }

    @Test
    void whatIsWrittenWhileANodeStartsIsNotMissed() throws Exception {
        loseNotifications();
        PostgresLedger writer = node(hooks.around(fixture.pool()), NEVER);
        StatementHooks readerHooks = new StatementHooks();
        // After the starting node has read the head, before it listens.
        readerHooks.onceBefore(LISTEN, () -> append(writer));
        PostgresLedger reader = node(readerHooks.around(fixture.pool()), NEVER);

        assertThat(reader.awaitBeyond(0, NEVER)).isTrue();
    }

    @Test
    void aListenerWhoseConnectionIsCutListensAgain() throws Exception {
        loseNotifications();
        PostgresLedger writer = node(hooks.around(fixture.pool()), NEVER);
        StatementHooks readerHooks = new StatementHooks();
        PostgresLedger reader = node(readerHooks.around(fixture.pool()), Duration.ofSeconds(2));
        awaitListening(readerHooks);
        fixture.superuserQuery("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid()");
        append(writer);

        assertThat(reader.awaitBeyond(0, NEVER)).isTrue();
        await().until(() -> readerHooks.executed(LISTEN).size() == 2);
    }

    @Test
    void aNotificationOfNothingNewWakesNobody() throws Exception {
        HikariDataSource pool = fixture.pool();
        PostgresLedger reader = node(hooks.around(pool), NEVER);
        awaitListening(hooks);
        try (Connection connection = fixture.database().app().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("notify lead_ledger_grew");
        }
        await().until(() -> hooks.executed(HEAD).size() == 3);

        assertThat(reader.awaitBeyond(0, Duration.ZERO)).isFalse();
        assertThat(reader.knownHead()).isZero();
    }

    @Test
    void whoWaitsForWhatIsThereAlreadyDoesNotWait() throws Exception {
        PostgresLedger ledger = node(fixture.database().app(), NEVER);
        append(ledger);

        assertThat(ledger.awaitBeyond(0, Duration.ZERO)).isTrue();
        assertThat(ledger.awaitBeyond(1, Duration.ZERO)).isFalse();
        assertThat(ledger.awaitBeyond(1, Duration.ofMillis(5))).isFalse();
    }

    @Test
    @DisplayName("a node that closes lets go of every connection, however long it would have listened")
    void aNodeThatClosesLetsGoOfItsConnections() {
        HikariDataSource pool = fixture.pool();
        PostgresLedger ledger = node(hooks.around(pool), NEVER);
        awaitListening(hooks);
        append(ledger);

        ledger.close();

        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        assertThat(hooks.executed("unlisten *")).hasSize(1);
    }

    @Test
    void whatWasCommittedRightBeforeTheCloseIsAnnounced() throws SQLException, InterruptedException {
        PostgresLedger writer = node(fixture.pool(), NEVER);
        PostgresLedger reader = node(fixture.pool(), NEVER);

        append(writer);
        writer.close();

        assertThat(reader.awaitBeyond(0, NEVER)).isTrue();
    }
}
