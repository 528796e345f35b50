package leadledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import leadledger.events.ledger.testing.Appends;
import leadledger.query.leadlist.LeadListProjection;
import leadledger.query.projection.RebuildState.Phase;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.LeadScribe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LG-30: a read model is built anew from position 1 while the old one serves, and comes out the same. */
class RebuildTest {

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture();

    private final ExecutorService async = Executors.newVirtualThreadPerTaskExecutor();
    private final TallyProjection tally = new TallyProjection();

    @ParameterizedTest(name = "{0} streams in a pass")
    @ValueSource(ints = {400_000, 25, 3})
    @DisplayName("Given a random history of leads, when it is rebuilt, then each row is as it was, byte for byte")
    void equalsLive(int streamsPerPass, TestReporter reporter) {
        long seed = Long.getLong("seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        Projections node = fixture.node(new LeadListProjection(fixture.catalog()), settings(streamsPerPass));
        new LeadScribe(fixture.ledger()).randomSteps(new Random(seed), 300);
        fixture.awaitAll(node, LeadListProjection.NAME);
        List<String> live = fixture.rows("query.lead_list");
        String oldTable = oidOf("query.lead_list");
        List<String> indexes = indexes();

        assertThat(node.rebuild(LeadListProjection.NAME)).isTrue();
        assertThat(node.rebuild(LeadListProjection.NAME)).as("once more").isTrue();

        assertThat(fixture.rows("query.lead_list")).as("seed %s", seed).isEqualTo(live);
        assertThat(live).hasSizeGreaterThan(50);
        assertThat(oidOf("query.lead_list")).isNotEqualTo(oldTable);
        assertThat(indexes()).isEqualTo(indexes);
        RebuildState state = state(node, LeadListProjection.NAME);
        assertThat(state.state()).isEqualTo(Phase.REPLACED);
        assertThat(state.done()).isEqualTo(state.target()).isEqualTo(300);
        assertThat(state.remaining()).isEmpty();
        assertThat(fixture.value("select to_regclass('query.lead_list_beside')::text"))
                .isNull();
        assertThat(verify(node, LeadListProjection.NAME)).isZero();
    }

    private static ProjectionSettings settings(int streamsPerPass) {
        ProjectionSettings quick = ProjectionFixture.QUICK;
        return new ProjectionSettings(
                quick.heartbeat(),
                quick.goneAfter(),
                quick.claimInterval(),
                quick.claimExtension(),
                quick.batchEvents(),
                streamsPerPass);
    }

    private String oidOf(String table) {
        return fixture.value("select '" + table + "'::regclass::oid::text");
    }

    /** What is indexed, whatever the indexes are called. */
    private List<String> indexes() {
        return fixture.column("select regexp_replace(indexdef, 'INDEX \\S+ ', '') from pg_indexes"
                + " where schemaname = 'query' and tablename = 'lead_list' order by 1");
    }

    private static RebuildState state(Projections node, String projection) {
        return node.state(projection).orElseThrow().rebuild().orElseThrow();
    }

    private static long verify(Projections node, String projection) {
        assertThat(node.verify(projection)).isTrue();
        RebuildState state = state(node, projection);
        assertThat(state.state()).isEqualTo(Phase.COMPARED);
        Long differing = state.differing();
        assertThat(differing).isNotNull();
        return differing;
    }

    @Test
    @DisplayName(
            "Given events that arrive all the while, when it is rebuilt again and again, then none is missed or doubled")
    void whileEventsArrive() throws Exception {
        Projections node = fixture.node(tally, settings(20));
        AtomicBoolean rebuilding = new AtomicBoolean(true);
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            Random random = new Random(writer);
            writers.add(CompletableFuture.runAsync(() -> writeWhile(rebuilding, random), async));
        }

        for (int round = 0; round < 4; round++) {
            assertThat(node.rebuild(TallyProjection.NAME)).isTrue();
            assertThat(verify(node, TallyProjection.NAME)).as("round %s", round).isZero();
        }
        rebuilding.set(false);
        for (CompletableFuture<Void> writer : writers) {
            writer.get();
        }
        fixture.awaitAll(node, TallyProjection.NAME);

        assertThat(fixture.stories()).isEqualTo(fixture.storiesByLedger());
        assertThat(fixture.rows("query.dead_letter")).isEmpty();
    }

