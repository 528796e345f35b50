package leadledger.query.watchlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.reference.PolicyVersion;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.PolicyActivated;
import leadledger.events.reference.ReferenceEvent.PolicyProposed;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import leadledger.events.sla.PolicyTerms;
import leadledger.events.sla.PolicyTerms.FirstContact;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import leadledger.events.sla.watch.Batches;
import leadledger.events.sla.watch.LeadSigns;
import leadledger.events.sla.watch.Sign;
import leadledger.events.sla.watch.SignKind;
import leadledger.events.sla.watch.Step;
import leadledger.events.sla.watch.Trace;
import leadledger.query.access.MarketScope;
import leadledger.query.access.ReadScopes;
import leadledger.query.access.ReaderRole;
import leadledger.query.access.RowSecurity;
import leadledger.query.listing.Count;
import leadledger.query.projection.Projections;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.LeadScribe;
import leadledger.query.testing.SalesScribe;
import leadledger.query.testing.Scopes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestReporter;

/**
 * SL-21, SL-22: the list is what the signs are by the whole ledger, now and as of any moment, over seeded random histories in a
 * real database. {@code -Dseed=…} runs one of them again.
 */
class WatchListRandomTest {

    private static final int STEPS = 350;
    private static final int LEADS = 25;
    private static final String TABLE = "query." + WatchProjection.TABLE;
    private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
    private static final Duration SHORT = Duration.ofHours(2);
    private static final List<String> DEALERS = List.of("JP-OSAKA", "JP-TOKYO", "IT-ROMA");
    private static final List<String> OUTLETS = List.of("JP-OSAKA.NAMBA", "JP-TOKYO.SHIBUYA", "IT-ROMA.CENTRO");
    private static final List<String> AGENTS =
            List.of("AFTERSALES_AGENT/u-1", "AFTERSALES_MANAGER/u-1", "AFTERSALES_AGENT/u-2");

    private final EventCatalog catalog = LedgerJson.catalog();
    private final ReferenceBook book = book();
    private final ReadScopes scopes = new ReadScopes(book);
    private final WatchProjection projection = new WatchProjection(catalog, book);
    private final TestClock clock = new TestClock(START);
    private final Map<UUID, Integer> attempts = new LinkedHashMap<>();
    private final Map<UUID, Instant> assigned = new HashMap<>();
    private final List<UUID> sales = new ArrayList<>();
    private LedgerDatabase database;
    private PostgresLedger ledger;
    private LeadScribe scribe;
    private SalesScribe salesScribe;
    private WatchList list;
    private long taken;

    /** In Japan, from the second day on, claims count and first contact has two hours. */
    private static ReferenceBook book() {
        PolicyTerms otherwise = PolicyTerms.DEFAULT;
        FirstContact contact = otherwise.firstContact();
        PolicyVersion version = new PolicyVersion(
                new MarketId("JP"),
                "two hours, as claimed",
                PolicyVersion.FIRST,
                new PolicyTerms(
                        new FirstContact(SHORT, contact.targetPercent(), contact.clock(), contact.stop()),
                        otherwise.managementTime(),
                        otherwise.managed(),
                        otherwise.firstFollowUp(),
                        otherwise.disputeWindow(),
                        TimeBasis.OCCURRED_AT,
                        null),
                START.plus(Duration.ofDays(1)),
                "a test",
                new UserId("hq-1"));
        return Scopes.BOOK.afterRecorded(
                List.of(recorded(new PolicyProposed(version)), recorded(new PolicyActivated(version))));
    }

    private static Recorded<ReferenceEvent> recorded(ReferenceEvent event) {
        return new Recorded<>(
                1, 0, UUID.randomUUID(), UUID.randomUUID(), "reference", START, START, "HQ/hq-2", "HQ", event);
    }

