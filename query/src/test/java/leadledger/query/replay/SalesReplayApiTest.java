package leadledger.query.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.calendar.Shift;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.SalesEvent.ContractRecorded;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.LeadCommented;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Customer;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessEntry;
import leadledger.query.accesslog.Disclosure;
import leadledger.query.lead.LeadActions.ActionState;
import leadledger.query.replay.Replay.Step;
import leadledger.query.replay.ReplayedProcess.Change;
import leadledger.query.saleslead.SalesLeadReader.SalesLeadAsOf;
import leadledger.query.saleslead.SalesLeadReaderAccess;
import leadledger.query.salespage.SalesPage.FollowUpVerdict;
import leadledger.query.salespage.SalesState;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.RandomSales;
import leadledger.query.testing.SalesScribe;
import leadledger.query.testing.Scopes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LG-32: {@code GET …/replay} of a sales lead. Shibuya is open from 10:00 to 19:00 in Tokyo, Namba always. */
class SalesReplayApiTest {

    private static final String NAMBA = "JP-OSAKA.NAMBA";
    private static final String SHIBUYA = "JP-TOKYO.SHIBUYA";
    private static final Instant CAPTURED = Instant.parse("2026-11-24T11:00:00Z");
    private static final Instant OPENS = Instant.parse("2026-11-25T01:00:00Z");
    private static final Actor HQ = Actor.ofHeadquarters("h-1", new MarketId("JP"));
    private static final Actor AUDITOR = Actor.of("x-1", Role.AUDITOR);
    private static final Actor SHIBUYAS = Scopes.atOutlets("m-1", Role.OUTLET_MANAGER, SHIBUYA);
    private static final Actor STAFF = Scopes.atOutlets("s-1", Role.SALES_STAFF, SHIBUYA);
    private static final EventCatalog CATALOG = LedgerJson.catalog();
    private static final ReferenceBook BOOK = Scopes.BOOK.after(List.of(open(1_140)));

    private final TestClock clock = new TestClock(CAPTURED);
    private final KeptAccess log = new KeptAccess();
    private LedgerDatabase database;
    private PostgresLedger ledger;
    private SalesScribe scribe;
    private SalesReplayApi api;

