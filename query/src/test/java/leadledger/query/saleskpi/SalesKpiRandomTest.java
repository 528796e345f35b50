package leadledger.query.saleskpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.events.calendar.Shift;
import leadledger.events.calendar.SpecialDay;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.dispute.DisputeReason;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.reference.KpiTargets;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.reference.ReferenceEvent.KpiTargetsDefined;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.AppraisalDone;
import leadledger.events.sales.SalesEvent.ContractCorrected;
import leadledger.events.sales.SalesEvent.ContractRecorded;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.DisputeDecided;
import leadledger.events.sales.SalesEvent.DisputeOpened;
import leadledger.events.sales.SalesEvent.DisputeReopened;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.sales.SalesEvent.HeldDeliveryMoved;
import leadledger.events.sales.SalesEvent.LeadCommented;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.SalesEvent.TestDriveDone;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import leadledger.events.sla.FirstFollowUp;
import leadledger.events.sla.Sla;
import leadledger.query.access.ReaderRole;
import leadledger.query.access.RowSecurity;
import leadledger.query.access.SalesScope;
import leadledger.query.projection.Projections;
import leadledger.query.saleskpi.Figure.Outcome;
import leadledger.query.saleskpi.RecountedKpis.Lead;
import leadledger.query.saleskpi.SalesKpis.LeadsQuery;
import leadledger.query.saleskpi.SalesKpis.OutletTally;
import leadledger.query.testing.SalesScribe;
import leadledger.query.testing.Scopes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestReporter;

/**
 * Figures are what a recount of the ledger gives, now and as of any moment, for outlets and people; and the leads behind each
 * are as many as it says. Over seeded random histories in a real database. {@code -Dseed=…} runs one of them again.
 */
class SalesKpiRandomTest {

    private static final int STEPS = 500;
    private static final int LEADS = 40;
    private static final String TABLE = "query." + SalesKpiProjection.TABLE;
    private static final Instant START = Instant.parse("2026-10-09T00:00:00Z");
    private static final List<String> OUTLETS =
            List.of("JP-OSAKA.NAMBA", "JP-OSAKA.UMEDA", "JP-TOKYO.SHIBUYA", "IT-ROMA.CENTRO");
    private static final List<String> USERS = List.of("u-1", "u-2", "u-3");
    private static final Actor HQ = Actor.ofHeadquarters("hq-1", new MarketId("JP"));

    private final EventCatalog catalog = LedgerJson.catalog();
    private final SalesKpiProjection projection = new SalesKpiProjection(catalog);
    private final TestClock clock = new TestClock(START);
    private final Map<UUID, Instant> held = new HashMap<>();
    private final List<UUID> leads = new ArrayList<>();
    private final List<UUID> disputes = new ArrayList<>();
    private final ReferenceBook book = book();
    private LedgerDatabase database;
    private PostgresLedger ledger;
    private SalesScribe scribe;
    private SalesKpis kpis;
    private long taken;

    /** Namba is always open; Umeda's hours change on the way; Shibuya and Roma have a lunch break. */
    private static ReferenceBook book() {
        List<Shift> day = List.of(new Shift(600, 720), new Shift(780, 1_140));
        Map<DayOfWeek, List<Shift>> week = Stream.of(DayOfWeek.values())
                .filter(weekday -> weekday != DayOfWeek.SUNDAY)
                .collect(Collectors.toMap(weekday -> weekday, weekday -> day));
        List<Recorded<ReferenceEvent>> events = new ArrayList<>();
        events.add(recorded(
                Instant.MIN,
                new BusinessHoursDefined(new OutletId(OUTLETS.get(1)), Map.of(DayOfWeek.MONDAY, day), List.of())));
        events.add(recorded(
                START.plus(Duration.ofDays(5)),
                new BusinessHoursDefined(new OutletId(OUTLETS.get(1)), week, List.of())));
        for (String outlet : OUTLETS.subList(2, 4)) {
            events.add(recorded(
                    Instant.MIN,
                    new BusinessHoursDefined(
                            new OutletId(outlet),
                            week,
                            List.of(new SpecialDay(LocalDate.of(2026, 10, 14), List.of())))));
        }
        events.add(recorded(
                Instant.MIN,
                new KpiTargetsDefined(new OutletId(OUTLETS.get(0)), new KpiTargets(90, 120, 50, 33, 25, 20, 50))));
        return Scopes.BOOK.afterRecorded(events);
    }