    @BeforeEach
    void open() {
        database = LedgerDatabase.create(Projections.SCHEMA);
        ledger = new PostgresLedger(database.app(), clock, LedgerSettings.DEFAULTS);
        ledger.start();
        scribe = new LeadScribe(ledger);
        salesScribe = new SalesScribe(ledger);
        list = new WatchList(Scopes.reads(database.app()));
        execute(projection.createTable(TABLE));
        projection.createIndexes(TABLE).forEach(this::execute);
        RowSecurity.protect(TABLE, projection.seenBy().orElseThrow(), ReaderRole.DEFAULT)
                .forEach(this::execute);
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    @RepeatedTest(2)
    @DisplayName("SL-21, SL-22, AC-03: the list is what the signs are by the whole ledger, now and as of any moment")
    void allTheSame(TestReporter reporter) throws SQLException {
        long seed = Long.getLong("seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        Instant ended = oneOfEach();
        for (int step = 1; step <= STEPS; step++) {
            clock.advance(Duration.ofMillis(
                    switch (random.nextInt(5)) {
                        case 0 -> 0;
                        case 1, 2 -> random.nextInt(12_000);
                        case 3 -> random.nextInt(600_000);
                        default -> random.nextInt(7_200_000);
                    }));
            if (random.nextInt(3) == 0) {
                salesStep(random);
            } else {
                aftersalesStep(random);
            }
            if (step % 70 == 0) {
                catchUp(random);
                check(random, null, "seed " + seed + ", step " + step);
                for (int i = 0; i < 6; i++) {
                    check(random, pastMoment(random), "seed " + seed + ", step " + step);
                }
            }
        }
        check(random, ended, "seed " + seed + ", when a sign ended");
        check(random, ended.minusMillis(1), "seed " + seed + ", before a sign ended");
        Set<SignKind> kinds = expected(null, dealer -> true).keySet().stream()
                .map(place ->
                        SignKind.valueOf(place.id().substring(0, place.id().indexOf('/'))))
                .collect(Collectors.toSet());
        assertThat(kinds).as("seed " + seed).containsExactlyInAnyOrder(SignKind.values());
        requireRebuildMakesTheSame("seed " + seed);
    }

    /** So that no kind is missing in any run. Returns when one ended. */
    private Instant oneOfEach() {
        UUID first = newLead("JP-OSAKA");
        attempt(first, null);
        for (int i = 0; i < 5; i++) {
            attempt(newLead("JP-OSAKA"), null);
        }
        UUID second = newLead("JP-OSAKA");
        scribe.append(second, new RecontactedFrom(new LeadId(first)));
        UUID third = newLead("JP-OSAKA");
        UUID newest = newLead("JP-OSAKA");
        scribe.append(third, new RecontactedFrom(new LeadId(second)));
        clock.advance(Duration.ofHours(24).minusSeconds(1));
        attempt(second, null);
        clock.advance(Duration.ofHours(1));
        attempt(newest, clock.instant().minus(Duration.ofHours(2)));
        attempt(third, null);
        scribe.append(third, correction(1, clock.instant().minus(Duration.ofHours(2))));
        clock.advance(Duration.ofMinutes(1));
        scribe.append(third, correction(1, null));
        return clock.instant();
    }

    private UUID newLead(String dealer) {
        UUID lead = scribe.create(LeadDraft.of(dealer));
        attempts.put(lead, 0);
        assigned.put(lead, clock.instant());
        return lead;
    }

    private void attempt(UUID lead, @Nullable Instant claim) {
        scribe.append(
                lead,
                new ContactAttemptRecorded(
                        attempts.merge(lead, 1, Integer::sum),
                        ContactChannel.PHONE,
                        ContactOutcome.NOT_REACHED,
                        claim));
    }

    private static ContactAttemptCorrected correction(int number, @Nullable Instant claim) {
        return new ContactAttemptCorrected(number, ContactChannel.EMAIL, ContactOutcome.REACHED, claim, "mistyped");
    }

    private void aftersalesStep(Random random) {
        scribe.as(any(random, AGENTS));
        if (attempts.size() < LEADS + 8 && random.nextInt(4) == 0) {
            newLead(any(random, DEALERS));
            return;
        }
        UUID lead = any(random, List.copyOf(attempts.keySet()));
        Instant claim = random.nextBoolean() ? null : clock.instant().minus(Duration.ofMinutes(random.nextInt(1_600)));
        switch (random.nextInt(14)) {
            case 0 -> scribe.append(lead, new LeadClosedWithoutSale("TOO_EXPENSIVE", "PRICE", null, null));
            case 1 -> {
                scribe.reassign(lead, any(random, DEALERS));
                attempts.put(lead, 0);
                assigned.put(lead, clock.instant());
            }
            // Whatever it names, itself too: facts need not make sense.
            case 2, 3 ->
                scribe.append(lead, new RecontactedFrom(new LeadId(any(random, List.copyOf(attempts.keySet())))));
            case 4, 5, 6 -> scribe.append(lead, correction(1 + random.nextInt(2), claim));
            case 7 -> scribe.book(lead, clock.instant());
            case 8 -> {
                Instant end = assigned.get(lead).plus(SHORT).minusMillis(random.nextInt(150_000));
                if (end.isAfter(clock.instant())) {
                    clock.advance(Duration.between(clock.instant(), end));
                }
                attempt(lead, null);
            }
            default -> attempt(lead, claim);
        }
    }

    private void salesStep(Random random) {
        salesScribe.as(random.nextBoolean() ? "OUTLET_MANAGER/u-1" : "SALES_STAFF/s-1");
        if (sales.size() < LEADS && random.nextInt(4) == 0) {
            sales.add(salesScribe.capture(
                    SalesScribe.captured(random.nextBoolean() ? "JP" : "IT", "ALFA", SalesScribe.customer("山田"))));
            return;
        }
        if (sales.isEmpty()) {
            return;
        }
        UUID lead = any(random, sales);
        switch (random.nextInt(6)) {
            case 0, 1 -> salesScribe.deliver(lead, any(random, OUTLETS));
            case 2 -> {
                salesScribe.deliver(lead, any(random, OUTLETS));
                clock.advance(Duration.ofMillis(random.nextInt(3) * 30_000L));
                salesScribe.followUp(lead, TaskState.IN_PROGRESS);
            }
            default -> salesScribe.followUp(lead, any(random, List.of(TaskState.values())));
        }
    }

    private static <T> T any(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** Often that of a correction, by which signs end. */
    private Instant pastMoment(Random random) {
        List<StoredEvent> all = ledger.readAfter(0, 5_000);
        List<StoredEvent> corrections = all.stream()
                .filter(event -> event.type().equals("aftersales.contact-attempt-corrected"))
                .toList();
        Instant at = any(random, random.nextBoolean() ? all : corrections).recordedAt();
        return random.nextInt(3) > 0 ? at : at.minusMillis(1);
    }

    private void check(Random random, @Nullable Instant at, String description) {
        check(random, scopes.ofWatchers(Actor.of("auditor", Role.AUDITOR)), at, place -> true, description);
        check(
                random,
                scopes.ofWatchers(Actor.ofHeadquarters("hq-1", new MarketId("JP"))),
                at,
                place -> place.equals("JP"),
                description + ", Japan");
    }

    private void check(
            Random random, MarketScope scope, @Nullable Instant at, Predicate<String> ofMarket, String description) {
        String asked = description + " as of " + at;
        Map<WatchQuery.Place, String> expected = expected(at, ofMarket);
        List<Watched> all = all(random, scope, at, null, null, null, asked);
        assertThat(all.stream().map(Watched::place).toList())
                .as(asked)
                .containsExactlyElementsOf(expected.keySet().stream().toList());
        assertThat(all.stream().map(WatchListRandomTest::told).toList())
                .as(asked)
                .containsExactlyElementsOf(expected.values());
        SignKind kind = any(random, List.of(SignKind.values()));
        assertThat(all(random, scope, at, kind, null, null, asked))
                .as(asked + ", " + kind)
                .isEqualTo(all.stream().filter(row -> row.kind() == kind).toList());
        Instant from = START.plus(Duration.ofHours(random.nextInt(200)));
        Instant to = from.plus(Duration.ofHours(random.nextInt(200)));
        assertThat(all(random, scope, at, null, from, to, asked))
                .as(asked + ", " + from + " to " + to)
                .isEqualTo(all.stream()
                        .filter(row -> !row.place().arose().isBefore(from)
                                && row.place().arose().isBefore(to))
                        .toList());
    }

    /** Pages put together. */
    private List<Watched> all(
            Random random,
            MarketScope scope,
            @Nullable Instant at,
            @Nullable SignKind kind,
            @Nullable Instant from,
            @Nullable Instant to,
            String asked) {
        List<Watched> all = new ArrayList<>();
        int limit = 1 + random.nextInt(30);
        WatchQuery.Place after = null;
        Map<SignKind, Count> counts = Map.of();
        WatchList.Page page;
        do {
            page = list.read(new WatchQuery(scope, at, kind, null, null, from, to, limit, after));
            all.addAll(page.rows());
            if (page.counts() != null) {
                counts = page.counts();
            }
            after = page.more()
                    ? WatchQuery.Place.parse(page.rows().getLast().place().text())
                            .orElseThrow()
                    : null;
        } while (after != null);
        for (SignKind each : SignKind.values()) {
            if (kind == null || kind == each) {
                assertThat(counts.get(each)).as(asked + ", number of " + each).isEqualTo(Count.of((int)
                        all.stream().filter(row -> row.kind() == each).count()));
            }
        }
        return all;
    }

    private static String told(Watched row) {
        return told(
                row.kind(),
                row.leadCount(),
                row.figures(),
                row.leads().stream()
                        .map(on -> on.lead() + (on.trace() == null ? "" : "@" + on.trace()))
                        .toList());
    }

    private static String told(SignKind kind, int leads, @Nullable Object figures, List<String> events) {
        return kind + " " + leads + " " + figures + " " + events;
    }

    /** All signs by the whole ledger, where they stand in the list, the newest first. */
    private Map<WatchQuery.Place, String> expected(@Nullable Instant at, Predicate<String> ofMarket) {
        Map<WatchQuery.Place, String> signs = new TreeMap<>((one, other) -> other.compareTo(one));
        Map<WatchedProcess, List<Batches.Move>> moves = new HashMap<>();
        Map<UUID, List<Step>> steps = new HashMap<>();
        Map<UUID, String> place = new HashMap<>();
        // The first lead of a chain is told by whoever has it now (AS-65).
        Map<UUID, String> present = at == null ? place : presentMarkets();
        Map<UUID, Map<String, WatchQuery.Place>> standing = new HashMap<>();
        Map<UUID, Link> links = new LinkedHashMap<>();
        for (StoredEvent stored : ledger.readAfter(0, 5_000)) {
            if (at != null && stored.recordedAt().isAfter(at)) {
                break;
            }
            UUID lead = stored.streamId();
            List<Step> before = steps.computeIfAbsent(lead, id -> new ArrayList<>());
            boolean move;
            Optional<Step> step;
            Trace trace;
            boolean aftersales = stored.streamKind().equals(AftersalesEvent.STREAM_KIND);
            if (aftersales) {
                Recorded<AftersalesEvent> recorded = catalog.decode(stored, AftersalesEvent.class);
                trace = Trace.of(recorded);
                step = Step.ofAftersales(recorded);
                move = recorded.event() instanceof ContactAttemptRecorded;
                switch (recorded.event()) {
                    case LeadCreated created -> place.put(lead, market(created.dealer()));
                    case LeadReassigned moved -> place.put(lead, market(moved.dealer()));
                    case RecontactedFrom from ->
                        links.putIfAbsent(lead, new Link(from.master().value(), trace, place.get(lead)));
                    default -> {
                        // moves no lead
                    }
                }
            } else {
                Recorded<SalesEvent> recorded = catalog.decode(stored, SalesEvent.class);
                trace = Trace.of(recorded);
                step = Step.ofSales(recorded);
                boolean delivered = before.stream().anyMatch(Step.Delivered.class::isInstance);
                move = delivered && recorded.event() instanceof FollowUpTaskUpdated;
                if (recorded.event() instanceof LeadCaptured captured) {
                    place.put(lead, captured.queue().market().value());
                }
                if (recorded.event() instanceof LeadDelivered && delivered) {
                    step = Optional.empty();
                }
            }
            if (move && ofMarket.test(place.get(lead))) {
                moves.computeIfAbsent(
                                aftersales ? WatchedProcess.AFTERSALES : WatchedProcess.SALES, of -> new ArrayList<>())
                        .add(new Batches.Move(lead, trace));
            }
            step.ifPresent(before::add);
            Map<String, WatchQuery.Place> stood = standing.getOrDefault(lead, Map.of());
            Map<String, WatchQuery.Place> stands = new HashMap<>();
            for (Sign sign : LeadSigns.of(before, book.policies(), book::calendarOf)) {
                String id = sign.kind() + "/" + sign.sla() + "/" + sign.subject();
                stands.put(id, stood.getOrDefault(id, new WatchQuery.Place(trace.recordedAt(), trace.position(), id)));
            }
            standing.put(lead, stands);
        }
        standing.forEach((lead, stands) -> {
            for (Sign sign : LeadSigns.of(steps.get(lead), book.policies(), book::calendarOf)) {
                // A sales lead is its market's whichever outlet has it.
                String market = sign.outlet() == null ? market(sign.dealer()) : place.get(lead);
                if (ofMarket.test(market)) {
                    signs.put(
                            stands.get(sign.kind() + "/" + sign.sla() + "/" + sign.subject()),
                            told(
                                    sign.kind(),
                                    1,
                                    sign.figures(),
                                    sign.events().stream()
                                            .map(event -> lead + "@" + event)
                                            .toList()));
                }
            }
        });
        moves.values().stream().flatMap(of -> Batches.of(of).stream()).forEach(batch -> {
            long first = batch.arose().trace().position();
            signs.put(
                    new WatchQuery.Place(batch.arose().trace().recordedAt(), first, "BATCHED_ATTEMPTS/" + first),
                    told(
                            SignKind.BATCHED_ATTEMPTS,
                            (int) batch.leads(),
                            null,
                            batch.moves().stream()
                                    .limit(WatchList.MOST_TOLD)
                                    .map(move -> move.lead() + "@" + move.trace())
                                    .toList()));
        });
        links.values().removeIf(link -> !ofMarket.test(link.market()));
        links.forEach((lead, link) -> {
            Link second = links.get(link.master());
            if (second != null
                    && second.trace().position() < link.trace().position()
                    && !isBefore(links.get(second.master()), second)) {
                long third = link.trace().position();
                List<String> told = new ArrayList<>();
                if (ofMarket.test(present.getOrDefault(second.master(), "none"))) {
                    told.add(second.master().toString());
                }
                told.add(link.master() + "@" + second.trace());
                List<String> further = new ArrayList<>();
                follow(links, lead, link, further);
                told.addAll(further);
                signs.put(
                        new WatchQuery.Place(link.trace().recordedAt(), third, "RECONTACT_CHAIN/" + third),
                        told(
                                SignKind.RECONTACT_CHAIN,
                                told.size(),
                                null,
                                told.stream().limit(WatchList.MOST_TOLD).toList()));
            }
        });
        return signs;
    }

    private Map<UUID, String> presentMarkets() {
        Map<UUID, String> markets = new HashMap<>();
        for (StoredEvent stored : ledger.readAfter(0, 5_000)) {
            if (stored.streamKind().equals(AftersalesEvent.STREAM_KIND)) {
                switch (catalog.decode(stored, AftersalesEvent.class).event()) {
                    case LeadCreated created -> markets.put(stored.streamId(), market(created.dealer()));
                    case LeadReassigned moved -> markets.put(stored.streamId(), market(moved.dealer()));
                    default -> {
                        // moves no lead
                    }
                }
            }
        }
        return markets;
    }

    private record Link(UUID master, Trace trace, String market) {}

    private static boolean isBefore(@Nullable Link one, Link other) {
        return one != null && one.trace().position() < other.trace().position();
    }

    /** Generation by generation, in the order of recording. */
    private static void follow(Map<UUID, Link> links, UUID lead, Link link, List<String> told) {
        Map<UUID, Link> generation = new LinkedHashMap<>(Map.of(lead, link));
        while (!generation.isEmpty()) {
            generation.entrySet().stream()
                    .sorted(Comparator.comparingLong(
                            entry -> entry.getValue().trace().position()))
                    .forEach(entry ->
                            told.add(entry.getKey() + "@" + entry.getValue().trace()));
            Map<UUID, Link> parents = generation;
            generation = links.entrySet().stream()
                    .filter(entry -> isBefore(parents.get(entry.getValue().master()), entry.getValue()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }

    private static String market(DealerId dealer) {
        return dealer.value().substring(0, 2);
    }

    /** Takes what was recorded into the table, in batches as the runtime would. */
    private void catchUp(Random random) throws SQLException {
        List<StoredEvent> batch = ledger.readAfter(taken, 1 + random.nextInt(20));
        while (!batch.isEmpty()) {
            try (Connection connection = folding()) {
                Map<UUID, LeadWatch> rows = new HashMap<>(projection.load(
                        connection,
                        TABLE,
                        batch.stream().map(StoredEvent::streamId).distinct().toList()));
                batch.forEach(event -> rows.put(event.streamId(), projection.fold(rows.get(event.streamId()), event)));
                projection.save(connection, TABLE, rows.values());
                connection.commit();
            }
            taken = batch.getLast().position();
            batch = ledger.readAfter(taken, 1 + random.nextInt(20));
        }
    }

    /** A transaction that may write, as the runtime begins it. */
    private Connection folding() throws SQLException {
        Connection connection = database.app().getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select " + RowSecurity.FOLDING_ON);
        }
        return connection;
    }

    /** LG-30. */
    private void requireRebuildMakesTheSame(String description) throws SQLException {
        Map<UUID, LeadWatch> rows = new LinkedHashMap<>();
        ledger.readAfter(0, 5_000)
                .forEach(event -> rows.put(event.streamId(), projection.fold(rows.get(event.streamId()), event)));
        String beside = "query.watch_beside";
        execute(projection.createTable(beside));
        int differing;
        try (Connection connection = folding();
                Statement statement = connection.createStatement()) {
            projection.bulkLoad(connection, beside, rows.values());
            try (ResultSet row = statement.executeQuery("select count(*) from ((table " + TABLE + " except table "
                    + beside + ") union all (table " + beside + " except table " + TABLE + ")) differing")) {
                row.next();
                differing = row.getInt(1);
            }
            connection.commit();
        }
        assertThat(differing).as(description).isZero();
        assertThat(rows).hasSize(attempts.size() + sales.size());
    }

    private void execute(String sql) {
        try (Connection connection = database.app().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
