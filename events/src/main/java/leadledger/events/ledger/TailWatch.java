package leadledger.events.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other nodes that the ledger has grown, and hears it from them, by PostgreSQL's NOTIFY; a poll of the head is the
 * safety net for a notification that is lost.
 *
 * <p>Notifications are sent outside the append transaction: there they would lengthen the time under the head's lock.
 */
final class TailWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TailWatch.class);
    private static final String CHANNEL = "lead_ledger_grew";
    /** A notification need not outlive a crash, and waiting for the disk here would make the appender wait behind it. */
    private static final String NOTIFY = "select set_config('synchronous_commit', 'off', true), pg_notify(?, ?)";

    /** Bounds the rate of notifications under load; a reader on another node sees an event at most this much later. */
    private static final Duration BETWEEN_NOTIFICATIONS = Duration.ofMillis(5);

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final String nodeName = LedgerIds.next().toString();
    private final DataSource dataSource;
    private final LedgerTail tail;
    private final Duration pollInterval;
    private final Thread listener =
            Thread.ofPlatform().name("ledger-listener").daemon(true).unstarted(this::listen);
    private final Thread announcer =
            Thread.ofPlatform().name("ledger-announcer").daemon(true).unstarted(this::announce);

    @SuppressWarnings("UnnecessaryLambda") // One object, so that it can be removed again.
    private final Runnable onGrowth = () -> LockSupport.unpark(announcer);

    private volatile boolean closing;
    private volatile long announced;

    TailWatch(DataSource dataSource, LedgerTail tail, Duration pollInterval) {
        this.dataSource = dataSource;
        this.tail = tail;
        this.pollInterval = pollInterval;
    }

    void start() {
        announced = tail.position();
        tail.addListener(onGrowth);
        listener.start();
        announcer.start();
    }

    private void listen() {
        while (!closing) {
            try (Connection connection = dataSource.getConnection();
                    Statement listen = connection.createStatement();
                    PreparedStatement head =
                            connection.prepareStatement("select position, recorded_at from ledger.head")) {
                listen.execute("listen " + CHANNEL);
                PGConnection notifications = connection.unwrap(PGConnection.class);
                try {
                    // First the head: it may have grown before we listened.
                    readHead(head);
                    while (!closing) {
                        if (needsLook(notifications.getNotifications((int) pollInterval.toMillis()))) {
                            readHead(head);
                        }
                    }
                } finally {
                    // The connection goes back to a pool, whose next user must not hear this channel.
                    listen.execute("unlisten *");
                }
            } catch (SQLException e) {
                if (!closing) {
                    LOG.warn("listening for new events was interrupted ({}), trying again", e.getSQLState());
                    LockSupport.parkNanos(pollInterval.toNanos());
                }
            }
        }
    }

    /** What this node itself has announced it knows; everything else, a lapsed wait too, is worth a look at the head. */
    private boolean needsLook(PGNotification @Nullable [] notifications) {
        return notifications == null
                || notifications.length == 0
                || Arrays.stream(notifications)
                        .anyMatch(heard -> !heard.getParameter().equals(nodeName));
    }

    private void readHead(PreparedStatement head) throws SQLException {
        try (ResultSet row = head.executeQuery()) {
            row.next();
            tail.advanceTo(
                    row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant());
        }
    }

    private void announce() {
        while (!closing) {
            long known = tail.position();
            if (known <= announced) {
                LockSupport.parkNanos(pollInterval.toNanos());
                continue;
            }
            if (sendNotification()) {
                announced = known;
            }
            LockSupport.parkNanos(BETWEEN_NOTIFICATIONS.toNanos());
        }
        // Tells others what is not announced yet, and ends our own listener's wait.
        sendNotification();
    }

    private boolean sendNotification() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement notify = connection.prepareStatement(NOTIFY)) {
            notify.setString(1, CHANNEL);
            notify.setString(2, nodeName);
            notify.execute();
            return true;
        } catch (SQLException e) {
            LOG.debug("a notification was not sent ({}); readers poll", e.getSQLState());
            return false;
        }
    }

    @Override
    public void close() {
        closing = true;
        tail.removeListener(onGrowth);
        LockSupport.unpark(announcer);
        LockSupport.unpark(listener);
        join(listener);
        join(announcer);
    }

    private static void join(Thread thread) {
        if (!thread.isAlive()) {
            return;
        }
        try {
            thread.join(CLOSE_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
