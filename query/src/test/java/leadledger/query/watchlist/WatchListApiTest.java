package leadledger.query.watchlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.events.sla.watch.SignKind;
import leadledger.query.listing.Count;
import leadledger.query.projection.ProjectionFixture;
import leadledger.query.projection.Projections;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.LeadScribe;
import leadledger.query.testing.SalesScribe;
import leadledger.query.testing.Scopes;
import leadledger.query.watchlist.WatchListApi.WatchListPage;
import leadledger.query.watchlist.WatchListApi.WatchedEvent;
import leadledger.query.watchlist.WatchListApi.WatchedSign;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SL-21: what headquarters see on the watch list, and who sees it. */
class WatchListApiTest {

    private static final String OSAKA = "JP-OSAKA";
    private static final Actor HQ = Actor.ofHeadquarters("hq-1", new MarketId("JP"));
    private static final Actor HQ_ITALY = Actor.ofHeadquarters("hq-2", new MarketId("IT"));
    private static final Actor AUDITOR = Actor.of("auditor", Role.AUDITOR);

    @RegisterExtension
    final ProjectionFixture fixture = new ProjectionFixture();

    private final TestClock clock = TestClock.at("2026-10-01T00:00:00Z");
    private LeadScribe scribe;
    private SalesScribe sales;
    private WatchListApi api;

    @BeforeEach
    void follow() {
        scribe = new LeadScribe(fixture.ledger(clock));
        sales = new SalesScribe(fixture.ledger());
        Projections projections = fixture.node(new WatchProjection(fixture.catalog(), Scopes.BOOK));
        api = new WatchListApi(
                new WatchList(Scopes.reads(fixture.database().app())), Scopes.NETWORK, projections, fixture.ledger());
    }

    private WatchListPage list(Actor actor) {
        return list(actor, null, null, null, 50, null, null);
    }

    private WatchListPage list(
            Actor actor,
            @Nullable SignKind sign,
            @Nullable String dealer,
            @Nullable String outlet,
            int limit,
            @Nullable String cursor,
            @Nullable Instant asOf) {
        return api.watchList(
                sign == null ? null : sign.name(),
                dealer,
                outlet,
                null,
                null,
                limit,
                cursor,
                asOf == null ? null : asOf.toString(),
                Long.toString(fixture.ledger().head()),
                actor,
                Locale.ENGLISH);
    }

    private static List<SignKind> kinds(WatchListPage page) {
        return page.rows().stream().map(WatchedSign::sign).toList();
    }

    private UUID lateAttempt(String dealer) {
        UUID lead = scribe.create(LeadDraft.of(dealer));
        Instant assigned = clock.instant();
        clock.advance(Duration.ofHours(25));
        scribe.attempt(lead, assigned.plusSeconds(600));
        return lead;
    }

    @Test
    @DisplayName(
            "SL-21, SL-22: a verdict that differs by claimed time tells both results and both times; a claim that is"
                    + " corrected away ends it, and as of before the correction it still stands")
    void differsUntilCorrected() {
        UUID lead = lateAttempt(OSAKA);
        Instant recorded = clock.instant();

        WatchedSign sign = list(HQ).rows().getFirst();

        assertThat(kinds(list(HQ))).containsExactly(SignKind.DIFFERS_BY_CLAIMED_TIME);
        assertThat(sign.leadId()).isEqualTo(lead);
        assertThat(sign.reference())
                .isEqualTo(LeadDraft.of(OSAKA).id(lead).created().reference());
        assertThat(sign.dealer()).isEqualTo(OSAKA);
        assertThat(sign.aroseAt()).isEqualTo(recorded);
        assertThat(sign.figures().byRecorded()).isEqualTo(Result.BREACHED);
        assertThat(sign.figures().byClaimed()).isEqualTo(Result.MET);
        assertThat(sign.figures().recordedAt()).isEqualTo(recorded);
        assertThat(sign.figures().claimedAt())
                .isEqualTo(recorded.minus(Duration.ofHours(25)).plusSeconds(600));
        assertThat(sign.events())
                .extracting(WatchedEvent::type)
                .containsExactly("aftersales.lead-created", "aftersales.contact-attempt-recorded");
        assertThat(sign.events().getLast().actor()).isEqualTo("AFTERSALES_AGENT/u-1");
        assertThat(sign.events().getLast().occurredAt())
                .isEqualTo(sign.figures().claimedAt());

        clock.advance(Duration.ofHours(1));
        scribe.append(
                lead,
                new ContactAttemptCorrected(1, ContactChannel.PHONE, ContactOutcome.REACHED, null, "another call"));
        WatchListPage now = list(HQ);
        assertThat(now.rows()).isEmpty();
        assertThat(now.signs()).extracting(WatchListApi.WatchedKind::count).containsOnly(Count.of(0));
        WatchListPage before =
                list(HQ, null, null, null, 50, null, clock.instant().minusMillis(1));
        assertThat(before.rows()).containsExactly(sign);
        assertThat(list(HQ, null, null, null, 50, null, clock.instant()).rows()).isEmpty();
        assertThat(list(HQ, null, null, null, 50, null, recorded).rows()).containsExactly(sign);
        assertThat(list(HQ, null, null, null, 50, null, recorded.minusMillis(1)).rows())
                .isEmpty();
    }

