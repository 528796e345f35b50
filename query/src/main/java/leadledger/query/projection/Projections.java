package leadledger.query.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import leadledger.events.ledger.LedgerMessageSource;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.SchemaMigration;
import leadledger.events.ledger.StoredEvent;
import leadledger.query.access.ReaderRole;
import leadledger.query.projection.SegmentPositions.SegmentPosition;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All read models of this node: follows the ledger for them, knows how far they have come, and rebuilds them. Nodes share
 * the segments of each projection and take over those of a node that is gone (LG-06).
 */
public final class Projections implements AutoCloseable {

    /** Schema of everything on the reading side. */
    public static final SchemaMigration SCHEMA = new SchemaMigration("query", "classpath:db/query");

    private static final Logger LOG = LoggerFactory.getLogger(Projections.class);
    private static final int SEGMENTS = 4;
    private static final int WORKERS = 2;
    private static final Duration POLL = Duration.ofMillis(10);
    /** Further behind than this nobody can be waiting for one event. */
    private static final int MOST_EVENTS_LOOKED_AT = 5_000;

    private final Map<String, Projection<?>> projections = new LinkedHashMap<>();
    private final List<PooledStreamingEventProcessor> processors = new ArrayList<>();
    private final PostgresLedger ledger;
    private final DataSource dataSource;
    private final String nodeId;
    private final ReaderRole reader;
    private final ProjectionSettings settings;
    private final DeadLetters deadLetters = new DeadLetters();
    private final ScheduledExecutorService coordinator;
    private final ScheduledExecutorService workers;
    private final ScheduledExecutorService heartbeat;
    /** By projection: how many nodes take a share of its segments. */
    private volatile Map<String, Integer> liveNodes = Map.of();

    /**
     * The read models of a node; {@link #start} begins their work.
     *
     * @param nodeId differs from that of any other running node
     * @param dataSource connections that take part in the transactions of {@code transactions}
     * @param reader the database's role under which requests read
     */
    public Projections(
            String nodeId,
            Collection<Projection<?>> projections,
            PostgresLedger ledger,
            LedgerMessageSource source,
            DataSource dataSource,
            TransactionManager transactions,
            TokenStore tokens,
            ReaderRole reader) {
        this(
                nodeId,
                projections,
                ledger,
                source,
                dataSource,
                transactions,
                tokens,
                reader,
                ProjectionSettings.DEFAULTS);
    }

    Projections(
            String nodeId,
            Collection<Projection<?>> projections,
            PostgresLedger ledger,
            LedgerMessageSource source,
            DataSource dataSource,
            TransactionManager transactions,
            TokenStore tokens,
            ReaderRole reader,
            ProjectionSettings settings) {
        this.nodeId = nodeId;
        this.reader = reader;
        this.settings = settings;
        this.ledger = ledger;
        this.dataSource = dataSource;
        this.coordinator = Executors.newScheduledThreadPool(1, threads("projection-coordinator-"));
        this.workers = Executors.newScheduledThreadPool(WORKERS, threads("projection-worker-"));
        this.heartbeat = Executors.newScheduledThreadPool(1, threads("projection-heartbeat-"));
        for (Projection<?> projection : projections) {
            this.projections.put(projection.name(), projection);
            processors.add(PooledStreamingEventProcessor.builder()
                    .name(projection.name())
                    .eventHandlerInvoker(new ProjectionProcessor(projection, deadLetters, dataSource))
                    .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                    .messageSource(source)
                    .tokenStore(tokens)
                    .transactionManager(transactions)
                    .coordinatorExecutor(coordinator)
                    .workerExecutor(workers)
                    .initialSegmentCount(SEGMENTS)
                    .initialToken(any -> new GlobalSequenceTrackingToken(madeUpTo(projection.name())))
                    .batchSize(settings.batchEvents())
                    .tokenClaimInterval(settings.claimInterval().toMillis())
                    .claimExtensionThreshold(settings.claimExtension().toMillis())
                    .maxSegmentProvider(this::share)
                    .build());
        }
    }

    private static ThreadFactory threads(String prefix) {
        return Thread.ofPlatform().name(prefix, 0).daemon(true).factory();
    }