    @Test
    @DisplayName(
            "Given live folding that lags behind a rebuild, when it is verified, then what is ahead is no difference")
    void verifiedBeforeLiveHasCaughtUp() {
        UUID stream = UUID.randomUUID();
        fixture.append(stream, 0, 2);
        Projections live = fixture.node(tally);
        fixture.awaitAll(live, TallyProjection.NAME);
        live.close();
        fixture.append(stream, 2, 3);
        fixture.append(UUID.randomUUID(), 0, 1);
        Projections lagging = fixture.prepare(tally, fixture.database().app(), settings(20));

        assertThat(lagging.rebuild(TallyProjection.NAME)).isTrue();

        assertThat(verify(lagging, TallyProjection.NAME)).isZero();
    }

    private void writeWhile(AtomicBoolean condition, Random random) {
        List<UUID> streams = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        while (condition.get() || streams.isEmpty()) {
            int i = streams.isEmpty() || random.nextInt(5) == 0 ? streams.size() : random.nextInt(streams.size());
            if (i == streams.size()) {
                streams.add(UUID.randomUUID());
                lengths.add(0);
            }
            int count = 1 + random.nextInt(3);
            fixture.append(streams.get(i), lengths.get(i), count);
            lengths.set(i, lengths.get(i) + count);
        }
    }

    @Test
    @DisplayName(
            "Given live folding that stands still, when it is rebuilt, then the new rows are ahead and nothing is doubled")
    void whileLiveLags() {
        UUID stream = UUID.randomUUID();
        Stall stall = new Stall();
        Projections node = fixture.node(stall);
        fixture.append(stream, 0, 2);
        fixture.awaitAll(node, TallyProjection.NAME);
        stall.begin();
        fixture.append(stream, 2, 3);
        UUID unseen = UUID.randomUUID();
        fixture.append(unseen, 0, 1);

        assertThat(verify(node, TallyProjection.NAME))
                .as("what live folding has yet to do is no difference")
                .isZero();
        assertThat(fixture.stories()).containsExactly(Map.entry(stream, "1,2,"));
        assertThat(node.rebuild(TallyProjection.NAME)).isTrue();
        assertThat(fixture.stories()).isEqualTo(fixture.storiesByLedger());
        stall.end();
        fixture.append(stream, 5, 1);
        fixture.awaitAll(node, TallyProjection.NAME);

        assertThat(fixture.stories()).isEqualTo(fixture.storiesByLedger());
        assertThat(verify(node, TallyProjection.NAME)).isZero();
    }

    /** Live folding fails as in an outage until it is let go; rebuilds do not notice. */
    private static final class Stall extends TallyProjection {

        private volatile boolean stalled;

        void begin() {
            stalled = true;
        }

        void end() {
            stalled = false;
        }

        @Override
        public void save(Connection connection, String fullName, Collection<Tally> rows) throws SQLException {
            if (stalled && fullName.equals(TABLE)) {
                throw new SQLException("stalled", "57014");
            }
            super.save(connection, fullName, rows);
        }
    }

    @Test
    @DisplayName("Given a rebuild that takes long, then the old table serves and takes live events, progress is shown")
    void oldTableServesMeanwhile() throws Exception {
        UUID stream = UUID.randomUUID();
        Projections node = fixture.node(tally);
        fixture.append(stream, 0, 3);
        fixture.awaitAll(node, TallyProjection.NAME);
        Gate gate = holdRebuilds();
        CompletableFuture<Boolean> rebuild =
                CompletableFuture.supplyAsync(() -> node.rebuild(TallyProjection.NAME), async);
        gate.awaitArrival();

        fixture.append(stream, 3, 1);
        fixture.awaitAll(node, TallyProjection.NAME);
        assertThat(fixture.stories()).containsExactly(Map.entry(stream, "1,2,3,4,"));
        assertThat(state(node, TallyProjection.NAME).state()).isEqualTo(Phase.REBUILDING);
        assertThat(state(node, TallyProjection.NAME).target()).isEqualTo(3);
        assertThat(rebuild).isNotDone();
        gate.open();

        assertThat(rebuild.get()).isTrue();
        assertThat(fixture.stories()).containsExactly(Map.entry(stream, "1,2,3,4,"));
    }

