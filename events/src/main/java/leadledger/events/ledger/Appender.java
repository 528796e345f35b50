package leadledger.events.ledger;

import static leadledger.events.ledger.AppendRefusedException.Reason.REPEATED;
import static leadledger.events.ledger.AppendRefusedException.Reason.STALE;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a node (LG-05): commands hand in their events and wait; while one batch commits, the next gathers.
 * Nothing waits to fill a batch.
 *
 * <p>When a connection breaks in the middle of a commit nobody knows whether it took place. The batch is then sent
 * again over a new connection: sequences make a second success impossible, and a command that is now stale is looked
 * up by the id of its last event, which tells its own earlier success from somebody else's.
 */
final class Appender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(100);

    private final AppendConnection connection;
    private final LedgerTail tail;
    private final InstantSource clock;
    private final LedgerSettings settings;
    private final BlockingQueue<Queued> queue;
    private final Deque<Waiting> deferred = new ArrayDeque<>();
    private final Thread thread;
    private volatile boolean closing;

    Appender(AppendConnection connection, LedgerTail tail, InstantSource clock, LedgerSettings settings) {
        this.connection = connection;
        this.tail = tail;
        this.clock = clock;
        this.settings = settings;
        this.queue = new LinkedBlockingQueue<>(settings.queueCommands());
        this.thread = Thread.ofPlatform().name("ledger-appender").daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    CompletableFuture<Receipt> append(NewEvents events) {
        Waiting waiting = new Waiting(events, System.nanoTime());
        if (closing || !queue.offer(waiting)) {
            throw new LedgerUnavailableException(closing ? "shutting down" : "too many commands wait", null);
        }
        if (closing && queue.remove(waiting)) {
            throw new LedgerUnavailableException("shutting down", null);
        }
        return waiting.receipt;
    }

    private void run() {
        while (!(closing && queue.isEmpty() && deferred.isEmpty())) {
            try {
                List<Waiting> batch = nextBatch();
                if (!batch.isEmpty()) {
                    commit(batch, false);
                }
            } catch (InterruptedException e) {
                // Nobody but a foreign hand interrupts this thread: what waits is still committed.
                closing = true;
            }
        }
        connection.close();
    }

    /** What waits now, in order, within bounds; at most one command per stream and per idempotency key. */
    private List<Waiting> nextBatch() throws InterruptedException {
        List<Waiting> batch = new ArrayList<>();
        Queued queued = deferred.isEmpty() ? queue.take() : deferred.remove();
        if (!(queued instanceof Waiting first)) {
            return batch;
        }
        Set<UUID> streams = new HashSet<>();
        Set<ByteBuffer> keys = new HashSet<>();
        Deque<Waiting> later = new ArrayDeque<>();
        long bytes = 0;
        for (Waiting next = first; next != null; next = nextWithin(settings.batchBytes() - bytes)) {
            bytes += next.bytes;
            if (streams.contains(next.events.streamId()) || (next.key != null && keys.contains(next.key))) {
                later.add(next);
            } else {
                batch.add(next);
            }
            // A deferred command's stream and key stay taken, so that what came first goes first.
            streams.add(next.events.streamId());
            if (next.key != null) {
                keys.add(next.key);
            }
            if (batch.size() + later.size() >= settings.batchCommands()) {
                break;
            }
        }
        while (!later.isEmpty()) {
            deferred.addFirst(later.removeLast());
        }
        return batch;
    }

    private @Nullable Waiting nextWithin(long bytesLeft) {
        Queue<? extends Queued> source = deferred.isEmpty() ? queue : deferred;
        if (!(source.peek() instanceof Waiting next) || next.bytes > bytesLeft) {
            return null;
        }
        source.remove();
        return next;
    }

    private void commit(List<Waiting> batch, boolean maybeStoredAlready) {
        boolean uncertain = maybeStoredAlready;
        while (true) {
            try {
                AppendConnection.Result result =
                        connection.append(batch.stream().map(Waiting::events).toList(), clock.instant());
                settle(batch, result, uncertain);
                return;
            } catch (SQLException e) {
                if (!AppendConnection.isOutage(e)) {
                    failAlone(batch, e, uncertain);
                    return;
                }
                LOG.warn("append interrupted ({}), trying again", e.getSQLState());
                connection.reset();
                uncertain = true;
                batch = failOverdue(batch, e);
                if (batch.isEmpty()) {
                    return;
                }
                pause();
            } catch (RuntimeException e) {
                // Not the database's word, so nobody knows how far the batch came.
                connection.reset();
                failAlone(batch, e, true);
                return;
            }
        }
    }

    private void settle(List<Waiting> batch, AppendConnection.Result result, boolean uncertain) throws SQLException {
        long position = result.positionBefore();
        List<Runnable> completions = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Waiting waiting = batch.get(i);
            AppendRefusedException.Reason reason = result.refusals().get(i);
            if (reason == null) {
                position += waiting.events.events().size();
                Receipt receipt = new Receipt(position, waiting.events.lastSequence(), result.recordedAt());
                completions.add(() -> waiting.receipt.complete(receipt));
                continue;
            }
            Receipt earlier =
                    uncertain && (reason == STALE || reason == REPEATED) ? connection.find(waiting.events) : null;
            completions.add(
                    earlier == null
                            ? () -> waiting.receipt.completeExceptionally(new AppendRefusedException(reason))
                            : () -> waiting.receipt.complete(earlier));
        }
        // Readers are woken before the writers go on, so that a writer's own read finds them under way.
        tail.advanceTo(position, result.recordedAt());
        completions.forEach(Runnable::run);
    }

    /** An error that is not an outage is one command's own: it must not take its neighbours with it. */
    private void failAlone(List<Waiting> batch, Exception error, boolean uncertain) {
        if (batch.size() == 1) {
            // The error's message may quote the events (LG-22).
            String kind = error instanceof SQLException sql
                    ? "SQLSTATE " + sql.getSQLState()
                    : error.getClass().getSimpleName();
            LOG.error("a command's events were not taken by the database ({})", kind);
            batch.getFirst()
                    .receipt
                    .completeExceptionally(new IllegalStateException("the database refused the events, " + kind));
            return;
        }
        batch.forEach(waiting -> commit(List.of(waiting), uncertain));
    }

    private List<Waiting> failOverdue(List<Waiting> batch, SQLException error) {
        List<Waiting> inTime = new ArrayList<>();
        for (Waiting waiting : batch) {
            if (closing
                    || System.nanoTime() - waiting.since
                            > settings.appendTimeout().toNanos()) {
                waiting.receipt.completeExceptionally(
                        new LedgerUnavailableException("no database within " + settings.appendTimeout(), error));
            } else {
                inTime.add(waiting);
            }
        }
        return inTime;
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(RETRY_PAUSE.toNanos());
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    /** Takes nothing more, commits what waits, and returns when that is done. */
    @Override
    public void close() {
        closing = true;
        if (!thread.isAlive()) {
            return;
        }
        // If there is no room for it, the writer is awake anyway.
        queue.offer(new WakeUp());
        try {
            thread.join(settings.appendTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private sealed interface Queued {}

    /** Ends the wait of a writer that has nothing to do. */
    private record WakeUp() implements Queued {}

    private static final class Waiting implements Queued {

        private final NewEvents events;
        private final long since;
        private final long bytes;
        private final @Nullable ByteBuffer key;
        private final CompletableFuture<Receipt> receipt = new CompletableFuture<>();

        Waiting(NewEvents events, long since) {
            this.events = events;
            this.since = since;
            this.bytes = events.bytes();
            CommandAnswer answer = events.answer();
            this.key = answer == null ? null : ByteBuffer.wrap(answer.keyHash());
        }

        NewEvents events() {
            return events;
        }
    }

    /** The clock in whole milliseconds, the unit of all recorded times. */
    static Instant toMilliseconds(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }
}