    @Test
    @DisplayName(
            "SL-21: a batch tells its user, how many leads, and at most 20 of its events; a chain its leads, the oldest first")
    void batchAndChain() {
        List<UUID> leads = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            leads.add(scribe.create(LeadDraft.of(OSAKA)));
        }
        clock.advance(Duration.ofHours(2));
        for (UUID lead : leads) {
            clock.advance(Duration.ofSeconds(1));
            scribe.attempt(lead);
        }
        UUID second = leads.get(1);
        UUID third = leads.get(2);
        scribe.append(second, new RecontactedFrom(new LeadId(leads.getFirst())));
        scribe.append(third, new RecontactedFrom(new LeadId(second)));

        WatchListPage page = list(HQ);

        assertThat(kinds(page)).containsExactly(SignKind.RECONTACT_CHAIN, SignKind.BATCHED_ATTEMPTS);
        WatchedSign batch = page.rows().getLast();
        assertThat(batch.user()).isEqualTo("u-1");
        assertThat(batch.leads()).isEqualTo(25);
        assertThat(batch.leadId()).isNull();
        assertThat(batch.events()).extracting(WatchedEvent::leadId).containsExactlyElementsOf(leads.subList(0, 20));
        assertThat(batch.aroseAt()).isEqualTo(batch.events().get(4).recordedAt());
        WatchedSign chain = page.rows().getFirst();
        assertThat(chain.leads()).isEqualTo(3);
        assertThat(chain.events()).extracting(WatchedEvent::leadId).containsExactly(leads.getFirst(), second, third);
        assertThat(chain.events().getFirst().position()).isNull();
        assertThat(chain.events().getLast().type()).isEqualTo("aftersales.recontacted-from");
    }

    @Test
    @DisplayName(
            "SL-21: five leads within exactly 60 s are listed as a batch, a millisecond more is none, nor are four leads")
    void batchBoundaries() {
        batch("AFTERSALES_AGENT/within", 5, Duration.ofSeconds(60));
        batch("AFTERSALES_AGENT/beyond", 5, Duration.ofMillis(60_001));
        batch("AFTERSALES_AGENT/four", 4, Duration.ofSeconds(3));

        assertThat(list(HQ).rows())
                .filteredOn(row -> row.sign() == SignKind.BATCHED_ATTEMPTS)
                .extracting(WatchedSign::user)
                .containsExactly("within");
    }

    private void batch(String actor, int leads, Duration spread) {
        List<UUID> created = new ArrayList<>();
        for (int i = 0; i < leads; i++) {
            created.add(scribe.create(LeadDraft.of(OSAKA)));
        }
        clock.advance(Duration.ofHours(1));
        Instant start = clock.instant();
        scribe.as(actor);
        for (int i = 0; i < leads; i++) {
            clock.set(i == leads - 1 ? start.plus(spread) : start.plusSeconds(i));
            scribe.attempt(created.get(i));
        }
    }

    @Test
    @DisplayName("SL-21, SA-32: of sales leads, a follow-up in the minute of the delivery, and a batch; by outlet")
    void ofSales() {
        sales.as("SALES_STAFF/s-1");
        List<UUID> leads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            leads.add(sales.capture("ALFA", "山田"));
            sales.deliver(leads.getLast(), i == 0 ? "JP-OSAKA.NAMBA" : "JP-OSAKA.UMEDA");
        }
        clock.advance(Duration.ofSeconds(60));
        sales.followUp(leads.getFirst(), TaskState.IN_PROGRESS);
        clock.advance(Duration.ofMillis(1));
        leads.subList(1, 5).forEach(lead -> sales.followUp(lead, TaskState.IN_PROGRESS));

        assertThat(kinds(list(HQ)))
                .containsExactly(SignKind.BATCHED_ATTEMPTS, SignKind.ATTEMPT_IN_MINUTE_OF_ASSIGNMENT);
        assertThat(list(HQ).rows()).extracting(WatchedSign::process).containsOnly(WatchedProcess.SALES);
        assertThat(kinds(list(HQ, null, null, "JP-OSAKA.NAMBA", 50, null, null)))
                .containsExactly(SignKind.ATTEMPT_IN_MINUTE_OF_ASSIGNMENT);
        assertThat(list(HQ_ITALY).rows()).isEmpty();
    }

    @Test
    @DisplayName("AC-01 to AC-03: headquarters see their market, auditors all, by whatever query; nobody else may look")
    void scopes() {
        lateAttempt(OSAKA);
        lateAttempt("IT-ROMA");

        assertThat(list(HQ).rows()).extracting(WatchedSign::dealer).containsExactly(OSAKA);
        assertThat(list(HQ_ITALY).rows()).extracting(WatchedSign::dealer).containsExactly("IT-ROMA");
        assertThat(list(HQ_ITALY, null, OSAKA, null, 50, null, null).rows()).isEmpty();
        assertThat(list(AUDITOR).rows()).extracting(WatchedSign::dealer).containsExactly("IT-ROMA", OSAKA);
        assertThat(Scopes.reads(fixture.database().app())
                        .<List<String>>read(
                                Scopes.NETWORK.ofWatchers(HQ_ITALY),
                                reading -> reading.sql("select distinct tenant from query.watch")
                                        .query(String.class)
                                        .list()))
                .containsExactly("IT-ROMA");
        for (Role role : EnumSet.complementOf(EnumSet.of(Role.HQ, Role.AUDITOR))) {
            Actor actor = role.isDealer()
                    ? Actor.ofDealer("u-1", role, new DealerId(OSAKA))
                    : role.isOutlets()
                            ? Actor.ofOutlets("u-1", role, Set.of(new OutletId("JP-OSAKA.NAMBA")))
                            : new Actor("u-1", role, null, role.isMarkets() ? new MarketId("JP") : null);
            assertThat(refusals(() -> list(actor)))
                    .as("%s", role)
                    .extracting(Refusal::kind)
                    .containsExactly(Refusal.Kind.ROLE);
        }
    }

    @Test
    @DisplayName(
            "API-LIST, SL-22: pages put together are the list; counts come with the first; what is wrong is told at once")
    void pagesAndFaults() {
        List<UUID> leads = List.of(lateAttempt(OSAKA), lateAttempt(OSAKA), lateAttempt("JP-TOKYO"));

        WatchListPage first = list(HQ, SignKind.DIFFERS_BY_CLAIMED_TIME, null, null, 2, null, null);
        WatchListPage second = list(HQ, SignKind.DIFFERS_BY_CLAIMED_TIME, null, null, 2, first.nextCursor(), null);

        assertThat(first.rows()).extracting(WatchedSign::leadId).containsExactly(leads.get(2), leads.get(1));
        assertThat(second.rows()).extracting(WatchedSign::leadId).containsExactly(leads.getFirst());
        assertThat(second.nextCursor()).isNull();
        assertThat(first.signs())
                .filteredOn(kind -> kind.sign() == SignKind.DIFFERS_BY_CLAIMED_TIME)
                .singleElement()
                .satisfies(kind -> assertThat(kind.count()).isEqualTo(Count.of(3)));
        assertThat(second.signs()).extracting(WatchListApi.WatchedKind::count).containsOnlyNulls();
        assertThat(list(HQ, SignKind.LATE_CORRECTION, null, null, 2, null, null).rows())
                .isEmpty();
        assertThat(refusals(() -> api.watchList(
                        "GUILT", "?", "?", "x", "2026-01-01T00:00:00Z", 201, "x", null, null, HQ, Locale.ENGLISH)))
                .extracting(Refusal::code)
                .containsExactlyInAnyOrder(
                        "not-one-of",
                        "not-a-dealer-code",
                        "not-an-outlet-code",
                        "not-a-moment",
                        "limit-out-of-range",
                        "not-a-cursor");
        assertThat(refusals(() ->
                        list(HQ, null, null, null, 50, null, clock.instant().plusMillis(1))))
                .extracting(Refusal::code)
                .containsExactly("moment-in-future");
    }

    @Test
    @DisplayName("every sign is titled and described in Japanese, English and Italian, differently")
    void words() {
        for (SignKind kind : SignKind.values()) {
            assertThat(List.of(Locale.JAPANESE, Locale.ENGLISH, Locale.ITALIAN, Locale.FRENCH).stream()
                            .map(WatchWords.of(kind)::title)
                            .distinct())
                    .as("%s", kind)
                    .hasSize(3);
            assertThat(List.of(Locale.JAPANESE, Locale.ENGLISH, Locale.ITALIAN).stream()
                            .map(WatchWords.of(kind)::description)
                            .distinct())
                    .hasSize(3);
        }
        assertThat(WatchWords.of(SignKind.LATE_CORRECTION).title(Locale.of("ja", "JP")))
                .isEqualTo("期限後の時刻訂正");
    }

    private static List<Refusal> refusals(ThrowingCallable call) {
        return catchThrowableOfType(RefusedException.class, call).refusals();
    }
}
