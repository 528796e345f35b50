package leadledger.query.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.query.projection.RowFolder.Folded;

/**
 * Builds a projection's table anew from position 1 while the old one serves (LG-30).
 *
 * <ol>
 *   <li>The history up to now is read and folded in memory, both in parallel, and loaded into a fresh table; large
 *       ledgers in several passes, each over a part of the streams, so that memory stays bounded.
 *   <li>What has been recorded meanwhile is folded in, until little is left.
 *   <li>Live folding is held for a moment, on all nodes; the fresh table is brought to exactly where each segment of the
 *       live one stands, and takes its place.
 * </ol>
 *
 * @param <R> a row
 */
final class Rebuild<R> {

    private static final int RANGE = 4_000;
    private static final int RANGES_AHEAD = 4;
    private static final int READERS = 2;
    /** Each folds its own share of the streams, so that a stream's events stay in order: decoding is most of the work. */
    private static final int FOLDERS = 2;

    private static final int CATCH_UP_PAGE = 1_000;
    /** Streams folded in one pass: about a kilobyte each in memory. */
    private static final int STREAMS_PER_PASS = 400_000;

    private final Projection<R> projection;
    private final PostgresLedger ledger;
    private final DataSource dataSource;
    private final DeadLetters deadLetters;
    private final LongConsumer progress;
    private final List<Share<R>> shares = new ArrayList<>();

    Rebuild(
            Projection<R> projection,
            PostgresLedger ledger,
            DataSource dataSource,
            DeadLetters deadLetters,
            LongConsumer progress) {
        this.projection = projection;
        this.ledger = ledger;
        this.dataSource = dataSource;
        this.deadLetters = deadLetters;
        RowFolder<R> folder = new RowFolder<>(projection, deadLetters);
        this.progress = progress;
        for (int i = 0; i < FOLDERS; i++) {
            shares.add(new Share<>(folder));
        }
    }

    /** Builds beside and swaps. */
    void replace() throws SQLException, InterruptedException {
        run((connection, serving, beside) -> {
            deadLetters.removeAll(connection, projection.name());
            parkAgain(connection);
            execute(connection, "drop table if exists " + serving);
            execute(connection, "alter table " + beside + " rename to " + projection.table());
        });
    }

    /** Builds beside, counts the rows in which it differs from the serving table, and throws it away. */
    long compare() throws SQLException, InterruptedException {
        long[] differing = new long[1];
        run((connection, serving, beside) -> {
            differing[0] = count(connection, "(table " + serving + " except table " + beside + ")")
                    + count(connection, "(table " + beside + " except table " + serving + ")");
            execute(connection, "drop table " + beside);
        });
        return differing[0];
    }

    @FunctionalInterface
    private interface Ending {
        void run(Connection connection, String serving, String beside) throws SQLException;
    }