    @Test
    @DisplayName(
            "Given a rebuild under way, then a second one and a verification are refused, on any node; later they are not")
    void oneAtATime() throws Exception {
        Projections node = fixture.node(tally);
        Projections other = fixture.node(tally);
        fixture.append(UUID.randomUUID(), 0, 3);
        fixture.awaitAll(node, TallyProjection.NAME);
        Gate gate = holdRebuilds();
        CompletableFuture<Boolean> rebuild =
                CompletableFuture.supplyAsync(() -> node.rebuild(TallyProjection.NAME), async);
        gate.awaitArrival();

        assertThat(node.rebuild(TallyProjection.NAME)).isFalse();
        assertThat(other.rebuild(TallyProjection.NAME)).isFalse();
        assertThat(other.verify(TallyProjection.NAME)).isFalse();
        assertThat(state(other, TallyProjection.NAME).state()).isEqualTo(Phase.REBUILDING);
        gate.open();

        assertThat(rebuild.get()).isTrue();
        assertThat(other.rebuild(TallyProjection.NAME)).isTrue();
    }

    /** Whoever folds the first event again waits: only a rebuild does. */
    private Gate holdRebuilds() {
        Gate gate = new Gate(new CountDownLatch(1), new CountDownLatch(1));
        tally.onFold(event -> {
            if (event.position() == 1) {
                gate.pass();
            }
        });
        return gate;
    }

    private record Gate(CountDownLatch arrived, CountDownLatch opened) {

