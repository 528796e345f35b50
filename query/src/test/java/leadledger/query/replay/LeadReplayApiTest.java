package leadledger.query.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.shared.Vin;
import leadledger.events.sla.SlaEvaluator;
import leadledger.events.sla.SlaPolicy;
import leadledger.query.accesslog.AccessAction;
import leadledger.query.accesslog.AccessEntry;
import leadledger.query.lead.LeadActions.ActionState;
import leadledger.query.lead.LeadReaderAccess;
import leadledger.query.leadpage.LeadState;
import leadledger.query.leadpage.VerdictInShort;
import leadledger.query.replay.Replay.Step;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.LeadScribe;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LG-32: {@code GET …/replay}. */
class LeadReplayApiTest {

    private static final Instant CREATED = Instant.parse("2026-01-01T09:00:00Z");
    private static final Actor AUDITOR = Actor.of("u-3", Role.AUDITOR);
    private static final Actor HQ = Actor.ofHeadquarters("u-2", new MarketId("JP"));
    private static final Actor OSAKA = Actor.ofDealer("u-1", Role.AFTERSALES_AGENT, new DealerId("JP-OSAKA"));
    private static final Actor TOKYO = Actor.ofDealer("u-1", Role.AFTERSALES_MANAGER, new DealerId("JP-TOKYO"));
    private static final EventCatalog CATALOG = LedgerJson.catalog();

    private final TestClock clock = new TestClock(CREATED);
    private final KeptAccess log = new KeptAccess();
    private LedgerDatabase database;
    private PostgresLedger ledger;
    private LeadScribe scribe;
    private LeadReplayApi api;

