package leadledger.query.salesverdicts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.events.calendar.Shift;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.sla.FirstFollowUp.Minutes;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.events.sla.SlaVerdict.SetAside;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessEntry;
import leadledger.query.saleslead.SalesLeadReaderAccess;
import leadledger.query.salesverdicts.SalesVerdictsApi.SalesVerdicts;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.SalesScribe;
import leadledger.query.testing.Scopes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * {@code GET …/verdicts} of a sales lead. The lead (positions 1 to 6): captured at 20:00 in Tokyo, held for Namba, redirected to
 * Shibuya, delivered when Shibuya opened at 10:00 the next day, assigned to u-1 and followed up at 11:30.
 */
class SalesVerdictsApiTest {

    private static final String SHIBUYA = "JP-TOKYO.SHIBUYA";
    private static final Instant CAPTURED = Instant.parse("2026-10-12T11:00:00Z");
    private static final Instant OPENED = Instant.parse("2026-10-13T01:00:00Z");
    private static final Instant FOLLOWED_UP = OPENED.plus(Duration.ofMinutes(90));
    private static final Actor MANAGER = Scopes.atOutlets("m-1", Role.OUTLET_MANAGER, SHIBUYA);
    private static final Actor HQ = Actor.ofHeadquarters("hq-1", new MarketId("JP"));

    private static final KeptAccess LOG = new KeptAccess();
    private static LedgerDatabase database;
    private static PostgresLedger ledger;
    private static SalesVerdictsApi api;
    private static UUID lead;
    private static UUID queued;

    @BeforeAll
    static void aLeadThatWasHeldAndRedirected() {
        TestClock clock = new TestClock(CAPTURED);
        database = LedgerDatabase.create();
        ledger = new PostgresLedger(database.app(), clock, LedgerSettings.DEFAULTS);
        ledger.start();
        api = new SalesVerdictsApi(
                SalesLeadReaderAccess.reader(ledger, LedgerJson.catalog(), LOG),
                Scopes.BOOK.after(List.of(new BusinessHoursDefined(
                        new OutletId(SHIBUYA),
                        Stream.of(DayOfWeek.values())
                                .collect(Collectors.toMap(day -> day, day -> List.of(new Shift(600, 1_140)))),
                        List.of()))));
        SalesScribe scribe = new SalesScribe(ledger);
        lead = scribe.capture("ALFA", "山田");
        scribe.append(lead, new DeliveryHeld(new OutletId("JP-OSAKA.NAMBA"), OPENED));
        scribe.append(lead, new DeliveryHeld(new OutletId(SHIBUYA), OPENED));
        clock.set(OPENED.plusMillis(300));
        scribe.deliverHeld(lead, SHIBUYA, OPENED);
        scribe.assign(lead, "u-1");
        clock.set(FOLLOWED_UP);
        scribe.followUp(lead, TaskState.IN_PROGRESS);
        queued = scribe.capture("ALFA", "佐藤");
    }

    @AfterAll
    static void close() {
        ledger.close();
        database.close();
    }

    private static SalesVerdicts verdicts(UUID id, @Nullable String asOf, Actor actor) {
        return api.verdicts(id.toString(), asOf, null, actor, Locale.JAPANESE);
    }

    @Test
    @DisplayName("SA-32, SL-30: the verdict comes with minutes and evidence, and its reading is logged")
    void verdict() {
        SalesVerdicts told = verdicts(lead, null, HQ);

        assertThat(told.outlet()).isEqualTo(SHIBUYA);
        assertThat(told.deliveredAt()).isEqualTo(OPENED);
        assertThat(told.followedUpAt()).isEqualTo(FOLLOWED_UP);
        assertThat(told.minutes()).isEqualTo(new Minutes(90, 90));
        assertThat(told.verdicts())
                .extracting(one -> one.verdict().sla(), one -> one.verdict().result())
                .containsExactly(tuple(Sla.FIRST_FOLLOW_UP, Result.BREACHED));
        assertThat(setAside(told)).containsExactly(1L, 2L, 3L, 5L);
        AccessEntry entry = LOG.entries().getLast();
        assertThat(entry.action()).isEqualTo(AccessAction.READ_SALES_VERDICTS);
        assertThat(entry.leadId()).isEqualTo(lead);
    }

    private static List<Long> setAside(SalesVerdicts told) {
        return told.verdicts().getFirst().verdict().evidence().setAside().stream()
                .map(SetAside::position)
                .toList();
    }

    @Test
    @DisplayName("AC-01: an outlet is not told that the lead was held for another one")
    void heldForAnother() {
        assertThat(setAside(verdicts(lead, null, MANAGER))).containsExactly(1L, 3L, 5L);
    }

    @Test
    @DisplayName("SA-10, SL-22: as of the moment of opening the clock runs, though it is recorded later")
    void asOfTheOpening() {
        SalesVerdicts opened = verdicts(lead, OPENED.toString(), MANAGER);
        SalesVerdicts before = verdicts(lead, OPENED.minusMillis(1).toString(), MANAGER);

        assertThat(opened.deliveredAt()).isEqualTo(OPENED);
        assertThat(opened.minutes()).isNull();
        assertThat(opened.verdicts()).extracting(one -> one.verdict().result()).containsExactly(Result.RUNNING);
        assertThat(opened.verdicts().getFirst().verdict().evidence().start().position())
                .isEqualTo(3);
        assertThat(before.verdicts()).isEmpty();
        assertThat(before.deliveredAt()).isNull();
    }

    @Test
    @DisplayName("AC-01: who does not see the lead is told that there is none; a queued one has no verdict")
    void scopes() {
        assertThat(verdicts(lead, null, Scopes.atOutlets("u-1", Role.SALES_STAFF, SHIBUYA))
                        .verdicts())
                .hasSize(1);
        assertThat(refusals(lead, Scopes.atOutlets("u-2", Role.SALES_STAFF, SHIBUYA)))
                .containsExactly(Refusal.ofUnknownLead());
        assertThat(refusals(lead, Scopes.atOutlets("m-2", Role.OUTLET_MANAGER, "JP-OSAKA.NAMBA")))
                .containsExactly(Refusal.ofUnknownLead());
        assertThat(refusals(lead, Actor.of("x", Role.ADMIN))).containsExactly(Refusal.ofRole("AC-01"));
        assertThat(verdicts(queued, null, Actor.ofCallCenter("c-1", new MarketId("JP"))))
                .isEqualTo(new SalesVerdicts(queued, FOLLOWED_UP, null, null, null, null, List.of()));
    }

    private static List<Refusal> refusals(UUID id, Actor actor) {
        return catchThrowableOfType(RefusedException.class, () -> verdicts(id, null, actor))
                .refusals();
    }
}