    @BeforeEach
    void open() {
        database = LedgerDatabase.create();
        ledger = new PostgresLedger(database.app(), clock, LedgerSettings.DEFAULTS);
        ledger.start();
        scribe = new SalesScribe(ledger);
        api = api(BOOK);
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    /** Shibuya is open from 10:00 to so many minutes of the day. */
    private static BusinessHoursDefined open(int until) {
        return new BusinessHoursDefined(
                new OutletId(SHIBUYA),
                Stream.of(DayOfWeek.values())
                        .collect(Collectors.toMap(day -> day, day -> List.of(new Shift(600, until)))),
                List.of());
    }

    private SalesReplayApi api(ReferenceBook book) {
        // What was asked, as an action: by how many events, whom, and as of when.
        return new SalesReplayApi(
                SalesLeadReaderAccess.reader(ledger, CATALOG, log),
                (events, reader, language, at) ->
                        List.of(new ActionState(events.size() + " " + reader.role() + " " + at, true, List.of())),
                CATALOG,
                book);
    }

    private List<Step<SalesState, FollowUpVerdict>> steps(UUID lead, Actor actor, @Nullable Instant asOf) {
        return page(lead, actor, asOf, 200, null).steps();
    }

    private Replay<SalesState, FollowUpVerdict> page(
            UUID lead, Actor actor, @Nullable Instant asOf, int limit, @Nullable String cursor) {
        return api.replay(
                lead.toString(),
                asOf == null ? null : asOf.toString(),
                limit,
                cursor,
                null,
                null,
                actor,
                Locale.ENGLISH);
    }

    private static String told(Step<SalesState, FollowUpVerdict> step) {
        Replay.StepEvent event = step.event();
        return step.number() + " "
                + (event == null ? step.timeEffect() : event.type().replace("sales.", ""))
                + " " + step.at() + " " + step.state().status()
                + step.verdicts().stream()
                        .map(verdict -> " " + verdict.result())
                        .collect(Collectors.joining());
    }

    @Test
    @DisplayName(
            "LG-32, SA-10, SL-10: A held delivery is a step when the outlet opens, the limit when it passes by the outlet's"
                    + " hours; the event that records the delivery afterwards changes nothing more")
    void timeAlone() {
        UUID lead = scribe.capture("ALFA", "山田");
        scribe.append(lead, new DeliveryHeld(new OutletId(SHIBUYA), OPENS));
        clock.set(OPENS.plusMillis(300));
        scribe.deliverHeld(lead, SHIBUYA, OPENS);
        clock.set(OPENS.plus(Duration.ofHours(3)));
        scribe.assign(lead, "s-1");
        scribe.followUp(lead, TaskState.IN_PROGRESS);

        List<Step<SalesState, FollowUpVerdict>> steps = steps(lead, SHIBUYAS, null);

        assertThat(steps)
                .extracting(SalesReplayApiTest::told)
                .containsExactly(
                        "1 lead-captured 2026-11-24T11:00:00Z QUEUED",
                        "2 delivery-held 2026-11-24T11:00:00Z QUEUED",
                        "3 HELD_DELIVERY_TOOK_PLACE 2026-11-25T01:00:00Z NEW RUNNING",
                        "4 lead-delivered 2026-11-25T01:00:00.300Z NEW RUNNING",
                        "5 FIRST_FOLLOW_UP_LIMIT_PASSED 2026-11-25T02:00:00.001Z NEW BREACHED",
                        "6 lead-assigned 2026-11-25T04:00:00Z NEW BREACHED",
                        "7 follow-up-task-updated 2026-11-25T04:00:00Z FOLLOWING_UP BREACHED");
        assertThat(steps.get(2).changes())
                .containsExactlyInAnyOrder(
                        new Change("heldFor", SHIBUYA, null, null),
                        new Change("heldUntil", "2026-11-25T01:00:00.000Z", null, null),
                        new Change("outlet", null, SHIBUYA, null),
                        new Change("status", "QUEUED", "NEW", null),
                        new Change("deliveredAt", null, "2026-11-25T01:00:00.000Z", null),
                        new Change("followUpTask", null, "NEW", null));
        assertThat(steps.get(2).state().outlet()).isEqualTo(new OutletId(SHIBUYA));
        assertThat(steps.get(3).changes()).isEmpty();
        assertThat(steps.get(4).changes()).isEmpty();
        assertThat(steps.get(5).changes()).containsExactly(new Change("owner", null, "s-1", null));
        Replay.StepEvent assigned = steps.get(5).event();
        assertThat(assigned).isNotNull();
        assertThat(assigned.payload()).containsEntry("owner", "s-1");
        assertThat(assigned.version()).isEqualTo(4);
        assertThat(steps)
                .extracting(step -> step.allowedActions().getFirst().action())
                .startsWith("1 OUTLET_MANAGER 2026-11-24T11:00:00Z")
                .endsWith("5 OUTLET_MANAGER 2026-11-25T04:00:00Z");
        assertThat(steps(lead, SHIBUYAS, OPENS)).hasSize(3);
        assertThat(steps(lead, SHIBUYAS, OPENS.minusMillis(1))).hasSize(2);
        assertThat(log.entries()).extracting(AccessEntry::action).containsOnly(AccessAction.READ_SALES_REPLAY);
    }

    @Test
    @DisplayName(
            "SL-10: Hours that are changed while the limit runs move its end; a lead that is set aside has no limit")
    void changedHours() {
        UUID lead = scribe.capture("ALFA", "山田");
        // An hour before Shibuya closes: half of the limit is left for the next day.
        clock.set(Instant.parse("2026-11-25T09:30:00Z"));
        scribe.deliver(lead, SHIBUYA);
        UUID aside = scribe.capture("ALFA", "鈴木");
        scribe.deliver(aside, SHIBUYA);
        scribe.append(aside, new LeadMarkedOutOfScope("sold"));
        clock.advance(Duration.ofDays(3));

        assertThat(steps(lead, HQ, null))
                .extracting(SalesReplayApiTest::told)
                .containsExactly(
                        "1 lead-captured 2026-11-24T11:00:00Z QUEUED",
                        "2 lead-delivered 2026-11-25T09:30:00Z NEW RUNNING",
                        "3 FIRST_FOLLOW_UP_LIMIT_PASSED 2026-11-26T01:30:00.001Z NEW BREACHED");
        assertThat(steps(aside, HQ, null))
                .extracting(SalesReplayApiTest::told)
                .endsWith("3 lead-marked-out-of-scope 2026-11-25T09:30:00Z OUT_OF_SCOPE WITHDRAWN");
        Instant changedAt = Instant.parse("2026-11-25T09:45:00Z");
        api = api(BOOK.afterRecorded(
                List.of(new Recorded<>(9, 0, lead, lead, "hours", changedAt, changedAt, "HQ/h-1", "JP", open(1_320)))));
        assertThat(steps(lead, HQ, null))
                .extracting(SalesReplayApiTest::told)
                .endsWith("3 FIRST_FOLLOW_UP_LIMIT_PASSED 2026-11-25T10:30:00.001Z NEW BREACHED");
    }

    @Test
    @DisplayName(
            "AC-01: An outlet is not told that a lead was held for another one; who does not see the lead, of nothing")
    void heldForAnother() {
        UUID lead = scribe.capture("ALFA", "山田");
        scribe.append(lead, new DeliveryHeld(new OutletId(NAMBA), OPENS));
        scribe.append(lead, new DeliveryHeld(new OutletId(SHIBUYA), OPENS));
        clock.set(OPENS.plusMillis(300));
        scribe.deliverHeld(lead, SHIBUYA, OPENS);
        scribe.assign(lead, "s-1");

        assertThat(steps(lead, SHIBUYAS, null).toString()).doesNotContain(NAMBA);
        assertThat(steps(lead, SHIBUYAS, null)).hasSize(5);
        assertThat(steps(lead, HQ, null)).hasSize(6);
        assertThat(steps(lead, HQ, null).toString()).contains(NAMBA);
        assertThat(steps(lead, STAFF, null)).hasSize(5);
        for (Actor other : List.of(
                Scopes.atOutlets("m-2", Role.OUTLET_MANAGER, NAMBA),
                Scopes.atOutlets("s-2", Role.SALES_STAFF, SHIBUYA),
                Actor.ofCallCenter("c-1", new MarketId("JP")),
                Actor.ofHeadquarters("h-2", new MarketId("IT")))) {
            assertThat(catchThrowableOfType(RefusedException.class, () -> steps(lead, other, null))
                            .refusals())
                    .as(other.toString())
                    .containsExactly(Refusal.ofUnknownLead());
        }
    }

    @Test
    @DisplayName(
            "AC-05, SA-11: Auditors without a reason, and outlets while the lead is in the queue, see no personal data")
    void masked() {
        UUID lead = scribe.capture(SalesScribe.captured(
                "JP", "ALFA", new Customer("花子", "山田", "y@example.jp", "0901234", null, "ja", "JP", null, null, null)));
        scribe.append(lead, new LeadCommented("山田 called"));

        for (Actor reader : List.of(AUDITOR, SHIBUYAS)) {
            assertThat(steps(lead, reader, null).toString())
                    .doesNotContain("山田", "花子", "y@example.jp", "0901234")
                    .contains("＊＊＊", "ALFA");
        }
        assertThat(steps(lead, HQ, null).toString()).contains("山田", "花子", "y@example.jp", "0901234");

        scribe.deliver(lead, SHIBUYA);
        scribe.append(lead, new LeadConverted("OP-2026-1"), new ContractRecorded(ContractResult.WON));
        assertThat(steps(lead, SHIBUYAS, null).toString()).contains("山田", "花子");
        assertThat(steps(lead, AUDITOR, null).toString())
                .doesNotContain("山田", "花子")
                .contains("OP-2026-1", "WON");
    }

    @ParameterizedTest
    @ValueSource(longs = {20261126, 77})
    @DisplayName(
            "LG-32, SL-22: Given random histories, then after the last step before any moment state and verdicts are what"
                    + " they are as of that moment; pages put together are the whole")
    void asOfAnyMoment(long seed) {
        Random random = new Random(seed);
        RandomSales sales = new RandomSales(random);
        List<UUID> leads = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            sales.goOn(scribe, leads, i < 15 ? 1 : 0, 4);
            clock.advance(Duration.ofMillis(random.nextInt(3) == 0 ? 0 : random.nextInt(6 * 3_600_000)));
        }
        int effects = 0;
        for (UUID lead : leads) {
            Replay<SalesState, FollowUpVerdict> whole = page(lead, AUDITOR, null, 200, null);
            assertThat(whole.nextCursor()).isNull();
            assertThat(walk(lead, 1 + random.nextInt(4))).isEqualTo(whole.steps());
            List<Instant> moments = new ArrayList<>(List.of(whole.asOf()));
            whole.steps().forEach(step -> moments.addAll(List.of(step.at().minusMillis(1), step.at())));
            Instant begin = whole.steps().getFirst().at();
            for (Instant moment : moments) {
                if (!moment.isBefore(begin)) {
                    List<Step<SalesState, FollowUpVerdict>> then = steps(lead, AUDITOR, moment);
                    Step<SalesState, FollowUpVerdict> last = then.getLast();
                    String asked = "seed " + seed + ", lead " + lead + " as of " + moment;
                    assertThat(then).as(asked).isEqualTo(whole.steps().subList(0, then.size()));
                    SalesAsOf page = asOf(lead, moment);
                    assertThat(last.state().status())
                            .as(asked)
                            .isEqualTo(page.state().status());
                    assertThat(last.state().outlet())
                            .as(asked)
                            .isEqualTo(page.state().outlet());
                    assertThat(results(last.verdicts())).as(asked).isEqualTo(results(page.verdicts()));
                }
            }
            effects += (int) whole.steps().stream()
                    .filter(step -> step.timeEffect() != null)
                    .count();
        }
        assertThat(effects).as("effects of time").isGreaterThan(5);
    }