    @BeforeEach
    void open() {
        database = LedgerDatabase.create();
        ledger = new PostgresLedger(database.app(), clock, LedgerSettings.DEFAULTS);
        ledger.start();
        scribe = new LeadScribe(ledger);
        // What was asked, as an action: by how many events, whom, and as of when.
        api = new LeadReplayApi(
                LeadReaderAccess.reader(ledger, CATALOG, log),
                (events, reader, language, at) ->
                        List.of(new ActionState(events.size() + " " + reader.role() + " " + at, true, List.of())),
                CATALOG,
                ReferenceBook.EMPTY);
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    private Replay<LeadState, VerdictInShort> replay(UUID lead, Actor actor, @Nullable Instant asOf) {
        return page(lead, actor, asOf, 200, null);
    }

    private Replay<LeadState, VerdictInShort> page(
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

    private static String told(Step<LeadState, VerdictInShort> step) {
        Replay.StepEvent event = step.event();
        return step.number() + " "
                + (event == null ? step.timeEffect() : event.type().replace("aftersales.", ""))
                + " " + Duration.between(CREATED, step.at()) + " "
                + step.state().status() + (step.state().ended() ? " for good" : "") + " "
                + step.verdicts().stream()
                        .map(verdict -> verdict.result().name())
                        .collect(Collectors.joining(" "));
    }

    @Test
    @DisplayName(
            "LG-32, AS-64: Given a lead that nobody works, then the limits and the lapse are steps at their moments, and"
                    + " the event that records the lapse changes nothing more")
    void timeAlone() {
        UUID lead = scribe.create(LeadDraft.of("JP-OSAKA"));
        clock.set(CREATED.plus(Duration.ofDays(61)));
        scribe.append(lead, new LeadLost());

        List<Step<LeadState, VerdictInShort>> steps = replay(lead, HQ, null).steps();

        assertThat(steps)
                .extracting(LeadReplayApiTest::told)
                .containsExactly(
                        "1 lead-created PT0S ASSIGNED_TO_DEALER RUNNING RUNNING",
                        "2 FIRST_CONTACT_LIMIT_PASSED PT24H0.001S ASSIGNED_TO_DEALER BREACHED RUNNING",
                        "3 MANAGEMENT_LIMIT_PASSED PT240H0.001S ASSIGNED_TO_DEALER BREACHED BREACHED",
                        "4 SIXTY_DAYS_PASSED PT1440H0.001S SALES_LOST for good BREACHED BREACHED",
                        "5 lead-lost PT1464H SALES_LOST for good BREACHED BREACHED");
        assertThat(steps.get(1).changes()).isEmpty();
        assertThat(steps.get(3).changes())
                .containsExactly(new ReplayedProcess.Change("status", "ASSIGNED_TO_DEALER", "SALES_LOST", null));
        assertThat(steps.get(4).changes()).isEmpty();
        assertThat(replay(lead, HQ, CREATED.plus(Duration.ofDays(1))).steps()).hasSize(1);
        assertThat(replay(lead, HQ, CREATED.plus(Duration.ofDays(1)).plusMillis(1))
                        .steps())
                .hasSize(2);
    }

    @Test
    @DisplayName(
            "LG-32: Given a booked lead, then each step tells the event, what it changed, and what was possible after it")
    void events() {
        UUID lead = scribe.create(LeadDraft.of("JP-OSAKA"));
        clock.advance(Duration.ofHours(1));
        scribe.attempt(lead, CREATED.plusSeconds(60));
        clock.advance(Duration.ofHours(1));
        scribe.book(lead, CREATED.plus(Duration.ofDays(2)));
        clock.set(CREATED.plus(Duration.ofDays(60)).plusMillis(1));
        scribe.append(lead, new BookingBecameFinal());

        List<Step<LeadState, VerdictInShort>> steps = replay(lead, OSAKA, null).steps();

        assertThat(steps)
                .extracting(LeadReplayApiTest::told)
                .containsExactly(
                        "1 lead-created PT0S ASSIGNED_TO_DEALER RUNNING RUNNING",
                        "2 contact-attempt-recorded PT1H ASSIGNED_TO_DEALER MET RUNNING",
                        "3 appointment-booked PT2H BOOKED MET RUNNING",
                        "4 MANAGEMENT_LIMIT_PASSED PT240H0.001S BOOKED MET BREACHED",
                        "5 SIXTY_DAYS_PASSED PT1440H0.001S BOOKED for good MET BREACHED",
                        "6 booking-became-final PT1440H0.001S BOOKED for good MET BREACHED");
        Replay.StepEvent attempt = steps.get(1).event();
        assertThat(attempt).isNotNull();
        assertThat(attempt.position()).isEqualTo(2);
        assertThat(attempt.version()).isEqualTo(2);
        assertThat(attempt.recordedAt()).isEqualTo(CREATED.plus(Duration.ofHours(1)));
        assertThat(attempt.occurredAt()).isEqualTo(CREATED.plusSeconds(60));
        assertThat(attempt.actor()).isEqualTo("AFTERSALES_AGENT/u-1");
        assertThat(attempt.payload()).containsEntry("channel", "PHONE").containsEntry("number", 1);
        assertThat(steps.get(2).changes())
                .contains(new ReplayedProcess.Change("status", "ASSIGNED_TO_DEALER", "BOOKED", null));
        assertThat(steps.get(2).state().appointmentAt()).isEqualTo(CREATED.plus(Duration.ofDays(2)));
        assertThat(steps.get(4).changes())
                .containsExactly(new ReplayedProcess.Change("statusFinal", "false", "true", null));
        assertThat(steps)
                .extracting(step -> step.allowedActions().getFirst().action())
                .startsWith("1 AFTERSALES_AGENT 2026-01-01T09:00:00Z", "2 AFTERSALES_AGENT 2026-01-01T10:00:00Z")
                .endsWith("3 AFTERSALES_AGENT 2026-03-02T09:00:00.001Z", "4 AFTERSALES_AGENT 2026-03-02T09:00:00.001Z");
        assertThat(log.entries()).extracting(AccessEntry::action).containsOnly(AccessAction.READ_REPLAY);
    }

    @ParameterizedTest
    @ValueSource(longs = {20261126, 77})
    @DisplayName(
            "LG-32, SL-22: Given random histories, then after the last step before any moment state and verdicts are what"
                    + " they are as of that moment; pages put together are the whole")
    void asOfAnyMoment(long seed) {
        Random random = new Random(seed);
        Set<UUID> leads = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            leads.addAll(scribe.randomSteps(random, 3));
            clock.advance(Duration.ofMillis(random.nextInt(3) == 0 ? 0 : random.nextInt(5 * 86_400_000)));
        }
        for (UUID lead : leads) {
            List<Recorded<AftersalesEvent>> events = ledger.readStream(lead, 0).stream()
                    .map(event -> CATALOG.decode(event, AftersalesEvent.class))
                    .toList();
            Replay<LeadState, VerdictInShort> whole = replay(lead, AUDITOR, null);
            assertThat(whole.nextCursor()).isNull();
            assertThat(walk(lead, 1 + random.nextInt(4))).isEqualTo(whole.steps());
            List<Instant> moments = new ArrayList<>();
            whole.steps().forEach(step -> moments.addAll(List.of(step.at().minusMillis(1), step.at())));
            moments.add(ledger.instant());
            Instant begin = events.getFirst().recordedAt();
            for (Instant moment : moments) {
                if (!moment.isBefore(begin)) {
                    List<Recorded<AftersalesEvent>> known = events.stream()
                            .filter(event -> !event.recordedAt().isAfter(moment))
                            .toList();
                    Step<LeadState, VerdictInShort> last = whole.steps().stream()
                            .filter(step -> !step.at().isAfter(moment))
                            .reduce((one, other) -> other)
                            .orElseThrow();
                    String asked = "seed " + seed + ", lead " + lead + " as of " + moment;
                    assertThat(last.state()).as(asked).isEqualTo(LeadState.of(known, moment));
                    assertThat(last.verdicts())
                            .as(asked)
                            .isEqualTo(SlaEvaluator.evaluate(known, SlaPolicy.DEFAULT, moment).newest().stream()
                                    .map(VerdictInShort::of)
                                    .toList());
                    assertThat(replay(lead, AUDITOR, moment).steps())
                            .as(asked)
                            .isEqualTo(whole.steps().subList(0, last.number()));
                }
            }
        }
    }

    private List<Step<LeadState, VerdictInShort>> walk(UUID lead, int limit) {
        List<Step<LeadState, VerdictInShort>> seen = new ArrayList<>();
        String cursor = null;
        do {
            Replay<LeadState, VerdictInShort> page = page(lead, AUDITOR, null, limit, cursor);
            assertThat(page.steps()).hasSizeLessThanOrEqualTo(limit);
            seen.addAll(page.steps());
            cursor = page.nextCursor();
        } while (cursor != null);
        return seen;
    }

    @Test
    @DisplayName(
            "AC-01, AS-65: Given a lead that was moved, then its dealer is told the steps from its own assignment on, and"
                    + " nothing of the former dealer's work")
    void movedLead() {
        UUID lead = scribe.create(LeadDraft.of("JP-OSAKA"));
        clock.advance(Duration.ofHours(1));
        scribe.attempt(lead);
        scribe.book(lead, CREATED.plus(Duration.ofDays(2)));
        Instant before = clock.instant();
        clock.advance(Duration.ofHours(1));
        scribe.reassign(lead, "JP-TOKYO");
        clock.advance(Duration.ofHours(1));
        scribe.attempt(lead);

        List<Step<LeadState, VerdictInShort>> steps = replay(lead, TOKYO, null).steps();

        assertThat(steps)
                .extracting(LeadReplayApiTest::told)
                .containsExactly(
                        "1 lead-reassigned PT2H ASSIGNED_TO_DEALER RUNNING RUNNING",
                        "2 contact-attempt-recorded PT3H ASSIGNED_TO_DEALER MET RUNNING");
        assertThat(steps.getFirst().changes())
                .extracting(ReplayedProcess.Change::field)
                .containsExactly("dealer", "dealerAssignedAt", "status");
        assertThat(steps.getFirst().changes()).allMatch(change -> change.oldValue() == null);
        assertThat(refusal(lead, OSAKA, null)).isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(lead, TOKYO, before)).isEqualTo(Refusal.ofUnknownLead());
        assertThat(replay(lead, HQ, null).steps()).hasSize(5);
    }

