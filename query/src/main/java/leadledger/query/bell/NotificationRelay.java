package leadledger.query.bell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import leadledger.events.ledger.LedgerUnavailableException;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells this node's open streams what happens, in the order of the ledger. One thread follows the ledger for all of them,
 * reads nothing while none is open, and makes notifications by the same fold as the read model, so that neither a rebuild
 * nor a segment in between nodes holds them up.
 */
@Component
class NotificationRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(NotificationRelay.class);
    private static final Duration ENDLESS = Duration.ofDays(1);
    private static final Duration BETWEEN_FAILURES = Duration.ofSeconds(1);
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);
    private static final int PAGE = 500;

    private final PostgresLedger ledger;
    private final BellProjection projection;
    private final BellSettings settings;
    private final Set<NotificationStream> streams = new HashSet<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread follower;
    /** Everything up to here has been told; changed under this object's lock only. */
    private volatile long told;

    @Autowired
    NotificationRelay(PostgresLedger ledger, BellProjection projection) {
        this(ledger, projection, BellSettings.DEFAULTS);
    }

    NotificationRelay(PostgresLedger ledger, BellProjection projection, BellSettings settings) {
        this.ledger = ledger;
        this.projection = projection;
        this.settings = settings;
    }

    BellSettings settings() {
        return settings;
    }

    /** The last to start and the first to stop: open streams are requests, for whose end the web server waits. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }

    @Override
    public synchronized void start() {
        told = ledger.knownHead();
        follower = Thread.ofPlatform().name("notification-relay").daemon(true).start(this::follow);
    }

    @Override
    public void stop() {
        Thread running;
        synchronized (this) {
            stopping.countDown();
            streams.forEach(NotificationStream::end);
            running = follower;
        }
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            running.join(STOP_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return follower != null && !isStopping();
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /**
     * Opens a stream, which is told of everything after {@link NotificationStream#from}.
     *
     * @throws TooManyStreamsException when the user or this node has as many as it may
     */
    synchronized NotificationStream open(Reader reader) {
        if (isStopping() || streams.size() >= settings.streamsPerNode()) {
            throw new TooManyStreamsException(false);
        }
        List<NotificationStream> ofThisUser = streams.stream()
                .filter(open -> open.reader().isSameUserAs(reader))
                .toList();
        if (ofThisUser.size() >= settings.streamsPerUser()) {
            // Clients that went without a word are found out by writing to them: the next try may do better.
            ofThisUser.forEach(NotificationStream::ask);
            throw new TooManyStreamsException(true);
        }
        NotificationStream stream = new NotificationStream(reader, told, settings.waitingPerStream());
        streams.add(stream);
        return stream;
    }

    synchronized void close(NotificationStream stream) {
        stream.end();
        streams.remove(stream);
    }

    synchronized int open() {
        return streams.size();
    }

    private void follow() {
        try {
            while (!isStopping()) {
                if (ledger.awaitBeyond(told, ENDLESS) && !tryToAdvance()) {
                    boolean ignored = stopping.await(BETWEEN_FAILURES.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            // Stopping.
        }
    }

    private boolean tryToAdvance() {
        try {
            if (!nobodyListens()) {
                for (StoredEvent event : ledger.readAfter(told, PAGE)) {
                    tell(event.position(), notificationsOf(event));
                }
            }
            return true;
        } catch (LedgerUnavailableException e) {
            LOG.warn("the ledger could not be read for notifications, trying again");
            return false;
        }
    }

    /** Then what happened is nothing to tell. */
    private synchronized boolean nobodyListens() {
        if (streams.isEmpty()) {
            told = Math.max(told, ledger.knownHead());
            return true;
        }
        return false;
    }

    private List<Notification> notificationsOf(StoredEvent event) {
        if (!projection.canNotify(event)) {
            return List.of();
        }
        try {
            LeadNotifications lead = null;
            for (StoredEvent earlier : historyOf(event)) {
                lead = projection.fold(lead, earlier);
            }
            return lead == null
                    ? List.of()
                    : lead.notifications().stream()
                            .filter(made -> made.position() == event.position())
                            .toList();
        } catch (LedgerUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // The projection parks it, where operators find it.
            LOG.warn("no notification can be made of the event at position {}", event.position());
            return List.of();
        }
    }

    private List<StoredEvent> historyOf(StoredEvent event) {
        if (event.sequence() == 0) {
            return List.of(event);
        }
        List<StoredEvent> history = new ArrayList<>(ledger.readStream(event.streamId(), 0));
        history.removeIf(other -> other.sequence() > event.sequence());
        return history;
    }

    private synchronized void tell(long position, List<Notification> notifications) {
        for (Notification notification : notifications) {
            for (NotificationStream stream : streams) {
                if (stream.reader().isTold(notification.told())) {
                    stream.tell(notification);
                }
            }
        }
        told = position;
    }
}
