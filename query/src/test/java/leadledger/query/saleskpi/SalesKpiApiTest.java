package leadledger.query.saleskpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.events.calendar.Shift;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.reference.KpiTargets;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.reference.ReferenceEvent.KpiTargetsDefined;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.AppraisalDone;
import leadledger.events.sales.SalesEvent.ContractCorrected;
import leadledger.events.sales.SalesEvent.ContractRecorded;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.TestDriveDone;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.query.access.ReadScopes;
import leadledger.query.projection.ProjectionFixture;
import leadledger.query.projection.Projections;
import leadledger.query.saleskpi.Figure.Outcome;
import leadledger.query.saleskpi.KpiFigures.FollowUpTime;
import leadledger.query.saleskpi.KpiFigures.Fraction;
import leadledger.query.saleskpi.KpiFigures.Rate;
import leadledger.query.saleskpi.SalesKpiApi.KpiLeads;
import leadledger.query.saleskpi.SalesKpiApi.Kpis;
import leadledger.query.saleskpi.SalesKpiApi.LeadRow;
import leadledger.query.saleskpi.SalesKpiApi.LeadTiming;
import leadledger.query.saleskpi.SalesKpiApi.OutletKpis;
import leadledger.query.saleskpi.SalesKpiApi.PersonKpis;
import leadledger.query.testing.SalesScribe;
import leadledger.query.testing.Scopes;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code GET /sales/kpis} and the leads behind. All times are Tokyo's; Shibuya is open every day from 10 to 19 and has targets,
 * Namba is always open and has none.
 */
class SalesKpiApiTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final String SHIBUYA = "JP-TOKYO.SHIBUYA";
    private static final String NAMBA = "JP-OSAKA.NAMBA";
    private static final String ROMA = "IT-ROMA.CENTRO";
    private static final KpiTargets TARGETS = new KpiTargets(80, 60, null, 20, 25, 20, 50);
    private static final Actor MANAGER = Scopes.atOutlets("m-1", Role.OUTLET_MANAGER, SHIBUYA);
    private static final Actor HQ = Actor.ofHeadquarters("hq-1", new MarketId("JP"));
    private static final Actor AUDITOR = Actor.of("a-1", Role.AUDITOR);
    private static final String FROM = tokyo("2026-10-12T00:00").toString();
    private static final String TO = tokyo("2026-10-19T00:00").toString();
    private static final ReferenceBook BOOK = Scopes.BOOK.after(List.of(
            new BusinessHoursDefined(
                    new OutletId(SHIBUYA),
                    Stream.of(DayOfWeek.values())
                            .collect(Collectors.toMap(day -> day, day -> List.of(new Shift(600, 1_140)))),
                    List.of()),
            new KpiTargetsDefined(new OutletId(SHIBUYA), TARGETS)));

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture();

    private final TestClock clock = new TestClock(tokyo("2026-10-12T09:00"));
    private PostgresLedger ledger;
    private SalesScribe scribe;
    private SalesKpiApi api;

    private static Instant tokyo(String local) {
        return LocalDateTime.parse(local).atZone(TOKYO).toInstant();
    }

    @BeforeEach
    void follow() {
        ledger = fixture.ledger(clock);
        scribe = new SalesScribe(ledger);
        Projections projections = fixture.node(new SalesKpiProjection(fixture.catalog()));
        api = new SalesKpiApi(
                new SalesKpis(Scopes.reads(fixture.database().app()), BOOK), new ReadScopes(BOOK), projections, ledger);
    }

    private UUID delivered(String local, String outlet) {
        clock.set(tokyo(local));
        UUID lead = scribe.capture(SalesScribe.captured(outlet.substring(0, 2), "ALFA", SalesScribe.customer("山田")));
        scribe.deliver(lead, outlet);
        return lead;
    }

    private void at(String local, UUID lead, SalesEvent... events) {
        clock.set(tokyo(local));
        scribe.append(lead, events);
    }

    private void assigned(String local, UUID lead, String user) {
        clock.set(tokyo(local));
        scribe.assign(lead, user);
    }

    private void followedUp(String local, UUID lead) {
        clock.set(tokyo(local));
        scribe.followUp(lead, TaskState.IN_PROGRESS);
    }

    private Kpis kpis(
            @Nullable String by, @Nullable String outlet, @Nullable String user, @Nullable String asOf, Actor actor) {
        return api.kpis(FROM, TO, by, outlet, user, asOf, Long.toString(ledger.head()), actor);
    }

    private KpiLeads leads(String figure, @Nullable String outcome, @Nullable String user, Actor actor) {
        return leads(figure, outcome, user, false, 50, null, actor);
    }

    private KpiLeads leads(
            String figure,
            @Nullable String outcome,
            @Nullable String user,
            boolean unassigned,
            int limit,
            @Nullable String cursor,
            Actor actor) {
        return api.leads(
                figure,
                outcome,
                FROM,
                TO,
                null,
                user,
                unassigned,
                null,
                limit,
                cursor,
                Long.toString(ledger.head()),
                actor);
    }

    /** Six leads of Shibuya, from Monday to Tuesday, 13 October 2026, 10:30; in the order of the letters A to F. */
    private List<UUID> sixLeads() {
        UUID a = delivered("2026-10-12T10:00", SHIBUYA);
        UUID b = delivered("2026-10-12T10:00:00.001", SHIBUYA);
        assigned("2026-10-12T10:05", a, "u-1");
        assigned("2026-10-12T10:10", b, "u-1");
        followedUp("2026-10-12T10:30", a);
        at("2026-10-12T11:00", a, new TestDriveDone(LocalDate.of(2026, 10, 12), null, null));
        assigned("2026-10-12T11:30", a, "u-2");
        assigned("2026-10-12T11:30", b, "u-2");
        UUID d = delivered("2026-10-12T12:00", SHIBUYA);
        followedUp("2026-10-12T12:00:00.001", b);
        UUID e = delivered("2026-10-12T12:01", SHIBUYA);
        at("2026-10-12T12:10", d, new LeadMarkedOutOfScope("a dealer's own car"));
        at("2026-10-12T13:00", a, new AppraisalDone(LocalDate.of(2026, 10, 12), 900_000L, null));
        at("2026-10-12T14:00", a, new LeadConverted("OP-2026-000001"));
        at("2026-10-12T15:00", a, new ContractRecorded(ContractResult.LOST));
        at("2026-10-12T15:05", a, new ContractCorrected(ContractResult.WON, "mistyped"));
        UUID c = delivered("2026-10-12T18:40", SHIBUYA);
        assigned("2026-10-12T18:45", c, "u-2");
        UUID f = delivered("2026-10-13T10:00", SHIBUYA);
        followedUp("2026-10-13T10:20", c);
        clock.set(tokyo("2026-10-13T10:30"));
        return List.of(a, b, c, d, e, f);
    }

    private static Rate rate(long met, long of, @Nullable Integer target, @Nullable Boolean reached) {
        return new Rate(of == 0 ? null : new Fraction(met, of), target, reached);
    }

    private static FollowUpTime time(@Nullable Long median, @Nullable Long high, Rate within, long running) {
        return new FollowUpTime(
                60,
                median,
                median == null ? null : median <= 60,
                high,
                high == null ? null : high <= 60,
                within,
                running,
                0,
                within);
    }

    @Test
    @DisplayName("KPIs: the worked case of six leads, for the outlet, its people and what nobody owned")
    void workedCase() {
        sixLeads();

        Kpis kpis = kpis("person", null, null, null, MANAGER);

        assertThat(kpis.asOf()).isEqualTo(tokyo("2026-10-13T10:30"));
        assertThat(kpis.position()).isGreaterThanOrEqualTo(ledger.head());
        assertThat(kpis.outlets()).hasSize(1);
        OutletKpis shibuya = kpis.outlets().getFirst();
        assertThat(shibuya.outlet()).isEqualTo(SHIBUYA);
        assertThat(shibuya.targets()).isEqualTo(TARGETS);
        // Followed up after 30, 120 and 40 business minutes, or 30, 120 and 940 elapsed ones.
        assertThat(shibuya.figures())
                .isEqualTo(new KpiFigures(
                        6,
                        rate(5, 6, 80, true),
                        3,
                        2,
                        time(40L, 120L, rate(2, 4, 70, false), 1),
                        time(120L, 940L, rate(1, 4, 70, false), 1),
                        rate(1, 5, 20, true),
                        rate(1, 5, 25, false),
                        rate(1, 5, 20, true),
                        rate(1, 1, 50, true)));
        // A target missed at 11:00 is that of the owner at 11:00, whoever followed the lead up at last.
        assertThat(shibuya.persons())
                .containsExactly(
                        new PersonKpis(
                                "u-1",
                                new KpiFigures(
                                        2,
                                        rate(2, 2, 80, true),
                                        1,
                                        0,
                                        time(30L, 30L, rate(1, 2, 70, false), 0),
                                        time(30L, 30L, rate(1, 2, 70, false), 0),
                                        rate(1, 2, 20, true),
                                        rate(0, 2, 25, false),
                                        rate(0, 2, 20, false),
                                        rate(0, 0, 50, null))),
                        new PersonKpis(
                                "u-2",
                                new KpiFigures(
                                        3,
                                        rate(3, 3, 80, true),
                                        2,
                                        0,
                                        time(40L, 120L, rate(1, 1, 70, true), 0),
                                        time(120L, 940L, rate(0, 1, 70, false), 0),
                                        rate(0, 3, 20, false),
                                        rate(1, 3, 25, true),
                                        rate(1, 3, 20, true),
                                        rate(1, 1, 50, true))));
        assertThat(shibuya.unassigned())
                .isEqualTo(new KpiFigures(
                        3,
                        rate(2, 3, 80, false),
                        0,
                        2,
                        time(null, null, rate(0, 1, 70, false), 1),
                        time(null, null, rate(0, 1, 70, false), 1),
                        rate(0, 2, 20, false),
                        rate(0, 2, 25, false),
                        rate(0, 2, 20, false),
                        rate(0, 0, 50, null)));
    }

    @Test
    @DisplayName("SL-22: as of a past moment only what was recorded by then counts")
    void asOf() {
        sixLeads();

        KpiFigures then = kpis(null, null, null, tokyo("2026-10-12T11:00").toString(), MANAGER)
                .outlets()
                .getFirst()
                .figures();

        assertThat(then.delivered()).isEqualTo(2);
        assertThat(then.testDrive().fraction()).isEqualTo(new Fraction(1, 2));
        assertThat(then.business().withinTarget().fraction()).isEqualTo(new Fraction(1, 1));
        assertThat(then.business().running())
                .as("its hour ends a millisecond later")
                .isEqualTo(1);
        assertThat(kpis(null, null, null, tokyo("2026-10-12T15:00").toString(), MANAGER)
                        .outlets()
                        .getFirst()
                        .figures()
                        .win()
                        .fraction())
                .as("before it was corrected")
                .isEqualTo(new Fraction(0, 1));
    }

    @Test
    @DisplayName("KPIs: the leads behind a figure, page by page, the one delivered last at the top")
    void leadsBehind() {
        List<UUID> six = sixLeads();

        KpiLeads first = leads("delivered", null, null, false, 4, null, MANAGER);
        KpiLeads second = leads("delivered", null, null, false, 4, first.nextCursor(), MANAGER);

        assertThat(first.rows())
                .extracting(LeadRow::leadId)
                .containsExactly(six.get(5), six.get(2), six.get(4), six.get(3));
        assertThat(second.rows()).extracting(LeadRow::leadId).containsExactly(six.get(1), six.getFirst());
        assertThat(second.nextCursor()).isNull();
        assertThat(leads("within-target-business", "BREACHED", null, MANAGER).rows())
                .extracting(LeadRow::leadId, LeadRow::business, LeadRow::elapsed)
                .containsExactly(
                        tuple(six.get(4), new LeadTiming(null, Result.BREACHED), new LeadTiming(null, Result.BREACHED)),
                        tuple(
                                six.get(1),
                                new LeadTiming(120L, Result.BREACHED),
                                new LeadTiming(120L, Result.BREACHED)));
        assertThat(leads("within-target-business", "BREACHED", "u-1", MANAGER).rows())
                .extracting(LeadRow::leadId)
                .containsExactly(six.get(1));
        assertThat(leads("within-target-business", null, null, true, 50, null, MANAGER)
                        .rows())
                .extracting(LeadRow::leadId, LeadRow::outcome)
                .containsExactly(tuple(six.get(5), Outcome.RUNNING), tuple(six.get(4), Outcome.BREACHED));
        assertThat(leads("in-scope", "OUT_OF_SCOPE", null, MANAGER).rows())
                .extracting(LeadRow::leadId, row -> row.business().result())
                .containsExactly(tuple(six.get(3), Result.WITHDRAWN));
        assertThat(leads("win", "WON", "u-2", HQ).rows())
                .extracting(LeadRow::leadId)
                .containsExactly(six.getFirst());
    }

    @Test
    @DisplayName("AC-01, SA-21: staff sees its own figures only, and not how the next owner fared")
    void staff() {
        List<UUID> six = sixLeads();
        Actor own = Scopes.atOutlets("u-1", Role.SALES_STAFF, SHIBUYA);

        Kpis kpis = kpis(null, null, null, null, own);

        OutletKpis shibuya = kpis.outlets().getFirst();
        assertThat(shibuya.figures()).isNull();
        assertThat(shibuya.unassigned()).isNull();
        assertThat(shibuya.persons()).extracting(PersonKpis::user).containsExactly("u-1");
        assertThat(shibuya.persons())
                .isEqualTo(kpis("person", null, "u-1", null, MANAGER)
                        .outlets()
                        .getFirst()
                        .persons());
        assertThat(leads("delivered", null, null, own).rows())
                .extracting(LeadRow::leadId, LeadRow::business)
                .containsExactly(
                        tuple(six.get(1), new LeadTiming(null, Result.BREACHED)),
                        tuple(six.getFirst(), new LeadTiming(30L, Result.MET)));
        assertThat(leads("appraisal", "DONE", null, own).rows()).isEmpty();
        assertThat(refusals(() -> kpis("outlet", null, null, null, own))).containsExactly(Refusal.ofRole("AC-01"));
        assertThat(refusals(() -> kpis("person", null, "u-2", null, own))).containsExactly(Refusal.ofRole("AC-01"));
        assertThat(refusals(() -> leads("delivered", null, "u-2", own))).containsExactly(Refusal.ofRole("AC-01"));
        assertThat(refusals(() -> leads("delivered", null, null, true, 50, null, own)))
                .containsExactly(Refusal.ofRole("AC-01"));
        Actor stranger = Scopes.atOutlets("u-1", Role.SALES_STAFF, NAMBA);
        assertThat(kpis(null, null, null, null, stranger).outlets()).isEmpty();
    }

    @Test
    @DisplayName("AC-01: a manager sees its outlets' figures, headquarters those of their market, an auditor all")
    void scopes() {
        delivered("2026-10-12T10:00", SHIBUYA);
        delivered("2026-10-12T10:00", NAMBA);
        delivered("2026-10-12T10:00", ROMA);

        assertThat(outlets(null, MANAGER)).containsExactly(SHIBUYA);
        assertThat(outlets(SHIBUYA, MANAGER)).containsExactly(SHIBUYA);
        assertThat(outlets(NAMBA, MANAGER)).as("as if it had no leads").isEmpty();
        assertThat(outlets("JP-TOKYO.NOWHERE", MANAGER)).isEmpty();
        assertThat(outlets(null, HQ)).containsExactly(NAMBA, SHIBUYA);
        assertThat(outlets(ROMA, HQ)).isEmpty();
        assertThat(outlets(null, AUDITOR)).containsExactly(ROMA, NAMBA, SHIBUYA);
        assertThat(leads("delivered", null, null, MANAGER).rows())
                .extracting(LeadRow::outlet)
                .containsExactly(SHIBUYA);
        assertThat(leads("delivered", null, null, HQ).rows())
                .extracting(LeadRow::outlet)
                .containsExactlyInAnyOrder(SHIBUYA, NAMBA);
    }

    private List<String> outlets(@Nullable String outlet, Actor actor) {
        return kpis("outlet", outlet, null, null, actor).outlets().stream()
                .map(OutletKpis::outlet)
                .toList();
    }

    @Test
    @DisplayName("AC-01: key figures are nobody else's business")
    void otherRoles() {
        EnumSet<Role> others =
                EnumSet.complementOf(EnumSet.of(Role.OUTLET_MANAGER, Role.SALES_STAFF, Role.HQ, Role.AUDITOR));
        for (Role role : others) {
            Actor actor = new Actor(
                    "x-1",
                    role,
                    role.isDealer() ? new DealerId("JP-TOKYO") : null,
                    role.isMarkets() ? new MarketId("JP") : null,
                    role.isOutlets() ? Set.of(new OutletId(SHIBUYA)) : Set.of());

            assertThat(refusals(() -> kpis(null, null, null, null, actor)))
                    .as(role.name())
                    .containsExactly(Refusal.ofRole("AC-01"));
            assertThat(refusals(() -> leads("delivered", null, null, actor)))
                    .as(role.name())
                    .containsExactly(Refusal.ofRole("AC-01"));
        }
    }

    @Test
    @DisplayName("SL-04, SL-22: periods are half-open and at most 400 days long; faults are told at once")
    void parameters() {
        delivered("2026-10-12T10:00", NAMBA);
        Instant at = tokyo("2026-10-12T10:00");

        assertThat(api.kpis(at.toString(), at.plusMillis(1).toString(), null, null, null, null, head(), HQ)
                        .outlets())
                .hasSize(1);
        assertThat(api.kpis(at.minusMillis(1).toString(), at.toString(), null, null, null, null, head(), HQ)
                        .outlets())
                .isEmpty();
        Instant first = tokyo("2026-10-19T00:00").minus(SalesKpiApi.LONGEST_PERIOD);
        assertThat(api.kpis(first.toString(), TO, null, null, null, null, head(), HQ)
                        .outlets())
                .hasSize(1);
    }

    private String head() {
        return Long.toString(ledger.head());
    }

    @Test
    @DisplayName("API-LIST: what is wrong with the parameters is told, all at once")
    void faults() {
        Instant from = tokyo("2026-10-12T00:00");
        String tooLate = from.plus(Duration.ofDays(400)).plusMillis(1).toString();
        String future = clock.instant().plusMillis(1).toString();

        assertThat(refusals(() -> api.kpis(FROM, tooLate, "person,", "shibuya", "no one", future, null, MANAGER)))
                .extracting(Refusal::code, Refusal::field)
                .containsExactlyInAnyOrder(
                        tuple("not-one-of", "by"),
                        tuple("not-an-outlet-code", "outlet"),
                        tuple("not-a-user-id", "user"),
                        tuple("period-too-long", "to"),
                        tuple("moment-in-future", "asOf"));
        assertThat(refusals(() -> api.leads("win", "DONE", TO, FROM, null, "u-1", true, null, 201, "?", null, MANAGER)))
                .extracting(Refusal::code, Refusal::field)
                .containsExactlyInAnyOrder(
                        tuple("not-one-of", "outcome"),
                        tuple("period-ends-before-it-begins", "to"),
                        tuple("unassigned-has-no-user", "user"),
                        tuple("limit-out-of-range", "limit"),
                        tuple("not-a-cursor", "cursor"));
    }

    @Test
    @DisplayName("KPIs: the answer tells in three languages what each figure means")
    void definitions() {
        assertThat(kpis(null, null, null, null, MANAGER).definitions())
                .containsOnlyKeys(
                        "period",
                        "delivered",
                        "inScope",
                        "followUpMinutes",
                        "withinTarget",
                        "testDrive",
                        "appraisal",
                        "conversion",
                        "win",
                        "person",
                        "unassigned")
                .allSatisfy((name, text) -> assertThat(List.of(text.ja(), text.en(), text.it()))
                        .doesNotContain("")
                        .doesNotHaveDuplicates());
    }

    @Test
    @DisplayName("KPIs: a percentile is the nearest rank: 9 of 10 for the 90th, the lower middle for the median")
    void nearestRank() {
        Tally.Times times = new Tally.Times();
        assertThat(times.percentile(50)).isNull();
        for (int minutes : new int[] {7, 3, 10, 1, 5, 9, 2, 8, 4, 6}) {
            times.add(Duration.ofMinutes(minutes));
        }
        assertThat(times.percentile(50)).isEqualTo(Duration.ofMinutes(5));
        assertThat(times.percentile(90)).isEqualTo(Duration.ofMinutes(9));
        times.add(Duration.ofMinutes(11));
        assertThat(times.percentile(50)).isEqualTo(Duration.ofMinutes(6));
        assertThat(times.percentile(90)).isEqualTo(Duration.ofMinutes(10));
        assertThat(Map.of(1, 1, 50, 6, 100, 11))
                .allSatisfy((percent, minutes) ->
                        assertThat(times.percentile(percent)).isEqualTo(Duration.ofMinutes(minutes)));
    }

    private static List<Refusal> refusals(ThrowingCallable call) {
        return catchThrowableOfType(RefusedException.class, call).refusals();
    }
}