        void pass() {
            arrived.countDown();
            try {
                opened.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void awaitArrival() throws InterruptedException {
            arrived.await();
        }

        void open() {
            opened.countDown();
        }
    }

    @Test
    @DisplayName("Given a row that was changed, added or removed past the projection, then a verification counts it")
    void tamperedRows() {
        Projections node = fixture.node(tally);
        List<UUID> streams = Stream.generate(UUID::randomUUID).limit(10).toList();
        streams.forEach(stream -> fixture.append(stream, 0, 2));
        fixture.awaitAll(node, TallyProjection.NAME);
        assertThat(verify(node, TallyProjection.NAME)).isZero();

        fixture.execute("update query.tally set story = '1,' where stream_id = '" + streams.getFirst() + "'");
        assertThat(verify(node, TallyProjection.NAME)).isPositive();
        fixture.execute("delete from query.tally where stream_id = '" + streams.get(1) + "'");
        assertThat(node.rebuild(TallyProjection.NAME)).isTrue();
        assertThat(verify(node, TallyProjection.NAME)).isZero();
        fixture.execute("delete from query.tally where stream_id = '" + streams.get(2) + "'");
        assertThat(verify(node, TallyProjection.NAME)).isEqualTo(1);
        fixture.execute("insert into query.tally values (gen_random_uuid(), 0, '99,')");
        assertThat(verify(node, TallyProjection.NAME)).isEqualTo(2);
        assertThat(fixture.value("select to_regclass('query.tally_beside')::text"))
                .isNull();
    }

    @Test
    @DisplayName(
            "LG-31: Given events that fail in a rebuild, then their streams are parked anew, letters of before are gone")
    void deadLettersOfARebuild() {
        UUID ill = UUID.randomUUID();
        UUID recovered = UUID.randomUUID();
        UUID sound = UUID.randomUUID();
        failAt(4);
        Projections node = fixture.node(tally);
        fixture.append(ill, 0, 3);
        fixture.append(recovered, 0, 2);
        fixture.append(sound, 0, 1);
        fixture.awaitAll(node, TallyProjection.NAME);
        assertThat(parkedPositions()).containsExactly("4", "5");

        failAt(2);
        assertThat(node.rebuild(TallyProjection.NAME)).isTrue();

        assertThat(fixture.stories())
                .containsExactlyInAnyOrderEntriesOf(Map.of(ill, "1,", recovered, "4,5,", sound, "6,"));
        assertThat(fixture.column("select position || ' ' || cause from query.dead_letter order by position"))
                .containsExactly("2 IllegalStateException", "3 behind a parked event");
        fixture.append(ill, 3, 1);
        fixture.awaitAll(node, TallyProjection.NAME);
        assertThat(parkedPositions()).containsExactly("2", "3", "7");
        assertThat(verify(node, TallyProjection.NAME))
                .as("parked alike, so rows are alike")
                .isZero();
        assertThat(parkedPositions())
                .as("a verification leaves the letters alone")
                .containsExactly("2", "3", "7");
    }

    private void failAt(long position) {
        tally.onFold(event -> {
            if (event.position() == position) {
                throw new IllegalStateException("ill");
            }
        });
    }

    private List<String> parkedPositions() {
        return fixture.column("select position from query.dead_letter order by position");
    }

    @ParameterizedTest(name = "{0} streams in a pass")
    @ValueSource(ints = {400_000, 2})
    @DisplayName(
            "LG-31: Given rows that the database refuses, when it is rebuilt, then their streams are parked, others are in")
    void refusedRowsInARebuild(int streamsPerPass) {
        Projections node = fixture.node(tally, settings(streamsPerPass));
        List<UUID> sound = Stream.generate(UUID::randomUUID).limit(9).toList();
        sound.forEach(stream -> fixture.append(stream, 0, 1));
        fixture.append(Appends.toNewStream().type(TallyProjection.REFUSED_TYPE, 1));
        UUID lateIll = UUID.randomUUID();
        fixture.append(lateIll, 0, 1);
        fixture.append(Appends.to(lateIll).from(1).type(TallyProjection.REFUSED_TYPE, 1));
        fixture.awaitAll(node, TallyProjection.NAME);

        assertThat(node.rebuild(TallyProjection.NAME)).isTrue();

        assertThat(fixture.stories()).containsOnlyKeys(sound);
        assertThat(fixture.column("select position || ' ' || cause from query.dead_letter order by position"))
                .containsExactly("10 SQLSTATE 23514", "11 SQLSTATE 23514", "12 behind a parked event");
    }

    @Test
    @DisplayName("LG-31: Given a lead that PostgreSQL cannot store, then the list views can be rebuilt all the same")
    void leadThatCannotBeStored() {
        LeadScribe scribe = new LeadScribe(fixture.ledger());
        Projections node = fixture.node(new LeadListProjection(fixture.catalog()));
        scribe.create(LeadDraft.of("JP-OSAKA").named("nul\0"));
        UUID sound = scribe.create(LeadDraft.of("JP-OSAKA"));
        fixture.awaitAll(node, LeadListProjection.NAME);

        assertThat(node.rebuild(LeadListProjection.NAME)).isTrue();

        assertThat(fixture.column("select lead_id from query.lead_list")).containsExactly(sound.toString());
        assertThat(parkedPositions()).containsExactly("1");
    }

    @Test
    @DisplayName(
            "Given a rebuild that fails, then the old table serves on, the failure shows, and the next one succeeds")
    void failingRebuild() {
        AtomicBoolean failing = new AtomicBoolean();
        UUID stream = UUID.randomUUID();
        Projections node = fixture.node(new TallyProjection() {
            @Override
            public List<String> createIndexes(String fullName) {
                return failing.get() && fullName.endsWith("_beside")
                        ? List.of("create index on " + fullName + " (no_such_column)")
                        : super.createIndexes(fullName);
            }
        });
        fixture.append(stream, 0, 2);
        fixture.awaitAll(node, TallyProjection.NAME);
        failing.set(true);

        assertThatThrownBy(() -> node.rebuild(TallyProjection.NAME)).isInstanceOf(IllegalStateException.class);
        assertThat(state(node, TallyProjection.NAME).state()).isEqualTo(Phase.FAILED);
        fixture.append(stream, 2, 1);
        fixture.awaitAll(node, TallyProjection.NAME);
        assertThat(fixture.stories()).containsExactly(Map.entry(stream, "1,2,3,"));

        failing.set(false);
        assertThat(node.rebuild(TallyProjection.NAME)).isTrue();
        assertThat(state(node, TallyProjection.NAME).state()).isEqualTo(Phase.REPLACED);
        assertThat(fixture.stories()).containsExactly(Map.entry(stream, "1,2,3,"));
    }

    @Test
    @DisplayName("Given a failure in the swap itself, then table and letters are as before and live folding goes on")
    void failingSwap() {
        AtomicBoolean failing = new AtomicBoolean();
        UUID stream = UUID.randomUUID();
        Projections node = fixture.node(new TallyProjection() {
            @Override
            public String table() {
                boolean renaming = failing.get()
                        && StackWalker.getInstance()
                                .walk(frames -> frames.skip(1)
                                        .findFirst()
                                        .orElseThrow()
                                        .getClassName()
                                        .endsWith(".Rebuild"));
                return renaming ? "no such name" : super.table();
            }
        });
        fixture.append(stream, 0, 2);
        fixture.awaitAll(node, TallyProjection.NAME);
        fixture.execute("insert into query.dead_letter (projection, stream_id, position, cause)"
                + " values ('tally', gen_random_uuid(), 99, 'of before')");

        failing.set(true);
        assertThatThrownBy(() -> node.rebuild(TallyProjection.NAME)).isInstanceOf(IllegalStateException.class);
        failing.set(false);

        assertThat(parkedPositions()).containsExactly("99");
        fixture.append(stream, 2, 1);
        fixture.awaitAll(node, TallyProjection.NAME);
        assertThat(fixture.stories()).containsExactly(Map.entry(stream, "1,2,3,"));
        assertThat(node.rebuild(TallyProjection.NAME)).isTrue();
    }

    @Test
    @DisplayName(
            "Given a version of the service that folds otherwise, when it starts, then it makes the table anew at once")
    void madeAnewWhenFoldedOtherwise() {
        UUID stream = UUID.randomUUID();
        Projections before = fixture.node(tally);
        fixture.append(stream, 0, 3);
        fixture.awaitAll(before, TallyProjection.NAME);
        before.close();
        String madeBefore = oidOf(TallyProjection.TABLE);
        fixture.execute("update query.tally set story = 'as before'");

        Projections same = fixture.node(tally);
        assertThat(oidOf(TallyProjection.TABLE)).as("the same version").isEqualTo(madeBefore);
        assertThat(fixture.stories()).containsExactly(Map.entry(stream, "as before"));
        same.close();
        Projections next = fixture.node(new TallyProjection() {
            @Override
            public int foldRevision() {
                return 2;
            }
        });

        assertThat(fixture.stories()).as("before anything is folded live").containsExactly(Map.entry(stream, "1,2,3,"));
        assertThat(oidOf(TallyProjection.TABLE)).isNotEqualTo(madeBefore);
        fixture.append(stream, 3, 1);
        fixture.awaitAll(next, TallyProjection.NAME);
        assertThat(fixture.stories()).containsExactly(Map.entry(stream, "1,2,3,4,"));
        assertThat(verify(next, TallyProjection.NAME)).isZero();
    }

    @Test
    @DisplayName("Given a table that somebody dropped, when the service starts, then it is made from the whole history")
    void madeAnewWhenGone() {
        UUID stream = UUID.randomUUID();
        Projections before = fixture.node(tally);
        fixture.append(stream, 0, 2);
        fixture.awaitAll(before, TallyProjection.NAME);
        before.close();
        fixture.execute("drop table query.tally");

        Projections after = fixture.node(tally);

        assertThat(fixture.stories()).containsExactly(Map.entry(stream, "1,2,"));
        fixture.append(stream, 2, 1);
        fixture.awaitAll(after, TallyProjection.NAME);
        assertThat(fixture.stories()).containsExactly(Map.entry(stream, "1,2,3,"));
    }

    @Test
    @DisplayName("Given a rebuild whose node died, then its state says that it failed")
    void rebuildOfADeadNode() {
        Projections node = fixture.node(tally);
        fixture.execute("insert into query.rebuild (projection, state, done, target, started_at, updated_at)"
                + " values ('tally', 'REBUILDING', 5, 10, now(), now())");

        assertThat(state(node, TallyProjection.NAME).state()).isEqualTo(Phase.FAILED);
    }

    @Test
    @DisplayName("Given rows that differ, are missing or should not be, when it is verified, then each counts once")
    void differingRowsCountOnce() {
        Projections node = fixture.node(tally);
        for (int i = 0; i < 6; i++) {
            fixture.append(UUID.randomUUID(), 0, 1);
        }
        fixture.awaitAll(node, TallyProjection.NAME);
        fixture.execute("update query.tally set story = 'x' where story = '1,'");
        fixture.execute("delete from query.tally where story in ('2,', '3,')");
        fixture.execute("insert into query.tally select gen_random_uuid(), 0, 'more'");

        assertThat(verify(node, TallyProjection.NAME)).isEqualTo(4);
    }

    @Test
    @DisplayName("Given a reader that meets the swap, then it finds every row that was visible before")
    void readerMeetsTheSwap() throws Exception {
        UUID early = UUID.randomUUID();
        UUID late = UUID.randomUUID();
        Gate swap = new Gate(new CountDownLatch(1), new CountDownLatch(1));
        Gate built = new Gate(new CountDownLatch(1), new CountDownLatch(1));
        AtomicBoolean made = new AtomicBoolean();
        Projections node = fixture.node(new TallyProjection() {
            @Override
            public String table() {
                StackWalker.getInstance()
                        .walk(frames -> frames.skip(1).findFirst())
                        .ifPresent(caller -> {
                            if (made.get() && caller.getClassName().endsWith(".Rebuild")) {
                                swap.pass();
                            }
                        });
                return super.table();
            }

            @Override
            public List<String> createIndexes(String fullName) {
                if (made.get() && fullName.endsWith("_beside")) {
                    built.pass();
                }
                return super.createIndexes(fullName);
            }
        });
        made.set(true);
        fixture.append(early, 0, 1);
        fixture.awaitAll(node, TallyProjection.NAME);
        CompletableFuture<Boolean> rebuild =
                CompletableFuture.supplyAsync(() -> node.rebuild(TallyProjection.NAME), async);
        built.awaitArrival();
        fixture.append(late, 0, 1);
        fixture.awaitAll(node, TallyProjection.NAME);
        built.open();
        swap.awaitArrival();
        CompletableFuture<List<String>> reader = CompletableFuture.supplyAsync(this::storiesInOneSnapshot, async);
        await().untilAsserted(() -> assertThat(
                        fixture.value("select count(*) from pg_locks where not granted and locktype = 'relation'"))
                .isEqualTo("1"));
        swap.open();

        assertThat(rebuild.get()).isTrue();
        assertThat(reader.get()).containsExactlyInAnyOrder("1,", "2,");
    }

    /** As the list views read: in one transaction of one snapshot. */
    private List<String> storiesInOneSnapshot() {
        List<String> stories = new ArrayList<>();
        try (Connection connection = fixture.database().appUnpooled().getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select story from query.tally")) {
                while (row.next()) {
                    stories.add(row.getString(1));
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return stories;
    }

    @Test
    @DisplayName(
            "Given a ledger that cannot be reached, when a rebuild is asked for, then later ones are not locked out")
    void noLockLeftBehind() {
        Projections node = fixture.node(tally);
        fixture.append(UUID.randomUUID(), 0, 1);
        fixture.awaitAll(node, TallyProjection.NAME);
        fixture.execute("alter table query.rebuild rename to rebuild_gone");
        assertThatThrownBy(() -> node.rebuild(TallyProjection.NAME)).isInstanceOf(IllegalStateException.class);
        fixture.execute("alter table query.rebuild_gone rename to rebuild");

        Projections other = fixture.node(tally);

        assertThat(other.rebuild(TallyProjection.NAME)).isTrue();
    }

    @Test
    @DisplayName("LG-30: Given nodes in other time zones, then a rebuild makes the same rows")
    void anyTimeZone() {
        LeadScribe scribe = new LeadScribe(fixture.ledger());
        Projections node = fixture.node(new LeadListProjection(fixture.catalog()));
        scribe.randomSteps(new Random(5), 60);
        fixture.awaitAll(node, LeadListProjection.NAME);
        List<String> live = fixture.rows("query.lead_list");
        TimeZone before = TimeZone.getDefault();
        try {
            for (String zone : List.of("America/St_Johns", "Pacific/Apia", "UTC")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                Projections there = fixture.prepare(
                        new LeadListProjection(fixture.catalog()), fixture.pool(), ProjectionFixture.QUICK);
                assertThat(there.verify(LeadListProjection.NAME)).isTrue();
                assertThat(state(there, LeadListProjection.NAME).differing())
                        .as(zone)
                        .isZero();
                assertThat(there.rebuild(LeadListProjection.NAME)).isTrue();
            }
        } finally {
            TimeZone.setDefault(before);
        }

        assertThat(fixture.rows("query.lead_list")).isEqualTo(live);
    }

    @Test
    @DisplayName("Given an empty ledger, then a rebuild and a verification of nothing succeed")
    void nothingToRebuild() {
        Projections node = fixture.node(tally);

        assertThat(node.rebuild(TallyProjection.NAME)).isTrue();
        assertThat(verify(node, TallyProjection.NAME)).isZero();
    }
}
