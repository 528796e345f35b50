package leadledger.query.slareport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.ledger.StoredEvent;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.shared.Vin;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.query.projection.DiscardedEvents;
import leadledger.query.projection.ProjectionFixture;
import leadledger.query.projection.Projections;
import leadledger.query.slareport.SlaAssignmentsApi.AssignmentPage;
import leadledger.query.slareport.SlaRatesApi.Fraction;
import leadledger.query.slareport.SlaRatesApi.Rates;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.LeadScribe;
import leadledger.query.testing.Scopes;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code GET /sla/rates} and {@code GET /sla/assignments}: what is asked for, by whom, and what comes back. */
class SlaRatesApiTest {

    private static final Actor HQ = Actor.ofHeadquarters("u-2", new MarketId("JP"));
    private static final Actor OSAKA = Actor.ofDealer("u-3", Role.AFTERSALES_MANAGER, new DealerId("JP-OSAKA"));

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture();

    private final ReplayPlaces places = new ReplayPlaces(2, Duration.ZERO);
    private Projections projections;
    private SlaRatesApi api;
    private SlaAssignmentsApi assignmentsApi;
    private LeadScribe scribe;
    private String position = "0";

    @BeforeEach
    void follow() {
        scribe = new LeadScribe(fixture.ledger());
        SlaLeadProjection projection = new SlaLeadProjection(fixture.catalog());
        projections = fixture.node(projection);
        SlaRates rates = new SlaRates(
                Scopes.reads(fixture.database().app()),
                fixture.ledger(),
                projection,
                dealer -> Optional.empty(),
                places,
                new DiscardedEvents(JdbcClient.create(fixture.database().app())));
        api = new SlaRatesApi(rates, Scopes.NETWORK, projections, fixture.ledger(), ReferenceBook.EMPTY);
        assignmentsApi = new SlaAssignmentsApi(
                new SlaAssignments(
                        Scopes.reads(fixture.database().app()),
                        new PastFacts(
                                fixture.ledger(),
                                projection,
                                new DiscardedEvents(
                                        JdbcClient.create(fixture.database().app())))),
                Scopes.NETWORK,
                projections,
                fixture.ledger(),
                ReferenceBook.EMPTY);
    }

    /** Before and after disputes alike. */
    private static SlaRatesApi.Rate undisputed(
            long assigned,
            long met,
            @Nullable Long breached,
            @Nullable Long running,
            @Nullable Long withdrawn,
            @Nullable Fraction ofFallen,
            @Nullable Fraction ofAssigned,
            @Nullable Boolean targetReached) {
        return new SlaRatesApi.Rate(
                assigned,
                met,
                breached,
                running,
                withdrawn,
                ofFallen,
                ofAssigned,
                targetReached,
                new SlaRatesApi.RateBeforeDisputes(
                        assigned, met, breached, running, withdrawn, ofFallen, ofAssigned, targetReached),
                new SlaRatesApi.Decisions(0, 0, 0),
                0);
    }

    private UUID attempted(String dealer) {
        UUID lead = scribe.create(LeadDraft.of(dealer));
        position = Long.toString(scribe.attempt(lead).lastPosition());
        return lead;
    }

    /** What is recorded after this is newer by the clock: within a millisecond, ids decide the order. */
    private void awaitLaterMoment() {
        Instant before = fixture.ledger().instant();
        while (!fixture.ledger().instant().isAfter(before)) {
            Thread.onSpinWait();
        }
    }

    private Rates rates(String sla, @Nullable String groupBy, @Nullable String asOf, Actor actor) {
        return api.rates(sla, null, null, null, groupBy, null, null, null, null, asOf, position, actor);
    }

