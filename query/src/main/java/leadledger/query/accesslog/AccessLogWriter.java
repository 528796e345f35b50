package leadledger.query.accesslog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import leadledger.events.ledger.SchemaMigration;
import leadledger.events.shared.Actor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the access log into PostgreSQL: one writer on one connection, which commits together whatever waits. Readers wait
 * for their commit; the refused wait for a moment only.
 */
public final class AccessLogWriter implements AccessLog, AutoCloseable {

    /** The access log's own schema. */
    public static final SchemaMigration SCHEMA = new SchemaMigration("access", "classpath:db/access");

    private static final Logger LOG = LoggerFactory.getLogger(AccessLogWriter.class);

    private static final int MOST_WAITING = 4_096;

    /** Refused attempts leave room for those who may read. */
    private static final int MOST_REFUSALS_WAITING = MOST_WAITING / 2;

    private static final int MOST_AT_ONCE = 256;

    /** Whoever asks too often would fill the log as well: of a node's 429s so many in a second are logged singly. */
    private static final int MOST_RATE_LIMITED_PER_SECOND = 20;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration LONGEST_WAIT_OF_READERS = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT_OF_REFUSED = Duration.ofMillis(500);
    private static final Duration LONGEST_END = Duration.ofSeconds(4);
    private static final int STATEMENT_SECONDS = 3;

    /** How often the writer looks whether it is to end, or whether what it kept can be written now. */
    private static final long LOOK_MILLIS = 200;

    private static final String INSERT = "insert into access.entry (at, subject, role, dealer, market, action, method,"
            + " route, lead_id, row_count, status, problem_code, rule, trace_id, in_clear, reason)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final DataSource dataSource;
    private final InstantSource clock;
    private final Thread writer;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicInteger leftOut = new AtomicInteger();
    private final Object rateLimited = new Object();
    private long rateLimitedSecond;
    private int rateLimitedInSecond;
    private volatile boolean failing;
    private volatile boolean closing;

    /** Refusals that could not be written yet, oldest first; the writer's own. */
    private final Deque<Waiting> kept = new ArrayDeque<>();

    private record Waiting(AccessEntry entry, Instant at, CompletableFuture<Boolean> written) {}

