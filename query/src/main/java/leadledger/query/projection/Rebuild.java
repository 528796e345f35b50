package leadledger.query.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
import leadledger.query.access.ReaderRole;
import leadledger.query.access.RowSecurity;
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

    private final Projection<R> projection;
    private final String serving;
    private final String beside;
    private final PostgresLedger ledger;
    private final DataSource dataSource;
    private final DeadLetters deadLetters;
    private final ReaderRole reader;
    private final int streamsPerPass;
    private final LongConsumer progress;
    private final List<Share<R>> shares = new ArrayList<>();
    private final Set<Long> discarded = new HashSet<>();

    Rebuild(
            Projection<R> projection,
            PostgresLedger ledger,
            DataSource dataSource,
            DeadLetters deadLetters,
            ReaderRole reader,
            int streamsPerPass,
            LongConsumer progress) {
        this.projection = projection;
        this.serving = TableNames.serving(projection);
        this.beside = TableNames.beside(projection);
        this.ledger = ledger;
        this.dataSource = dataSource;
        this.deadLetters = deadLetters;
        this.reader = reader;
        this.streamsPerPass = streamsPerPass;
        RowFolder<R> folder = new RowFolder<>(projection, deadLetters);
        this.progress = progress;
        for (int i = 0; i < FOLDERS; i++) {
            shares.add(new Share<>(folder));
        }
    }

    /** Builds beside and swaps. */
    void replace() throws SQLException, InterruptedException {
        try (Connection connection = dataSource.getConnection()) {
            long position = buildBeside(connection, on -> ledger.head());
            hold(connection);
            try {
                catchUpWithLive(connection, position);
                // In a transaction of its own: a reader whose snapshot is older than the swap must find all rows.
                inTransaction(connection, () -> {
                    swap(connection);
                    keepBuiltUpTo(connection, position);
                });
            } finally {
                letGo(connection);
            }
        }
    }

    /**
     * Makes the serving table from nothing: there is none, or one of another shape, so nothing is served meanwhile and no
     * live folding stands anywhere. The caller keeps other nodes from doing the same.
     *
     * @return the position up to which the table holds everything; live folding begins there
     */
    long make() throws SQLException, InterruptedException {
        try (Connection connection = dataSource.getConnection()) {
            long position = buildBeside(connection, on -> ledger.head());
            inTransaction(connection, () -> {
                execute(connection, "delete from query.token_entry where processor_name = '" + projection.name() + "'");
                swap(connection);
            });
            return position;
        }
    }

    /** Builds beside, counts the rows in which it differs from the serving table, and throws it away. */
    long compare() throws SQLException, InterruptedException {
        try (Connection connection = dataSource.getConnection()) {
            // No further than live folding has come everywhere: what it has yet to do is no difference.
            long position = buildBeside(
                    connection,
                    on -> SegmentPositions.read(on, projection.name()).lowest());
            int isolation = connection.getTransactionIsolation();
            try {
                hold(connection);
                try {
                    catchUpWithLive(connection, position);
                    // Live folding goes on while the tables are compared as they stood at this moment.
                    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                    connection.setAutoCommit(false);
                    execute(connection, "select " + RowSecurity.FOLDING_ON);
                    execute(connection, "select 1 from " + serving + " limit 1");
                } finally {
                    letGo(connection);
                }
                long differing = count(
                        connection,
                        "(select from " + serving + " s full join " + beside + " b on s." + projection.keyColumn()
                                + " = b." + projection.keyColumn() + " where s.* is distinct from b.*)");
                execute(connection, "drop table " + beside);
                connection.commit();
                return differing;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
                connection.setTransactionIsolation(isolation);
            }
        }
    }

    @FunctionalInterface
    private interface Reach {
        long of(Connection connection) throws SQLException;
    }

    /** The table beside, with all its rows up to the returned position. */
    private long buildBeside(Connection connection, Reach reach) throws SQLException, InterruptedException {
        connection.setAutoCommit(true);
        execute(connection, "drop table if exists " + beside);
        execute(connection, projection.createTable(beside));
        discarded.addAll(deadLetters.discarded(connection, projection.name()));
        long position = reach.of(connection);
        bulkLoad(connection, beside, position);
        for (String index : projection.createIndexes(beside)) {
            execute(connection, index);
        }
        execute(connection, "analyze " + beside);
        for (long next = reach.of(connection); next - position > CATCH_UP_PAGE; next = reach.of(connection)) {
            position = catchUp(connection, beside, position, next, event -> true);
        }
        return position;
    }

    /** Brings the table beside to exactly where each segment of the live one stands. */
    private void catchUpWithLive(Connection connection, long position) throws SQLException {
        SegmentPositions live = SegmentPositions.read(connection, projection.name());
        // Where live folding lags behind this, it will meet rows that are ahead of it and leave them alone.
        long built = builtUpTo(connection);
        catchUp(
                connection,
                beside,
                position,
                Math.max(live.highest(), built),
                event -> event.position() <= built || live.covers(event.streamId(), event.position()));
    }

    /** Up to here the serving table holds everything since it was built, wherever live folding stands. */
    private long builtUpTo(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select coalesce(max(built_upto), 0) from query.read_model where projection = ?")) {
            select.setString(1, projection.name());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void keepBuiltUpTo(Connection connection, long position) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update query.read_model set built_upto = ? where projection = ?")) {
            update.setLong(1, position);
            update.setString(2, projection.name());
            update.executeUpdate();
        }
    }

    private void swap(Connection connection) throws SQLException {
        deadLetters.removeAll(connection, projection.name());
        parkAgain(connection);
        execute(connection, "drop table if exists " + serving);
        execute(connection, "alter table " + beside + " rename to " + projection.table());
        // Only now: until it serves, it is the owner's alone, and COPY does not go with row-level security.
        for (String statement : TableNames.protect(projection, serving, reader)) {
            execute(connection, statement);
        }
    }

    /** Nothing is folded live on any node until {@link #letGo}. */
    private void hold(Connection connection) throws SQLException {
        lock(connection, "select pg_advisory_lock(?)");
    }

    private void letGo(Connection connection) throws SQLException {
        lock(connection, "select pg_advisory_unlock(?)");
    }

    private void bulkLoad(Connection connection, String table, long upTo) throws SQLException, InterruptedException {
        long streams = count(connection, "(select from ledger.event where position <= " + upTo + " and sequence = 0)");
        int passes = Math.toIntExact(streams / streamsPerPass) + 1;
        for (int pass = 0; pass < passes; pass++) {
            int part = pass;
            foldHistory(
                    upTo,
                    stream -> Math.floorMod(stream.hashCode() >>> 8, passes) == part,
                    pass * upTo / passes,
                    passes);
            for (Share<R> share : shares) {
                load(connection, table, share, List.copyOf(share.takeRows().entrySet()), upTo);
            }
        }
        progress.accept(upTo);
    }

    /** All rows at once; if the database refuses them, by halves, until the guilty streams are found and parked. */
    private void load(Connection connection, String table, Share<R> share, List<Map.Entry<UUID, R>> rows, long upTo)
            throws SQLException {
        try {
            inTransaction(
                    connection,
                    () -> projection.bulkLoad(
                            connection,
                            table,
                            () -> rows.stream().map(Map.Entry::getValue).iterator()));
        } catch (SQLException e) {
            if (RowFolder.isOutage(e)) {
                throw e;
            }
            if (rows.size() == 1) {
                UUID stream = rows.getFirst().getKey();
                List<StoredEvent> events = ledger.readStream(stream, 0).stream()
                        .filter(event -> event.position() <= upTo)
                        .toList();
                share.park(stream, events, e);
                return;
            }
            load(connection, table, share, rows.subList(0, rows.size() / 2), upTo);
            load(connection, table, share, rows.subList(rows.size() / 2, rows.size()), upTo);
        }
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
                            && wanted.test(event.streamId())
                            && !discarded.contains(event.position())) {
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

        void park(UUID stream, List<StoredEvent> events, SQLException refusal) {
            parkedFor.putIfAbsent(stream, "SQLSTATE " + refusal.getSQLState());
            parked.addAll(events);
        }

        /** The rows so far, and begins anew. */
        Map<UUID, R> takeRows() {
            Map<UUID, R> taken = rows;
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
                if (projection.covers(event.streamKind())
                        && wanted.test(event)
                        && !discarded.contains(event.position())) {
                    byStream.computeIfAbsent(event.streamId(), stream -> new ArrayList<>())
                            .add(event);
                }
            }
            projection
                    .load(connection, table, byStream.keySet())
                    .forEach((stream, row) -> shareOf(stream).rows.put(stream, row));
            byStream.forEach((stream, events) -> events.forEach(shareOf(stream)::fold));
            for (Share<R> share : shares) {
                save(connection, table, share, share.takeRows(), byStream);
            }
            position = page.getLast().position();
        }
        return Math.max(position, upTo);
    }

    private void save(
            Connection connection, String table, Share<R> share, Map<UUID, R> rows, Map<UUID, List<StoredEvent>> events)
            throws SQLException {
        try {
            inTransaction(connection, () -> projection.save(connection, table, rows.values()));
        } catch (SQLException e) {
            if (RowFolder.isOutage(e)) {
                throw e;
            }
            if (rows.size() == 1) {
                rows.keySet().forEach(stream -> share.park(stream, events.getOrDefault(stream, List.of()), e));
                return;
            }
            for (Map.Entry<UUID, R> row : rows.entrySet()) {
                save(connection, table, share, Map.of(row.getKey(), row.getValue()), events);
            }
        }
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

    /** Held over several transactions. */
    private void lock(Connection connection, String sql) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(sql)) {
            lock.setLong(1, TableNames.lockOf(projection.name()));
            lock.execute();
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    private static void inTransaction(Connection connection, Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            work.run();
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
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