    private Refusal refusal(UUID lead, Actor actor, @Nullable Instant asOf) {
        return catchThrowableOfType(RefusedException.class, () -> replay(lead, actor, asOf))
                .refusals()
                .getFirst();
    }

    @Test
    @DisplayName("AC-05: An auditor without a reason sees no personal data in contents and changes")
    void masked() {
        UUID lead = scribe.create(LeadDraft.of("JP-OSAKA").named("山田").vin("JT2BF22K1W0123456"));
        scribe.attempt(lead);
        scribe.append(
                lead,
                new ContactAttemptCorrected(1, ContactChannel.EMAIL, ContactOutcome.REACHED, null, "山田 called"),
                new LeadEdited(LeadDraft.of("JP-OSAKA").named("鈴木").created().request(), null, "a note of 鈴木"));
        scribe.reassign(lead, "JP-TOKYO");
        scribe.append(lead, new LeadClosedWithSale(new Vin("JT2BF22K1W0123456"), "sold to 鈴木"));

        String told = replay(lead, AUDITOR, null).toString();

        assertThat(told)
                .doesNotContain("山田", "鈴木", "JT2BF22K1W0123456", "yamada@example.jp", "点検", "nobody took it up")
                .contains("＊＊＊", "JP-OSAKA", "EMAIL", "preferredLanguage=ja", "SPRING");
        assertThat(replay(lead, HQ, null).toString())
                .contains("山田", "鈴木", "JT2BF22K1W0123456", "yamada@example.jp", "nobody took it up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "x", "-1", "1234567890"})
    @DisplayName("A cursor that is none, and a limit out of range, are told at once")
    void faults(String cursor) {
        UUID lead = scribe.create(LeadDraft.of("JP-OSAKA"));

        assertThat(catchThrowableOfType(RefusedException.class, () -> page(lead, HQ, null, 201, cursor))
                        .refusals())
                .extracting(Refusal::code)
                .containsExactly("limit-out-of-range", "not-a-cursor");
        assertThat(page(lead, HQ, null, 200, "7").steps()).isEmpty();
    }
}