    private static List<Object> results(List<FollowUpVerdict> verdicts) {
        return verdicts.stream().<Object>map(FollowUpVerdict::result).toList();
    }

    /** What the page says as of a moment. */
    private record SalesAsOf(SalesState state, List<FollowUpVerdict> verdicts) {}

    private SalesAsOf asOf(UUID lead, Instant moment) {
        SalesLeadAsOf shown = SalesLeadReaderAccess.reader(ledger, CATALOG, log)
                .read(
                        lead.toString(),
                        new Disclosure(AUDITOR, AccessAction.READ_SALES_LEAD, null),
                        moment.toString(),
                        null);
        OutletId outlet = shown.place().outlet();
        return new SalesAsOf(
                SalesState.of(shown, BOOK),
                FollowUpVerdict.of(
                        shown, BOOK.policies(), outlet == null ? OutletCalendar.ALWAYS_OPEN : BOOK.calendarOf(outlet)));
    }

    private List<Step<SalesState, FollowUpVerdict>> walk(UUID lead, int limit) {
        List<Step<SalesState, FollowUpVerdict>> seen = new ArrayList<>();
        String cursor = null;
        do {
            Replay<SalesState, FollowUpVerdict> page = page(lead, AUDITOR, null, limit, cursor);
            assertThat(page.steps()).hasSizeLessThanOrEqualTo(limit);
            seen.addAll(page.steps());
            cursor = page.nextCursor();
        } while (cursor != null);
        return seen;
    }
}