    /** Makes tables that are missing and begins to follow the ledger. */
    @SuppressWarnings("FutureReturnValueIgnored") // beat() deals with what it meets
    public void start() {
        projections.values().forEach(this::makeIfOutdated);
        beat();
        long pace = settings.heartbeat().toMillis();
        heartbeat.scheduleWithFixedDelay(this::beat, pace, pace, TimeUnit.MILLISECONDS);
        processors.forEach(PooledStreamingEventProcessor::start);
    }

    /**
     * Makes the table of a read model that has none, or one that was made by other statements or another fold than this
     * version's; from the whole history, so that nothing lags behind afterwards.
     */
    private <R> void makeIfOutdated(Projection<R> projection) {
        inConnection(connection -> {
            long lock = TableNames.rebuildLockOf(projection.name());
            lock(connection, "select pg_advisory_lock(?)", lock);
            try {
                String shape = TableNames.shape(projection, reader);
                if (!isMadeAs(connection, projection, shape)) {
                    LOG.info("read model {} is made from the ledger", projection.name());
                    long upTo = new Rebuild<>(
                                    projection,
                                    ledger,
                                    dataSource,
                                    deadLetters,
                                    reader,
                                    settings.streamsPerPass(),
                                    events -> LOG.info("read model {}: {} events", projection.name(), events))
                            .make();
                    keepShape(connection, projection, shape, upTo);
                }
                return shape;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a read model was made", e);
            } finally {
                lock(connection, "select pg_advisory_unlock(?)", lock);
            }
        });
    }

