package leadledger.events.ledger;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Holds the head of the ledger as an append in flight does, so that whoever appends has to wait. */
final class HeadLock implements AutoCloseable {

    private static final String WAITING = " from pg_stat_activity where datname = current_database()"
            + " and query like '%ledger.append%' and wait_event_type = 'Lock'";

    private final LedgerFixture fixture;
    private final Connection connection;

    HeadLock(LedgerFixture fixture) throws SQLException {
        this.fixture = fixture;
        connection = fixture.database().owner().getConnection();
        connection.setAutoCommit(false);
        try (Statement lock = connection.createStatement()) {
            lock.execute("select from ledger.head for update");
        }
    }

    static void awaitWaiting(LedgerFixture fixture, int appends) {
        await().until(() -> fixture.superuserQuery("select count(*)" + WAITING).equals(Integer.toString(appends)));
    }

    /** Returns when so many appends wait for the head. */
    void awaitWaiting(int appends) {
        awaitWaiting(fixture, appends);
    }

    /** Ends the server's side of the one connection on which an append waits; returns when another one waits. */
    void terminateWaiting() {
        String ended = fixture.superuserQuery("select max(pid)" + WAITING);
        fixture.superuserQuery("select pg_terminate_backend(" + ended + ")");
        await().until(() -> fixture.superuserQuery("select count(*)" + WAITING + " and pid <> " + ended)
                .equals("1"));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