    @Test
    @DisplayName("SL-04, AS-65: fractions have both counts, the running and the withdrawn stand beside")
    void fractions() {
        attempted("JP-OSAKA");
        scribe.create(LeadDraft.of("JP-OSAKA"));
        UUID moved = scribe.create(LeadDraft.of("JP-OSAKA"));
        position = Long.toString(scribe.append(moved, new LeadReassigned(new DealerId("JP-TOKYO"), "closes down"))
                .lastPosition());

        Rates rates = rates("SLA1", "dealer", null, HQ);

        assertThat(rates.total()).isEqualTo(undisputed(3, 1, 0L, 2L, 1L, new Fraction(1, 1), new Fraction(1, 3), true));
        assertThat(rates.groups()).extracting(SlaRatesApi.Group::key).containsExactly("JP-OSAKA", "JP-TOKYO");
        assertThat(rates.groups().getLast().rate())
                .as("no verdict has fallen: no rate")
                .isEqualTo(undisputed(1, 0, 0L, 1L, 0L, null, new Fraction(0, 1), null));
        assertThat(rates.position()).isGreaterThanOrEqualTo(Long.parseLong(position));
        assertThat(rates.targetPercent()).isEqualTo(70);
    }

    @Test
    @DisplayName("SL-04: no leads, no rate")
    void noLeads() {
        Rates rates = rates("SLA2", "month", null, HQ);

        assertThat(rates.total()).isEqualTo(undisputed(0, 0, 0L, 0L, 0L, null, null, null));
        assertThat(rates.groups()).isEmpty();
    }

    @Test
    @DisplayName("SL-03: managed leads of all assigned in the window, against the target")
    void managed() {
        UUID closed = attempted("JP-OSAKA");
        scribe.append(closed, new LeadClosedWithSale(new Vin("JT2BF22K1W0123456"), null));
        attempted("JP-OSAKA");

        Rates rates = rates("SLA3", "market", null, HQ);

        assertThat(rates.sla()).isEqualTo(Sla.SLA3);
        assertThat(rates.total()).isEqualTo(undisputed(2, 1, null, null, null, null, new Fraction(1, 2), false));
        assertThat(rates.groups()).extracting(SlaRatesApi.Group::key).containsExactly("UNKNOWN");
        assertThat(Duration.between(rates.from(), rates.to())).isEqualTo(Duration.ofDays(60));
    }

    @Test
    @DisplayName("AC-01, AC-02: a manager sees its own dealer's figures only, its former assignments included")
    void ownDealer() {
        attempted("JP-TOKYO");
        UUID moved = attempted("JP-OSAKA");
        scribe.append(moved, new LeadReassigned(new DealerId("JP-TOKYO"), "closes down"));
        attempted("JP-TOKYO");

        assertThat(rates("SLA1", "dealer", null, OSAKA).groups())
                .extracting(group -> group.key() + " " + group.rate().assigned())
                .containsExactly("JP-OSAKA 1");
        Rates others = api.rates("SLA1", null, null, null, null, "JP-TOKYO", null, null, null, null, position, OSAKA);
        assertThat(others.total().assigned()).isZero();
        assertThat(rates("SLA3", null, null, OSAKA).total().assigned())
                .as("the lead is the new dealer's")
                .isZero();
    }

    @Test
    @DisplayName("AC-01: headquarters see the assignments at their market's dealers only, of now and of then")
    void ownMarket() {
        attempted("IT-ROMA");
        UUID moved = attempted("JP-OSAKA");
        position = Long.toString(scribe.append(moved, new LeadReassigned(new DealerId("IT-ROMA"), "moved away"))
                .lastPosition());
        String now = fixture.ledger().instant().toString();

        for (@Nullable String asOf : new @Nullable String[] {null, now}) {
            assertThat(rates("SLA1", "dealer", asOf, HQ).groups())
                    .extracting(group -> group.key() + " " + group.rate().assigned())
                    .containsExactly("JP-OSAKA 1");
            assertThat(rates("SLA3", "dealer", asOf, HQ).groups()).isEmpty();
            assertThat(rates("SLA1", "dealer", asOf, Actor.of("u-4", Role.AUDITOR))
                            .groups())
                    .extracting(SlaRatesApi.Group::key)
                    .containsExactly("IT-ROMA", "JP-OSAKA");
        }
    }