    private void run(Ending ending) throws SQLException, InterruptedException {
        String beside = TableNames.beside(projection);
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            execute(connection, "drop table if exists " + beside);
            execute(connection, projection.createTable(beside));
            long position = ledger.head();
            bulkLoad(connection, beside, position);
            for (String index : projection.createIndexes(beside)) {
                execute(connection, index);
            }
            execute(connection, "analyze " + beside);
            while (ledger.head() - position > CATCH_UP_PAGE) {
                position = catchUp(connection, beside, position, ledger.head(), event -> true);
            }
            connection.setAutoCommit(false);
            try {
                lockExclusive(connection);
                SegmentPositions live = SegmentPositions.read(connection, projection.name());
                // Where live folding lags behind this, it will meet rows that are ahead of it and leave them alone.
                catchUp(
                        connection,
                        beside,
                        position,
                        live.highest(),
                        event -> live.covers(event.streamId(), event.position()));
                ending.run(connection, TableNames.serving(projection), beside);
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private void bulkLoad(Connection connection, String table, long upTo) throws SQLException, InterruptedException {
        long streams = count(connection, "(select from ledger.event where position <= " + upTo + " and sequence = 0)");
        int passes = Math.toIntExact(streams / STREAMS_PER_PASS) + 1;
        for (int pass = 0; pass < passes; pass++) {
            int part = pass;
            foldHistory(
                    upTo,
                    stream -> Math.floorMod(stream.hashCode() >>> 8, passes) == part,
                    pass * upTo / passes,
                    passes);
            for (Share<R> share : shares) {
                projection.bulkLoad(connection, table, share.takeRows());
            }
        }
        progress.accept(upTo);
    }

    /** Reads ranges of positions ahead and folds them in order. */
    private void foldHistory(long upTo, Predicate<UUID> wanted, long doneBefore, int passes)
            throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(
                READERS + FOLDERS,
                Thread.ofPlatform().name("rebuild-", 0).daemon(true).factory())) {
            Deque<Future<List<StoredEvent>>> ahead = new ArrayDeque<>();
            long next = 0;
            long done = 0;
            try {
                while (done < upTo) {
                    while (next < upTo && ahead.size() < RANGES_AHEAD) {
                        long from = next;
                        ahead.add(threads.submit(() -> ledger.readBulk(from, (int) Math.min(RANGE, upTo - from))));
                        next = Math.min(upTo, next + RANGE);
                    }
                    fold(threads, ahead.remove().get(), wanted);
                    done = Math.min(upTo, done + RANGE);
                    progress.accept(doneBefore + done / passes);
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("the ledger could not be read", e.getCause());
            } finally {
                ahead.forEach(range -> range.cancel(true));
            }
        }
    }

    private void fold(ExecutorService threads, List<StoredEvent> range, Predicate<UUID> wanted)
            throws InterruptedException, ExecutionException {
        List<Future<?>> folding = new ArrayList<>();
        for (Share<R> share : shares) {
            folding.add(threads.submit(() -> {
                for (StoredEvent event : range) {
                    if (shareOf(event.streamId()) == share
                            && projection.covers(event.streamKind())
                            && wanted.test(event.streamId())) {
                        share.fold(event);
                    }
                }
            }));
        }
        for (Future<?> share : folding) {
            share.get();
        }
    }

    private Share<R> shareOf(UUID stream) {
        return shares.get(Math.floorMod(stream.hashCode(), FOLDERS));
    }

    /** Some of the streams: their rows and what of them is parked. Used by one thread at a time. */
    private static final class Share<R> {

        private final RowFolder<R> folder;
        private final Map<UUID, String> parkedFor = new HashMap<>();
        private final List<StoredEvent> parked = new ArrayList<>();
        private Map<UUID, R> rows = new HashMap<>();

        Share(RowFolder<R> folder) {
            this.folder = folder;
        }

        void fold(StoredEvent event) {
            if (parkedFor.containsKey(event.streamId())) {
                parked.add(event);
                return;
            }
            Folded<R> folded = folder.fold(rows.get(event.streamId()), List.of(event));
            if (folded.failure() != null) {
                parkedFor.put(event.streamId(), folded.failure());
                parked.add(event);
            } else if (folded.row() != null) {
                rows.put(event.streamId(), folded.row());
            }
        }

        /** The rows so far, and begins anew. */
        Collection<R> takeRows() {
            Collection<R> taken = rows.values();
            rows = new HashMap<>();
            return taken;
        }
    }

    private long catchUp(Connection connection, String table, long after, long upTo, Predicate<StoredEvent> wanted)
            throws SQLException {
        long position = after;
        while (position < upTo) {
            List<StoredEvent> page = ledger.readAfter(position, (int) Math.min(CATCH_UP_PAGE, upTo - position));
            if (page.isEmpty()) {
                break;
            }
            Map<UUID, List<StoredEvent>> byStream = new HashMap<>();
            for (StoredEvent event : page) {
                if (projection.covers(event.streamKind()) && wanted.test(event)) {
                    byStream.computeIfAbsent(event.streamId(), stream -> new ArrayList<>())
                            .add(event);
                }
            }
            projection
                    .load(connection, table, byStream.keySet())
                    .forEach((stream, row) -> shareOf(stream).rows.put(stream, row));
            byStream.forEach((stream, events) -> events.forEach(shareOf(stream)::fold));
            for (Share<R> share : shares) {
                projection.save(connection, table, share.takeRows());
            }
            position = page.getLast().position();
        }
        return Math.max(position, upTo);
    }

    private void parkAgain(Connection connection) throws SQLException {
        for (Share<R> share : shares) {
            Set<UUID> first = new HashSet<>();
            for (StoredEvent event : share.parked) {
                String cause = first.add(event.streamId())
                        ? share.parkedFor.getOrDefault(event.streamId(), "")
                        : "behind a parked event";
                deadLetters.park(connection, projection.name(), List.of(event), cause);
            }
        }
    }

    private void lockExclusive(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, TableNames.lockOf(projection.name()));
            lock.execute();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(Connection connection, String relation) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + relation + " as counted")) {
            row.next();
            return row.getLong(1);
        }
    }
}