    private static boolean isMadeAs(Connection connection, Projection<?> projection, String shape) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select to_regclass(?) is not null and shape = ? from query.read_model where projection = ?")) {
            select.setString(1, TableNames.serving(projection));
            select.setString(2, shape);
            select.setString(3, projection.name());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void keepShape(Connection connection, Projection<?> projection, String shape, long upTo)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into query.read_model (projection, shape, built_upto, built_at) values (?, ?, ?, now())
                on conflict (projection) do update set shape = excluded.shape, built_upto = excluded.built_upto,
                    built_at = excluded.built_at
                """)) {
            upsert.setString(1, projection.name());
            upsert.setString(2, shape);
            upsert.setLong(3, upTo);
            upsert.executeUpdate();
        }
    }

    private long madeUpTo(String projection) {
        return inConnection(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select built_upto from query.read_model where projection = ?")) {
                select.setString(1, projection);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? row.getLong(1) : 0L;
                }
            }
        });
    }

    /** As many segments as leave none over when every node that runs the projection takes so many. */
    private int share(String projection) {
        return Math.ceilDiv(SEGMENTS, liveNodes.getOrDefault(projection, 1));
    }

    private void beat() {
        try {
            liveNodes = inConnection(connection -> {
                signIn(connection);
                return liveNodes(connection);
            });
        } catch (IllegalStateException e) {
            LOG.warn("no heartbeat: {}", e.getMessage());
        }
    }

    private void signIn(Connection connection) throws SQLException {
        try (PreparedStatement seen = connection.prepareStatement("""
                insert into query.node (node_id, seen_at, projections) values (?, now(), ?)
                on conflict (node_id) do update set seen_at = now(), projections = excluded.projections
                """)) {
            seen.setString(1, nodeId);
            seen.setArray(2, connection.createArrayOf("text", names().toArray()));
            seen.executeUpdate();
        }
    }

    /** A node that does not run a projection would never claim the segments that were left for it. */
    private Map<String, Integer> liveNodes(Connection connection) throws SQLException {
        Map<String, Integer> nodes = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from query.node where seen_at < now() - interval '"
                    + settings.goneAfter().toMillis() + " milliseconds'");
            try (ResultSet row = statement.executeQuery(
                    "select projection, count(*) from query.node, unnest(projections) as projection group by projection")) {
                while (row.next()) {
                    nodes.put(row.getString(1), row.getInt(2));
                }
            }
        }
        return nodes;
    }

    /** Names of all projections. */
    public Collection<String> names() {
        return projections.keySet();
    }

    /** Position up to which every event is visible in a read model. */
    public long visiblePosition(String projection) {
        return positions(projection).lowest();
    }

    private SegmentPositions positions(String projection) {
        SegmentPositions stored = inConnection(connection -> SegmentPositions.read(connection, projection));
        return stored.ahead(knownHere(projection));
    }

    /** What this node's processor has committed, by segment. */
    private Map<Integer, Long> knownHere(String projection) {
        Map<Integer, Long> known = new HashMap<>();
        processor(projection).processingStatus().forEach((segment, status) -> {
            TrackingToken token = status.getTrackingToken();
            known.put(segment, token == null ? 0 : token.position().orElse(0));
        });
        return known;
    }

    private PooledStreamingEventProcessor processor(String projection) {
        return processors.stream()
                .filter(processor -> processor.getName().equals(projection))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no projection " + projection));
    }

    /**
     * Waits until every event up to a position is visible in a read model, so that users read what they wrote.
     *
     * @throws NotYetVisibleException when it takes longer than that
     */
    public void awaitVisible(String projection, long position, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!isVisible(projection, position)) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new NotYetVisibleException(projection);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /**
     * A segment without events stores its position only now and then, so its lag alone says nothing: what counts is
     * whether an event of its streams is still missing.
     */
    private boolean isVisible(String projection, long position) {
        Map<Integer, Long> here = knownHere(projection);
        if (here.size() == SEGMENTS && here.values().stream().allMatch(known -> known >= position)) {
            return true;
        }
        SegmentPositions positions = positions(projection);
        long lowest = positions.lowest();
        if (lowest >= position) {
            return true;
        }
        if (positions.segments().isEmpty() || position - lowest > MOST_EVENTS_LOOKED_AT || ledger.head() < position) {
            return false;
        }
        Projection<?> readModel = required(projection);
        for (StoredEvent event : ledger.readAfter(lowest, (int) (position - lowest))) {
            if (readModel.covers(event.streamKind()) && !positions.covers(event.streamId(), event.position())) {
                return false;
            }
        }
        return true;
    }

    /**
     * State of a projection, for operators.
     *
     * @param name its name
     * @param visiblePosition every event up to here is in
     * @param head where the ledger ends
     * @param segments each segment's position and owner
     * @param parkedEvents events in the dead letters
     * @param rebuild the newest rebuild or verification, if there ever was one
     */
    public record State(
            String name,
            long visiblePosition,
            long head,
            List<SegmentState> segments,
            long parkedEvents,
            Optional<RebuildState> rebuild) {}

    /**
     * State of a segment.
     *
     * @param segment its number
     * @param position the last position it has stored
     * @param node who works on it; empty: nobody
     */
    public record SegmentState(int segment, long position, Optional<String> node) {}

    /** The state of a projection; empty if there is none of this name. */
    public Optional<State> state(String name) {
        if (!projections.containsKey(name)) {
            return Optional.empty();
        }
        return Optional.of(inConnection(connection -> {
            SegmentPositions positions = SegmentPositions.read(connection, name).ahead(knownHere(name));
            List<SegmentState> segments = new ArrayList<>();
            for (SegmentPosition segment : positions.segments()) {
                segments.add(new SegmentState(
                        segment.segment().getSegmentId(), segment.position(), Optional.ofNullable(segment.owner())));
            }
            return new State(
                    name,
                    positions.lowest(),
                    ledger.head(),
                    segments,
                    deadLetters.count(connection, name),
                    rebuildState(connection, name));
        }));
    }

    /** One that seems to run, though nobody holds its lock, ended with its node. */
    private static Optional<RebuildState> rebuildState(Connection connection, String name) throws SQLException {
        Optional<RebuildState> state = RebuildState.read(connection, name);
        if (state.filter(RebuildState::isRunning).isPresent() && tryLock(connection, TableNames.rebuildLockOf(name))) {
            try {
                RebuildState.abandoned(connection, name);
            } finally {
                lock(connection, "select pg_advisory_unlock(?)", TableNames.rebuildLockOf(name));
            }
            return RebuildState.read(connection, name);
        }
        return state;
    }

    /**
     * Rebuilds a read model beside the serving one and swaps; returns when it is done.
     *
     * @return false if a rebuild or verification of it is under way already
     */
    public boolean rebuild(String name) {
        return exclusively(required(name), false);
    }

    /**
     * Rebuilds a read model beside the serving one, counts the rows that differ, and throws the copy away. The count is in
     * the {@link RebuildState}.
     *
     * @return false if a rebuild or verification of it is under way already
     */
    public boolean verify(String name) {
        return exclusively(required(name), true);
    }

    private <R> boolean exclusively(Projection<R> projection, boolean onlyCompare) {
        return inConnection(connection -> {
            if (!tryLock(connection, TableNames.rebuildLockOf(projection.name()))) {
                return false;
            }
            try {
                RebuildState.Writer state =
                        RebuildState.begin(connection, projection.name(), onlyCompare, ledger.head(), Instant::now);
                run(projection, onlyCompare, state);
            } finally {
                lock(connection, "select pg_advisory_unlock(?)", TableNames.rebuildLockOf(projection.name()));
            }
            return true;
        });
    }

    private <R> void run(Projection<R> projection, boolean onlyCompare, RebuildState.Writer state) throws SQLException {
        try {
            Rebuild<R> rebuild = new Rebuild<>(
                    projection, ledger, dataSource, deadLetters, reader, settings.streamsPerPass(), state::done);
            if (onlyCompare) {
                state.compared(rebuild.compare());
            } else {
                rebuild.replace();
                state.replaced();
            }
        } catch (SQLException | InterruptedException | RuntimeException e) {
            state.failed(e.getClass().getSimpleName());
            throw new IllegalStateException("the rebuild of " + projection.name() + " failed", e);
        }
    }

    /** The first parked event of each lead, after the given lead, at most {@code limit}. */
    public List<ParkedLead> parked(String name, UUID afterLead, int limit) {
        required(name);
        return inConnection(connection -> deadLetters.firsts(connection, name, afterLead, limit).stream()
                .map(letter -> new ParkedLead(
                        letter.streamId(), letter.position(), letter.cause(), letter.parkedAt(), letter.tries()))
                .toList());
    }

    /**
     * A lead that waits behind an event that could not be taken.
     *
     * @param leadId the lead
     * @param position of the event that failed
     * @param cause why, without content
     * @param parkedAt when
     * @param tries how often it was tried again in vain
     */
    public record ParkedLead(UUID leadId, long position, String cause, Instant parkedAt, int tries) {}

    /** What came of an operator's act on a parked lead. */
    public enum LetterResult {
        /** All its events are in the read model now. */
        TAKEN,
        /** Its first event still cannot be taken. */
        STILL_PARKED,
        /** Nothing of it is parked. */
        NOTHING_PARKED
    }

    /** Tries again to take the parked events of a lead, in order. */
    public LetterResult retry(String name, UUID leadId) {
        return retry(required(name), leadId, null, "");
    }

    /** Leaves the first parked event of a lead out of the read model, for a reason, and goes on with the others. */
    public LetterResult discard(String name, UUID leadId, String reason, String by) {
        return retry(required(name), leadId, reason, by);
    }

    private <R> LetterResult retry(Projection<R> projection, UUID leadId, @Nullable String discardReason, String by) {
        return inConnection(connection -> {
            connection.setAutoCommit(false);
            try {
                LetterResult result =
                        new LetterRetry<>(projection, ledger, deadLetters, connection).run(leadId, discardReason, by);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
    }

    private Projection<?> required(String name) {
        Projection<?> projection = projections.get(name);
        if (projection == null) {
            throw new IllegalArgumentException("no projection " + name);
        }
        return projection;
    }

    @FunctionalInterface
    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T inConnection(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the read models could not be reached, SQLSTATE " + e.getSQLState(), e);
        }
    }

    private static boolean tryLock(Connection connection, long key) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            lock.setLong(1, key);
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static void lock(Connection connection, String sql, long key) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(sql)) {
            lock.setLong(1, key);
            lock.execute();
        }
    }

    /** Stops following the ledger; what was folded stays. */
    @Override
    public void close() {
        processors.forEach(PooledStreamingEventProcessor::shutDown);
        List.of(coordinator, workers, heartbeat).forEach(ScheduledExecutorService::shutdown);
        try {
            inConnection(connection -> {
                try (PreparedStatement leave =
                        connection.prepareStatement("delete from query.node where node_id = ?")) {
                    leave.setString(1, nodeId);
                    return leave.executeUpdate();
                }
            });
        } catch (IllegalStateException e) {
            LOG.debug("could not sign off: {}", e.getMessage());
        }
    }
}