    private static Recorded<ReferenceEvent> recorded(Instant at, ReferenceEvent event) {
        return new Recorded<>(1, 0, UUID.randomUUID(), UUID.randomUUID(), "reference", at, at, "HQ/hq-1", "HQ", event);
    }

    @BeforeEach
    void open() {
        database = LedgerDatabase.create(Projections.SCHEMA);
        ledger = new PostgresLedger(database.app(), clock, LedgerSettings.DEFAULTS);
        ledger.start();
        scribe = new SalesScribe(ledger);
        kpis = new SalesKpis(Scopes.reads(database.app()), book);
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
    @DisplayName("SL-22, AC-03: kept facts give what a recount of the ledger gives, and the leads behind add up")
    void allTheSame(TestReporter reporter) throws SQLException {
        long seed = Long.getLong("seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        for (int step = 1; step <= STEPS; step++) {
            clock.advance(Duration.ofMillis(random.nextInt(4) == 0 ? 0 : random.nextInt(7_200_000)));
            step(random);
            if (step % 100 == 0) {
                String description = "seed " + seed + ", step " + step;
                catchUp(random);
                check(random, clock.instant(), false, description);
                for (int i = 0; i < 4; i++) {
                    check(random, pastMoment(random), true, description);
                }
            }
        }
        requireTheServiceLevelsFacts(random, "seed " + seed);
        requireBulkLoadWritesTheSame("seed " + seed);
    }

    private Instant pastMoment(Random random) {
        List<StoredEvent> all = ledger.readAfter(0, 5_000);
        Instant at = any(random, all).recordedAt();
        return at.plusMillis(random.nextInt(3) - 1L).isAfter(clock.instant()) ? at : at.plusMillis(random.nextInt(2));
    }

    private void step(Random random) {
        if (leads.size() < LEADS && random.nextInt(6) == 0) {
            String market = random.nextInt(4) == 0 ? "IT" : "JP";
            leads.add(scribe.capture(SalesScribe.captured(market, "ALFA", SalesScribe.customer("山田"))));
            return;
        }
        if (leads.isEmpty()) {
            return;
        }
        UUID lead = any(random, leads);
        Instant opens = held.remove(lead);
        if (opens != null) {
            // The outlet opened a while ago, or it is recorded early: facts need not make sense.
            scribe.deliverHeld(lead, any(random, OUTLETS), opens);
            return;
        }
        switch (random.nextInt(19)) {
            case 16 -> {
                disputes.add(LedgerIds.next());
                scribe.append(
                        lead,
                        new DisputeOpened(new DisputeStep.Opened(
                                disputes.getLast(), Sla.FIRST_FOLLOW_UP, 1, DisputeReason.OTHER, "why", List.of())));
                scribe.append(
                        lead,
                        new DisputeDecided(
                                new DisputeStep.Decided(disputes.getLast(), DisputeOutcome.EXCUSED, null, "so")));
            }
            case 17, 18 -> {
                UUID dispute = disputes.isEmpty() ? lead : any(random, disputes);
                scribe.append(
                        lead,
                        random.nextBoolean()
                                ? new DisputeReopened(new DisputeStep.Reopened(dispute, "again"))
                                : new DisputeDecided(new DisputeStep.Decided(
                                        dispute,
                                        random.nextBoolean() ? DisputeOutcome.UPHELD : DisputeOutcome.EXCUSED,
                                        null,
                                        "so")));
            }
            case 0 -> {
                Instant at = clock.instant().plus(Duration.ofMinutes(random.nextInt(600)));
                scribe.append(lead, new DeliveryHeld(new OutletId(any(random, OUTLETS)), at));
                if (random.nextBoolean()) {
                    held.put(lead, at);
                }
            }
            case 1 ->
                scribe.append(
                        lead,
                        random.nextBoolean() ? new HeldDeliveryMoved(clock.instant()) : new HeldDeliveryCancelled());
            case 2, 3, 4 -> scribe.deliver(lead, any(random, OUTLETS));
            case 5, 6 -> scribe.assign(lead, any(random, USERS));
            case 7 -> scribe.append(lead, new LeadMarkedOutOfScope("a test"));
            case 8 -> scribe.append(lead, new OutOfScopeMarkTakenBack());
            case 9, 10 -> scribe.followUp(lead, any(random, List.of(TaskState.values())));
            case 11 -> scribe.append(lead, new TestDriveDone(LocalDate.of(2026, 10, 10), null, null));
            case 12 -> scribe.append(lead, new AppraisalDone(LocalDate.of(2026, 10, 10), 1_000_000L, null));
            case 13 -> scribe.append(lead, new LeadConverted("OP-2026-000001"));
            case 14 -> {
                ContractResult result = random.nextBoolean() ? ContractResult.WON : ContractResult.LOST;
                scribe.append(
                        lead,
                        random.nextBoolean()
                                ? new ContractRecorded(result)
                                : new ContractCorrected(result, "mistyped"));
            }
            default ->
                scribe.append(lead, random.nextBoolean() ? new LeadCommented("x") : new LeadNotConverted("gone"));
        }
    }

    private static <T> T any(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private void check(Random random, Instant moment, boolean past, String description) {
        Instant from = START.plus(Duration.ofHours(random.nextInt(200)));
        Instant to = from.plus(Duration.ofHours(random.nextInt(600)));
        List<Lead> all = RecountedKpis.leads(histories().values(), past ? moment : Instant.MAX).stream()
                .filter(lead ->
                        !lead.delivered().isBefore(from) && lead.delivered().isBefore(to))
                .toList();
        String asked = description + ", " + from + " to " + to + " as of " + (past ? moment : "now");
        KpiQuery whole = new KpiQuery(
                Scopes.NETWORK.ofSales(Actor.of("auditor", Role.AUDITOR)), null, null, null, from, to, moment, past);
        requireFigures(whole, all, asked);
        KpiQuery market = new KpiQuery(Scopes.NETWORK.ofSales(HQ), null, HQ.market(), null, from, to, moment, past);
        requireFigures(
                market, all.stream().filter(lead -> lead.market.equals("JP")).toList(), asked + ", market");
        Set<OutletId> outlets = Set.of(new OutletId(OUTLETS.get(0)), new OutletId(OUTLETS.get(1)));
        SalesScope manager = Scopes.ofOutlets("u-9", Role.OUTLET_MANAGER, OUTLETS.get(0), OUTLETS.get(1));
        List<Lead> managed = all.stream()
                .filter(lead -> lead.outlet.equals(OUTLETS.get(0)) || lead.outlet.equals(OUTLETS.get(1)))
                .toList();
        requireFigures(
                new KpiQuery(manager, outlets, null, null, from, to, moment, past), managed, asked + ", manager");
        requireFigures(
                new KpiQuery(manager, null, null, null, from, to, moment, past),
                managed,
                asked + ", a query that forgets to ask for the manager's outlets (AC-03)");
        requireOwnFigures(random, from, to, moment, past, all, asked);
        if (!past || random.nextInt(4) == 0) {
            requireLeadsBehind(random, whole, asked);
        }
    }

    private void requireFigures(KpiQuery query, List<Lead> leads, String asked) {
        Map<OutletId, OutletTally> tallies = kpis.figures(query, true, null);
        assertThat(tallies.keySet().stream().map(OutletId::value))
                .as(asked)
                .containsExactlyElementsOf(leads.stream()
                        .map(lead -> lead.outlet)
                        .distinct()
                        .sorted()
                        .toList());
        tallies.forEach((outlet, tally) -> {
            String description = asked + ", " + outlet;
            assertThat(KpiFigures.of(tally.all(), tally.yardstick()))
                    .as(description)
                    .isEqualTo(recount(leads, outlet, null, query.moment()));
            assertThat(KpiFigures.of(tally.nobody(), tally.yardstick()))
                    .as(description + ", nobody")
                    .isEqualTo(recount(leads, outlet, RecountedKpis.NOBODY, query.moment()));
            assertThat(tally.persons().keySet())
                    .as(description)
                    .extracting(UserId::value)
                    .containsExactlyElementsOf(leads.stream()
                            .filter(lead -> lead.outlet.equals(outlet.value()))
                            .flatMap(lead -> lead.owned.stream())
                            .distinct()
                            .sorted()
                            .toList());
            tally.persons()
                    .forEach((user, own) -> assertThat(KpiFigures.of(own, tally.yardstick()))
                            .as(description + ", " + user)
                            .isEqualTo(recount(leads, outlet, user.value(), query.moment())));
            requireSums(tally, description);
        });
    }

    private KpiFigures recount(List<Lead> leads, OutletId outlet, @Nullable String whose, Instant moment) {
        return RecountedKpis.figures(
                leads.stream()
                        .filter(lead -> lead.outlet.equals(outlet.value()))
                        .toList(),
                whose,
                book.calendarOf(outlet).asOf(moment),
                book.targetsOf(outlet),
                moment);
    }

    /** What people and nobody did is together what was done at the outlet. */
    private static void requireSums(OutletTally tally, String description) {
        for (Figure figure : Figure.values()) {
            for (Outcome outcome : figure.outcomes()) {
                long sum = tally.nobody().count(figure, outcome)
                        + tally.persons().values().stream()
                                .mapToLong(person -> person.count(figure, outcome))
                                .sum();
                boolean several = Set.of(Outcome.COUNTED, Outcome.IN_SCOPE, Outcome.OUT_OF_SCOPE, Outcome.NOT_DONE)
                        .contains(outcome);
                if (several) {
                    assertThat(sum)
                            .as(description + ", " + figure)
                            .isGreaterThanOrEqualTo(tally.all().count(figure, outcome));
                } else {
                    assertThat(sum)
                            .as(description + ", " + figure + " " + outcome)
                            .isEqualTo(tally.all().count(figure, outcome));
                }
            }
        }
    }

    private void requireOwnFigures(
            Random random, Instant from, Instant to, Instant moment, boolean past, List<Lead> all, String asked) {
        String outlet = any(random, OUTLETS);
        UserId user = new UserId(any(random, USERS));
        SalesScope own = Scopes.ofOutlets(user.value(), Role.SALES_STAFF, outlet);
        KpiQuery query = new KpiQuery(own, Set.of(new OutletId(outlet)), null, user, from, to, moment, past);
        List<Lead> owned = all.stream()
                .filter(lead -> lead.outlet.equals(outlet) && lead.owned.contains(user.value()))
                .toList();

        Map<OutletId, OutletTally> tallies = kpis.figures(query, true, user);

        String description = asked + ", " + user + " at " + outlet;
        if (owned.isEmpty()) {
            assertThat(tallies.values())
                    .as(description)
                    .allMatch(tally -> tally.persons().isEmpty());
        } else {
            OutletTally tally = tallies.get(new OutletId(outlet));
            assertThat(tally.persons().keySet()).as(description).containsExactly(user);
            assertThat(KpiFigures.of(tally.persons().get(user), tally.yardstick()))
                    .as(description)
                    .isEqualTo(recount(all, new OutletId(outlet), user.value(), moment));
        }
        KpiQuery forgetful = new KpiQuery(own, null, null, null, from, to, moment, past);
        assertThat(pages(forgetful, Figure.DELIVERED, null, false, null, 50).stream()
                        .map(counted -> counted.lead().row())
                        .filter(row -> row.owners().stream()
                                .noneMatch(ownership -> ownership.owner().equals(user)))
                        .toList())
                .as(description
                        + ", even where a query forgets to ask (AC-03); as of a past moment it may not own it yet")
                .allMatch(row -> past);
    }

    /** The leads behind a figure are as many as it counts, outcome by outcome; pages put together are the whole list. */
    private void requireLeadsBehind(Random random, KpiQuery query, String asked) {
        Map<OutletId, OutletTally> tallies = kpis.figures(query, true, null);
        for (Figure figure : Figure.values()) {
            for (Outcome outcome : figure.outcomes()) {
                for (@Nullable String whose : new @Nullable String[] {null, RecountedKpis.NOBODY, any(random, USERS)}) {
                    UserId person = whose == null || whose.isEmpty() ? null : new UserId(whose);
                    long expected = tallies.values().stream()
                            .map(tally -> whose == null
                                    ? tally.all()
                                    : person == null
                                            ? tally.nobody()
                                            : tally.persons().getOrDefault(person, new Tally()))
                            .mapToLong(tally -> tally.count(figure, outcome))
                            .sum();
                    List<SalesKpis.Counted> leadsBehind =
                            pages(query, figure, outcome, whose != null, person, 1 + random.nextInt(9));
                    assertThat(leadsBehind)
                            .as(asked + ", " + figure + " " + outcome + " of " + whose)
                            .hasSize(Math.toIntExact(expected))
                            .allMatch(counted -> counted.outcome() == outcome)
                            .isSortedAccordingTo(Comparator.comparing(
                                    (SalesKpis.Counted counted) ->
                                            counted.lead().deliveredAt(),
                                    Comparator.reverseOrder()))
                            .extracting(counted -> counted.lead().row().leadId())
                            .doesNotHaveDuplicates();
                }
            }
        }
    }

    private List<SalesKpis.Counted> pages(
            KpiQuery query,
            Figure figure,
            @Nullable Outcome outcome,
            boolean ofPerson,
            @Nullable UserId person,
            int rowsPerPage) {
        List<SalesKpis.Counted> all = new ArrayList<>();
        SalesKpis.Place after = null;
        SalesKpis.Page page;
        do {
            page = kpis.leads(query, new LeadsQuery(figure, outcome, ofPerson, person, rowsPerPage, after));
            all.addAll(page.leads());
            assertThat(page.leads().size()).isLessThanOrEqualTo(rowsPerPage);
            after = page.leads().isEmpty() ? null : page.leads().getLast().place();
        } while (page.more());
        return all;
    }

    private Map<UUID, List<Recorded<SalesEvent>>> histories() {
        Map<UUID, List<Recorded<SalesEvent>>> histories = new HashMap<>();
        ledger.readRange(
                0,
                ledger.head(),
                500,
                event -> histories
                        .computeIfAbsent(event.streamId(), id -> new ArrayList<>())
                        .add(catalog.decode(event, SalesEvent.class)));
        return histories;
    }

    /** SL-22: what the table keeps of a lead is what the service level makes of its events, as of every moment. */
    private void requireTheServiceLevelsFacts(Random random, String description) throws SQLException {
        catchUp(random);
        Map<UUID, SalesKpiRow> rows;
        try (Connection connection = folding()) {
            rows = projection.load(connection, TABLE, leads);
            connection.rollback();
        }
        histories()
                .forEach((lead, history) -> history.forEach(event -> {
                    Instant moment = event.recordedAt();
                    FirstFollowUp kept = rows.get(lead).asOf(moment).firstFollowUp();
                    if (kept != null) {
                        assertThat(kept)
                                .as(description + ", " + lead + " as of " + moment)
                                .isEqualTo(FirstFollowUp.of(history, moment).orElseThrow());
                    }
                }));
    }

    /** Takes what was recorded into the table, in batches as the runtime would. */
    private void catchUp(Random random) throws SQLException {
        List<StoredEvent> batch = ledger.readAfter(taken, 1 + random.nextInt(20));
        while (!batch.isEmpty()) {
            try (Connection connection = folding()) {
                Map<UUID, SalesKpiRow> rows = new HashMap<>(projection.load(
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

    private void requireBulkLoadWritesTheSame(String description) throws SQLException {
        String beside = "query.sales_kpi_beside";
        execute(projection.createTable(beside));
        try (Connection connection = folding();
                Statement statement = connection.createStatement()) {
            Map<UUID, SalesKpiRow> replayed = new HashMap<>();
            ledger.readRange(
                    0,
                    ledger.head(),
                    500,
                    event -> replayed.put(event.streamId(), projection.fold(replayed.get(event.streamId()), event)));
            projection.bulkLoad(connection, beside, replayed.values());
            assertThat(projection.load(connection, beside, leads))
                    .as(description)
                    .isEqualTo(replayed);
            try (ResultSet row = statement.executeQuery("select count(*) from ((table " + TABLE + " except table "
                    + beside + ") union all (table " + beside + " except table " + TABLE + ")) differing")) {
                row.next();
                assertThat(row.getInt(1))
                        .as(description + ", live and rebuilt rows that differ")
                        .isZero();
            }
            connection.commit();
        }
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
