package leadledger.query.verdicts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.ledger.LedgerSettings;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.testing.LedgerDatabase;
import leadledger.events.ledger.testing.TestClock;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.RefusedException;
import leadledger.events.shared.Role;
import leadledger.events.sla.SlaVerdict;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.events.sla.SlaVerdict.SetAside;
import leadledger.query.lead.LeadReaderAccess;
import leadledger.query.testing.KeptAccess;
import leadledger.query.testing.LeadDraft;
import leadledger.query.testing.LeadScribe;
import leadledger.query.verdicts.LeadVerdictsApi.OneAssignment;
import leadledger.query.verdicts.LeadVerdictsApi.Verdicts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * AC-01, AS-65: which verdicts of a moved lead a dealer sees. The lead: Osaka attempts once (positions 1, 2) and loses it to
 * Tokyo (3), which attempts twice (4, 5) and loses it back to Osaka (6), which closes nothing.
 */
class LeadVerdictsApiTest {

    private static final Instant CREATED = Instant.parse("2026-11-22T09:00:00Z");
    private static final Instant MOVED = CREATED.plus(Duration.ofHours(5));
    private static final Instant MOVED_BACK = CREATED.plus(Duration.ofHours(9));
    private static final Instant NOW = CREATED.plus(Duration.ofDays(3));
    private static final Actor HQ = Actor.ofHeadquarters("u-2", new MarketId("JP"));
    private static final Actor AUDITOR = Actor.of("u-3", Role.AUDITOR);

    private static LedgerDatabase database;
    private static PostgresLedger ledger;
    private static LeadVerdictsApi api;
    private static UUID lead;
    private static UUID movedOnce;

    @BeforeAll
    static void aLeadThatWasMovedTwice() {
        TestClock clock = new TestClock(CREATED);
        database = LedgerDatabase.create();
        ledger = new PostgresLedger(database.app(), clock, LedgerSettings.DEFAULTS);
        ledger.start();
        api = new LeadVerdictsApi(
                LeadReaderAccess.reader(ledger, LedgerJson.catalog(), new KeptAccess()), ReferenceBook.EMPTY);
        LeadScribe scribe = new LeadScribe(ledger);
        lead = scribe.create(LeadDraft.of("JP-OSAKA"));
        clock.advance(Duration.ofHours(1));
        scribe.attempt(lead);
        clock.set(MOVED);
        scribe.reassign(lead, "JP-TOKYO");
        clock.advance(Duration.ofHours(1));
        scribe.attempt(lead);
        clock.advance(Duration.ofHours(1));
        scribe.attempt(lead);
        clock.set(MOVED_BACK);
        scribe.reassign(lead, "JP-OSAKA");
        movedOnce = scribe.create(LeadDraft.of("JP-OSAKA"));
        clock.advance(Duration.ofHours(1));
        scribe.reassign(movedOnce, "JP-TOKYO");
        clock.set(NOW);
    }

    @AfterAll
    static void close() {
        ledger.close();
        database.close();
    }

    private static Actor agentOf(String dealer) {
        return Actor.ofDealer("u-1", Role.AFTERSALES_AGENT, new DealerId(dealer));
    }

    private static OneAssignment assignment(int number, Actor actor, @Nullable String asOf) {
        return api.assignment(lead.toString(), Integer.toString(number), asOf, null, actor);
    }

    private static Refusal refusal(String id, String number, Actor actor, @Nullable String asOf) {
        List<Refusal> refusals = catchThrowableOfType(
                        RefusedException.class, () -> api.assignment(id, number, asOf, null, actor))
                .refusals();
        assertThat(refusals).hasSize(1);
        return refusals.getFirst();
    }