    /**
     * Writes as soon as it is started.
     *
     * @param clock stamps the entries: the service's clock
     */
    public AccessLogWriter(DataSource dataSource, InstantSource clock) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.writer = Thread.ofPlatform().daemon().name("access-log").unstarted(this::writeOn);
    }

    /** Begins to write. */
    public void start() {
        writer.start();
    }

    @Override
    public void commit(AccessEntry reading) {
        Waiting waiting = new Waiting(reading, now(), new CompletableFuture<>());
        if (closing || !queue.offer(waiting)) {
            throw new AccessLogUnavailableException("too much waits for the access log");
        }
        if (!isWritten(waiting, LONGEST_WAIT_OF_READERS)) {
            throw new AccessLogUnavailableException("the access log could not be written");
        }
    }

    @Override
    public void refused(AccessEntry refusal) {
        Instant now = now();
        if (refusal.outcome().status() == TOO_MANY_REQUESTS && !isWithinBudget(now)) {
            leftOut.incrementAndGet();
            return;
        }
        Waiting waiting = new Waiting(refusal, now, new CompletableFuture<>());
        if (closing || queue.size() >= MOST_REFUSALS_WAITING || !queue.offer(waiting)) {
            leftOut.incrementAndGet();
        } else if (!failing) {
            var _ = isWritten(waiting, LONGEST_WAIT_OF_REFUSED);
        }
    }

    /** How many entries nobody has begun to write. */
    int waiting() {
        return queue.size();
    }

    private Instant now() {
        return clock.instant();
    }

    private boolean isWithinBudget(Instant now) {
        synchronized (rateLimited) {
            if (now.getEpochSecond() != rateLimitedSecond) {
                rateLimitedSecond = now.getEpochSecond();
                rateLimitedInSecond = 0;
            }
            return ++rateLimitedInSecond <= MOST_RATE_LIMITED_PER_SECOND;
        }
    }

    private static boolean isWritten(Waiting waiting, Duration atMost) {
        try {
            return waiting.written().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    private void writeOn() {
        while (true) {
            Waiting next = nextWaiting();
            List<Waiting> batch = new ArrayList<>(kept);
            kept.clear();
            if (next != null) {
                batch.add(next);
                queue.drainTo(batch, MOST_AT_ONCE - 1);
            }
            int uncounted = leftOut.getAndSet(0);
            if (uncounted > 0) {
                batch.add(new Waiting(AccessEntry.ofLeftOut(uncounted), now(), new CompletableFuture<>()));
            }
            if (!batch.isEmpty()) {
                write(batch);
            } else if (closing) {
                return;
            }
            if (closing && failing) {
                // The database is away, and nobody waits for it any more.
                return;
            }
        }
    }

    private @Nullable Waiting nextWaiting() {
        try {
            return queue.poll(closing ? 0 : LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Nobody has reason to interrupt this thread, which ends by itself.
            return queue.poll();
        }
    }

    private void write(List<Waiting> batch) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            if (insert(connection, batch) == null) {
                recovered();
                return;
            }
            // One entry that the table refuses must not take the others with it.
            for (Waiting waiting : batch) {
                SQLException failure = insert(connection, List.of(waiting));
                if (failure == null) {
                    recovered();
                } else {
                    fail(waiting, String.valueOf(failure.getSQLState()));
                }
            }
        } catch (SQLException e) {
            failRest(batch, String.valueOf(e.getSQLState()));
        } catch (RuntimeException e) {
            failRest(batch, e.getClass().getSimpleName());
        }
    }

    private void failRest(List<Waiting> batch, String cause) {
        batch.stream().filter(waiting -> !waiting.written().isDone()).forEach(waiting -> fail(waiting, cause));
    }

    /** Commits entries, or none of them. */
    private static @Nullable SQLException insert(Connection connection, List<Waiting> batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setQueryTimeout(STATEMENT_SECONDS);
            for (Waiting waiting : batch) {
                bind(statement, waiting);
                statement.addBatch();
            }
            statement.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            return e;
        }
        batch.forEach(waiting -> waiting.written().complete(true));
        return null;
    }

    private static void bind(PreparedStatement statement, Waiting waiting) throws SQLException {
        AccessEntry entry = waiting.entry();
        Actor actor = entry.actor();
        int column = 0;
        statement.setObject(++column, waiting.at().atOffset(ZoneOffset.UTC));
        statement.setString(++column, actor == null ? null : actor.subject());
        statement.setString(++column, actor == null ? null : actor.role().name());
        statement.setString(
                ++column,
                actor == null || actor.dealer() == null ? null : actor.dealer().value());
        statement.setString(
                ++column,
                actor == null || actor.market() == null ? null : actor.market().value());
        statement.setString(++column, entry.action().name());
        statement.setString(++column, entry.method());
        statement.setString(++column, entry.route());
        statement.setObject(++column, entry.leadId(), Types.OTHER);
        statement.setObject(++column, entry.rows(), Types.INTEGER);
        statement.setInt(++column, entry.outcome().status());
        statement.setString(++column, entry.outcome().problemCode());
        statement.setString(++column, entry.outcome().rule());
        statement.setString(++column, entry.outcome().traceId());
        statement.setBoolean(++column, entry.inClear());
        statement.setString(++column, entry.reason());
    }

    private void recovered() {
        if (failing) {
            failing = false;
            LOG.info("the access log is written again");
        }
    }

    /** A reading is not answered. A refusal was or will be; its entry waits for better times, as long as there is room. */
    private void fail(Waiting waiting, String cause) {
        waiting.written().complete(false);
        // Class 22 and 23: the entry itself is at fault, and trying again is in vain.
        boolean again = !cause.startsWith("22") && !cause.startsWith("23");
        if (!again) {
            LOG.error("the access log refuses an entry, SQLSTATE {}", cause);
        } else if (!failing) {
            failing = true;
            LOG.warn("the access log cannot be written ({}): readings are answered 503, refusals wait", cause);
        }
        switch (waiting.entry().action()) {
            case REFUSED -> {
                if (again && kept.size() < MOST_REFUSALS_WAITING) {
                    kept.add(new Waiting(waiting.entry(), waiting.at(), new CompletableFuture<>()));
                } else {
                    leftOut.incrementAndGet();
                }
            }
            case REFUSALS_LEFT_OUT ->
                leftOut.addAndGet(Objects.requireNonNullElse(waiting.entry().rows(), 0));
            default -> {}
        }
    }

    /** Writes what waits, and ends. What the database does not take by then is told in the service's log, by number. */
    @Override
    public void close() {
        closing = true;
        try {
            if (!writer.join(LONGEST_END)) {
                LOG.warn("the access log did not end in time");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        int lost = kept.size() + leftOut.get() + queue.size();
        if (lost > 0) {
            LOG.warn("{} entries of the access log are lost with the end of this node", lost);
        }
    }
}