    @Test
    @DisplayName("SL-22: as of a past moment only what was recorded by then counts")
    void asOf() {
        UUID lead = scribe.create(LeadDraft.of("JP-OSAKA"));
        Instant created = fixture.ledger().readStream(lead, 0).getFirst().recordedAt();
        position = Long.toString(scribe.attempt(lead).lastPosition());
        Instant attemptedAt = fixture.ledger().readStream(lead, 1).getFirst().recordedAt();

        assertThat(rates("SLA1", null, created.minusMillis(1).toString(), HQ)
                        .total()
                        .assigned())
                .isZero();
        assertThat(rates("SLA1", null, attemptedAt.toString(), HQ).total().met())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("SL-22: two replays at once are answered, a third is told to come again, and may when one has ended")
    void replaysAtOnce() {
        attempted("JP-OSAKA");
        String moment = fixture.ledger().instant().toString();

        for (String time : List.of("first", "again: who ends gives back one place, and no more")) {
            long metNow = places.inOne(() -> places.inOne(() -> {
                assertThatThrownBy(() -> rates("SLA1", null, moment, HQ))
                        .as(time)
                        .isInstanceOf(TransientDataAccessException.class);
                return rates("SLA1", null, null, HQ).total().met();
            }));
            assertThat(metNow).as("figures of now need no replay").isEqualTo(1);
        }

        assertThat(places.<Long>inOne(
                        () -> rates("SLA1", null, moment, HQ).total().met()))
                .isEqualTo(1);
    }

    @Test
    @DisplayName(
            "LG-31, SL-22: an event that operators left out is left out of a replay too, and what came behind it is not")
    void discardedEvents() {
        UUID lead = scribe.create(LeadDraft.of("JP-OSAKA"));
        scribe.appendRaw(lead, "aftersales.contact-attempt-recorded", "no JSON");
        position = Long.toString(scribe.append(lead, new LeadClosedWithSale(new Vin("JT2BF22K1W0123456"), null))
                .lastPosition());
        String moment = fixture.ledger().instant().toString();
        await().until(() ->
                fixture.column("select position from query.dead_letter").size() == 2);
        assertThat(rates("SLA2", null, moment, HQ).total().met()).isZero();

        assertThat(projections.discard(SlaLeadProjection.NAME, lead, "not readable", "ADMIN/a-1"))
                .isEqualTo(Projections.LetterResult.TAKEN);

        assertThat(rates("SLA2", null, null, HQ).total().met()).isEqualTo(1);
        assertThat(rates("SLA2", null, moment, HQ).total().met()).isEqualTo(1);
    }

    private AssignmentPage assignments(
            String sla, @Nullable String result, int limit, @Nullable String cursor, Actor actor) {
        return assignmentsApi.assignments(
                sla, null, null, null, null, null, null, null, result, limit, cursor, null, position, actor);
    }

    @Test
    @DisplayName(
            "AS-65: the former dealer finds its own assignment of a lead that has moved on, and nothing of the new one")
    void formerDealersAssignment() {
        UUID moved = attempted("JP-OSAKA");
        scribe.append(moved, new LeadReassigned(new DealerId("JP-TOKYO"), "closes down"));
        position = Long.toString(scribe.attempt(moved).lastPosition());
        List<Instant> recorded = fixture.ledger().readStream(moved, 0).stream()
                .map(StoredEvent::recordedAt)
                .toList();

        AssignmentPage own = assignments("SLA1", null, 50, null, OSAKA);

        assertThat(own.rows())
                .containsExactly(new SlaAssignmentsApi.AssignmentRow(
                        moved,
                        LeadDraft.of("JP-OSAKA").id(moved).created().reference(),
                        1,
                        "JP-OSAKA",
                        recorded.get(0),
                        recorded.get(2),
                        Result.MET,
                        recorded.get(0).plus(Duration.ofDays(1)),
                        recorded.get(1),
                        false,
                        null,
                        "default",
                        1));
        assertThat(own.nextCursor()).isNull();
        assertThat(own.position()).isGreaterThanOrEqualTo(Long.parseLong(position));
        assertThat(assignments("SLA2", null, 50, null, OSAKA).rows())
                .extracting(SlaAssignmentsApi.AssignmentRow::result)
                .containsExactly(Result.WITHDRAWN);
        assertThat(assignments("SLA3", null, 50, null, OSAKA).rows())
                .as("the lead counts for the new dealer")
                .isEmpty();
        assertThat(assignments("SLA3", null, 50, null, HQ).rows())
                .extracting(SlaAssignmentsApi.AssignmentRow::assignment, SlaAssignmentsApi.AssignmentRow::deadline)
                .containsExactly(tuple(2, null));
    }

    @Test
    @DisplayName("API-LIST: assignments are read on page by page, newest first, only those with the verdict asked for")
    void assignmentPages() {
        UUID first = attempted("JP-OSAKA");
        awaitLaterMoment();
        UUID running = scribe.create(LeadDraft.of("JP-OSAKA"));
        awaitLaterMoment();
        UUID last = attempted("JP-TOKYO");

        AssignmentPage page = assignments("SLA1", null, 2, null, HQ);

        assertThat(page.rows())
                .extracting(SlaAssignmentsApi.AssignmentRow::leadId)
                .containsExactly(last, running);
        assertThat(assignments("SLA1", null, 2, page.nextCursor(), HQ).rows())
                .extracting(SlaAssignmentsApi.AssignmentRow::leadId)
                .containsExactly(first);
        assertThat(assignments("SLA1", "MET", 2, null, HQ).rows())
                .extracting(SlaAssignmentsApi.AssignmentRow::leadId)
                .containsExactly(last, first);
        assertThat(assignments("SLA1", "RUNNING", 2, null, HQ).rows())
                .extracting(SlaAssignmentsApi.AssignmentRow::leadId)
                .containsExactly(running);
    }

    @Test
    @DisplayName("SL-03: the leads behind a window that ended earlier are told as they were known then")
    void assignmentsAtAPastMoment() {
        UUID lead = attempted("JP-OSAKA");
        Instant attemptedAt = fixture.ledger().readStream(lead, 1).getFirst().recordedAt();
        await().until(() -> fixture.ledger().instant().isAfter(attemptedAt));
        scribe.append(lead, new LeadReassigned(new DealerId("JP-TOKYO"), "closes down"));
        position = Long.toString(scribe.append(lead, new LeadClosedWithSale(new Vin("JT2BF22K1W0123456"), null))
                .lastPosition());

        SlaAssignmentsApi.AssignmentRow then = assignmentsApi
                .assignments(
                        "SLA3",
                        null,
                        null,
                        attemptedAt.toString(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        50,
                        null,
                        null,
                        position,
                        OSAKA)
                .rows()
                .getFirst();

        assertThat(then.result()).isEqualTo(Result.BREACHED);
        assertThat(then.withdrawnAt()).isNull();
        assertThat(assignments("SLA3", "MET", 50, null, HQ).rows()).hasSize(1);
    }

    @Test
    @DisplayName("Whatever is wrong with a question for assignments is told at once")
    void assignmentFaults() {
        assertThat(refusals(() -> assignmentsApi.assignments(
                        "SLA3",
                        "2026-01-01T00:00:00Z",
                        null,
                        "2999-01-01T00:00:00Z",
                        "?",
                        "\0",
                        null,
                        "X",
                        "WITHDRAWN",
                        201,
                        "x",
                        null,
                        null,
                        HQ)))
                .extracting(refusal -> refusal.code() + "@" + refusal.field())
                .containsExactlyInAnyOrder(
                        "not-for-this-service-level@from",
                        "moment-in-future@at",
                        "not-a-dealer-code@dealer",
                        "characters-not-allowed@campaign",
                        "not-one-of@leadType",
                        "not-for-this-service-level@result",
                        "limit-out-of-range@limit",
                        "not-a-cursor@cursor");
        assertThat(refusals(() -> assignments("SLA1", "LOST", 0, null, HQ)))
                .extracting(Refusal::code)
                .containsExactlyInAnyOrder("not-one-of", "limit-out-of-range");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"HQ", "AUDITOR", "AFTERSALES_MANAGER"},
            mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("AC-01: agents, machines and operators have no figures")
    void otherRoles(Role role) {
        Actor actor = new Actor(
                "u-9",
                role,
                role.isDealer() ? new DealerId("JP-OSAKA") : null,
                role.isMarkets() ? new MarketId("JP") : null,
                role.isOutlets() ? Set.of(new OutletId("JP-OSAKA.NAMBA")) : Set.of());

        assertThat(refusals(() -> rates("SLA1", null, null, actor)))
                .extracting(Refusal::kind)
                .containsExactly(Refusal.Kind.ROLE);
        assertThat(refusals(() -> assignments("SLA1", null, 50, null, actor)))
                .as("what is behind them")
                .extracting(Refusal::kind)
                .containsExactly(Refusal.Kind.ROLE);
    }

    @Test
    @DisplayName("Whatever is wrong is told at once; a text that is no moment is malformed")
    void faults() {
        assertThat(refusals(() -> api.rates(
                        "SLA1",
                        "2026-02-01T00:00:00Z",
                        "2026-01-01T00:00:00Z",
                        "2026-01-01T00:00:00Z",
                        "colour",
                        "?",
                        null,
                        null,
                        "X",
                        "2999-01-01T00:00:00Z",
                        null,
                        HQ)))
                .extracting(refusal -> refusal.code() + "@" + refusal.field())
                .containsExactlyInAnyOrder(
                        "not-one-of@groupBy",
                        "not-a-dealer-code@dealer",
                        "not-one-of@leadType",
                        "not-for-this-service-level@at",
                        "period-ends-before-it-begins@to",
                        "moment-in-future@asOf");
        assertThat(refusals(() -> rates("SLA4", null, null, HQ)))
                .extracting(Refusal::code)
                .containsExactly("not-one-of");
        assertThat(refusals(() -> rates("SLA1", null, "yesterday", HQ)))
                .extracting(Refusal::kind)
                .containsExactly(Refusal.Kind.MALFORMED);
    }

    private static List<Refusal> refusals(ThrowingCallable call) {
        return catchThrowableOfType(RefusedException.class, call).refusals();
    }

    @Test
    @DisplayName(
            "SL-22: Given a past moment, then assignments are judged by what was known then; a future one is refused")
    void assignmentsAsOf() {
        UUID lead = attempted("JP-OSAKA");
        Instant attemptedAt = fixture.ledger().readStream(lead, 0).get(1).recordedAt();
        Instant createdAt = fixture.ledger().readStream(lead, 0).getFirst().recordedAt();
        await().until(() -> fixture.ledger().instant().isAfter(attemptedAt));
        scribe.append(lead, new LeadReassigned(new DealerId("JP-TOKYO"), "closes down"));

        AssignmentPage then = assignmentsAsOf("SLA1", attemptedAt, OSAKA);

        assertThat(then.asOf()).isEqualTo(attemptedAt);
        assertThat(then.position()).isEqualTo(2);
        assertThat(then.rows()).singleElement().satisfies(row -> {
            assertThat(row.result()).isEqualTo(Result.MET);
            assertThat(row.stoppedAt()).isEqualTo(attemptedAt);
            assertThat(row.withdrawnAt()).isNull();
        });
        assertThat(assignmentsAsOf("SLA1", createdAt.minusMillis(1), OSAKA).rows())
                .isEmpty();
        assertThat(refusals(() -> assignmentsAsOf("SLA1", Instant.parse("2999-01-01T00:00:00Z"), OSAKA)))
                .containsExactly(Refusal.ofValue("SL-22", "moment-in-future", "asOf"));
    }

    private AssignmentPage assignmentsAsOf(String sla, Instant asOf, Actor actor) {
        return assignmentsApi.assignments(
                sla, null, null, null, null, null, null, null, null, 50, null, asOf.toString(), null, actor);
    }
}