    private static List<Long> positions(List<SlaVerdict> verdicts) {
        return verdicts.stream()
                .flatMap(verdict -> verdict.evidence().setAside().stream())
                .map(SetAside::position)
                .distinct()
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"AFTERSALES_AGENT", "AFTERSALES_MANAGER"})
    @DisplayName(
            "AS-65: Given a lead that has moved on, then the former dealer reads the verdicts of its assignment, and of"
                    + " what came later no more than what ended it")
    void formerDealer(Role role) {
        OneAssignment tokyos = assignment(2, Actor.ofDealer("u-5", role, new DealerId("JP-TOKYO")), null);

        assertThat(tokyos.dealer()).isEqualTo("JP-TOKYO");
        assertThat(tokyos.assignment()).isEqualTo(2);
        assertThat(tokyos.reference()).startsWith("AL-2026-");
        assertThat(tokyos.assignedAt()).isEqualTo(MOVED);
        assertThat(tokyos.withdrawnAt()).isEqualTo(MOVED_BACK);
        assertThat(tokyos.asOf()).isEqualTo(NOW);
        assertThat(tokyos.verdicts()).extracting(SlaVerdict::result).containsExactly(Result.MET, Result.WITHDRAWN);
        assertThat(tokyos.verdicts())
                .extracting(verdict -> verdict.evidence().start().position())
                .containsExactly(3L, 3L);
        assertThat(tokyos.verdicts().getFirst().evidence().endedBy().position()).isEqualTo(6);
        assertThat(positions(tokyos.verdicts())).containsExactly(4L, 5L);
    }

    @Test
    @DisplayName("AC-01: Given an assignment of another dealer, then it is as unknown as a lead that does not exist")
    void anothersAssignment() {
        Actor osaka = agentOf("JP-OSAKA");

        assertThat(refusal(lead.toString(), "2", osaka, null)).isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(lead.toString(), "2", osaka, "2999-01-01T00:00:00Z")).isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(lead.toString(), "1", agentOf("JP-TOKYO"), null)).isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(lead.toString(), "1", agentOf("JP-NAGOYA"), null)).isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(UUID.randomUUID().toString(), "1", osaka, null)).isEqualTo(Refusal.ofUnknownLead());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4", "-1", "01", "x", "9999999999"})
    @DisplayName("Given a number of no assignment, then it is unknown")
    void noSuchAssignment(String number) {
        assertThat(refusal(lead.toString(), number, HQ, null)).isEqualTo(Refusal.ofUnknownLead());
    }

    @Test
    @DisplayName("SL-22: Given a moment, then what was recorded by then is told; before the assignment it is unknown")
    void asOf() {
        Actor tokyo = agentOf("JP-TOKYO");

        OneAssignment running = assignment(2, tokyo, MOVED.toString());

        assertThat(running.withdrawnAt()).isNull();
        assertThat(running.verdicts()).extracting(SlaVerdict::result).containsOnly(Result.RUNNING);
        assertThat(refusal(lead.toString(), "2", tokyo, MOVED.minusMillis(1).toString()))
                .isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(lead.toString(), "2", tokyo, NOW.plusMillis(1).toString()))
                .isEqualTo(Refusal.ofValue("SL-22", "moment-in-future", "asOf"));
    }

    @Test
    @DisplayName(
            "AC-01, SL-30: Given a lead that came back, then its dealer reads both its assignments, without the events"
                    + " of the dealer between; headquarters and auditors read all")
    void ownAssignmentsOnly() {
        Verdicts osakas = api.verdicts(lead.toString(), null, null, null, agentOf("JP-OSAKA"));
        Verdicts all = api.verdicts(lead.toString(), null, null, null, HQ);

        assertThat(osakas.assignment()).isEqualTo(3);
        assertThat(osakas.earlierAssignments())
                .extracting(LeadVerdictsApi.EarlierAssignment::assignment)
                .containsExactly(1);
        assertThat(positions(osakas.verdicts())).containsExactly(1L, 2L);
        assertThat(osakas.totalWait()).as("told to all").isEqualTo(Duration.ofHours(1));
        assertThat(all.earlierAssignments())
                .extracting(LeadVerdictsApi.EarlierAssignment::assignment)
                .containsExactly(1, 2);
        assertThat(positions(all.verdicts())).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(assignment(3, AUDITOR, null).verdicts()).isEqualTo(all.verdicts());
        assertThat(assignment(3, agentOf("JP-OSAKA"), null).verdicts()).isEqualTo(osakas.verdicts());
    }

    @Test
    @DisplayName("AC-01: Given a moment before it got the lead, then the new dealer has no verdicts to read")
    void beforeItsAssignment() {
        Actor tokyo = agentOf("JP-TOKYO");

        assertThat(catchThrowableOfType(
                                RefusedException.class,
                                () -> api.verdicts(movedOnce.toString(), MOVED_BACK.toString(), null, null, tokyo))
                        .refusals())
                .containsExactly(Refusal.ofUnknownLead());
        assertThat(api.verdicts(movedOnce.toString(), null, null, null, tokyo).earlierAssignments())
                .isEmpty();
        assertThat(api.verdicts(movedOnce.toString(), MOVED_BACK.toString(), null, null, HQ)
                        .assignment())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"INTAKE", "ADMIN"})
    @DisplayName("AC-01: Roles without business with leads are refused")
    void otherRoles(Role role) {
        assertThat(refusal(lead.toString(), "1", Actor.of("m-1", role), null)).isEqualTo(Refusal.ofRole("AC-01"));
    }

    private static Refusal refusal(@Nullable String asOf, String effective) {
        return catchThrowableOfType(
                        RefusedException.class, () -> api.verdicts(lead.toString(), asOf, effective, null, HQ))
                .refusals()
                .getFirst();
    }

    @Test
    @DisplayName(
            "SL-22: An effective moment may not be later than the one of knowledge, nor before the lead, and is one")
    void effectiveMoment() {
        assertThat(refusal(MOVED.toString(), MOVED.plusMillis(1).toString()))
                .isEqualTo(Refusal.ofValue("SL-22", "effective-after-as-of", "effective"));
        assertThat(refusal(null, NOW.plusMillis(1).toString()).code()).isEqualTo("effective-after-as-of");
        assertThat(refusal(null, CREATED.minusMillis(1).toString())).isEqualTo(Refusal.ofUnknownLead());
        assertThat(refusal(null, "yesterday").field()).isEqualTo("effective");
        Verdicts then = api.verdicts(lead.toString(), null, MOVED.minusMillis(1).toString(), null, HQ);
        assertThat(then.asOf()).isEqualTo(NOW);
        assertThat(then.effective()).isEqualTo(MOVED.minusMillis(1));
        assertThat(then.assignment()).isEqualTo(1);
        assertThat(then.verdicts()).extracting(SlaVerdict::result).containsExactly(Result.MET, Result.RUNNING);
    }
}
