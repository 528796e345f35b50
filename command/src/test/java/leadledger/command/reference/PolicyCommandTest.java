package leadledger.command.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import leadledger.command.decision.Input;
import leadledger.command.desk.Fields;
import leadledger.command.reference.BusinessHoursBody.ShiftBody;
import leadledger.command.reference.BusinessHoursBody.SpecialDayBody;
import leadledger.command.reference.PolicyTermsBody.FollowUpBody;
import leadledger.command.reference.PolicyTermsBody.LimitBody;
import leadledger.command.reference.PolicyTermsBody.ManagedBody;
import leadledger.command.reference.PolicyTermsBody.PolicyHoursBody;
import leadledger.command.reference.ProposePolicyApi.PolicyProposalBody;
import leadledger.command.reference.ReferenceDecision.Defined;
import leadledger.command.reference.ReferenceDecision.Refused;
import leadledger.events.calendar.BusinessHours;
import leadledger.events.calendar.Shift;
import leadledger.events.reference.PolicyBook;
import leadledger.events.reference.PolicyVersion;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.OfPolicy;
import leadledger.events.reference.ReferenceEvent.PolicyActivated;
import leadledger.events.reference.ReferenceEvent.PolicyProposed;
import leadledger.events.reference.ReferenceEvent.PolicyWithdrawn;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import leadledger.events.sla.PolicyTerms;
import leadledger.events.sla.SlaPolicy.Clock;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("SL-10: headquarters propose a policy, and somebody else of them activates it before it holds")
class PolicyCommandTest {

    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final Instant HOLDS = Instant.parse("2026-12-01T00:00:00Z");
    private static final MarketId JAPAN = new MarketId("JP");
    private static final Actor PROPOSER = Actor.ofHeadquarters("hq-1", JAPAN);
    private static final Actor SECOND = Actor.ofHeadquarters("hq-2", JAPAN);
    private static final PolicyVersion VERSION =
            new PolicyVersion(JAPAN, "Summer", 2, PolicyTerms.DEFAULT, HOLDS, "because", PROPOSER.user());
    private static final PolicyProposed PROPOSED = new PolicyProposed(VERSION);

    private static ReferenceDecision propose(Actor actor, Instant at) {
        return new ProposePolicy(JAPAN, 2, actor, at, HOLDS, Input.of(PROPOSED)).decide((OfPolicy) null);
    }

    private static ReferenceDecision activate(@Nullable OfPolicy current, Actor actor, Instant at) {
        return new ActivatePolicy(JAPAN, 2, actor, at).decide((ReferenceEvent) current);
    }

    private static ReferenceDecision withdraw(@Nullable OfPolicy current, Actor actor) {
        return new WithdrawPolicy(JAPAN, 2, actor, NOW).decide((ReferenceEvent) current);
    }

    private static void refused(ReferenceDecision decision, Refusal.Kind kind, String code) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusals())
                                .singleElement()
                                .satisfies(refusal -> {
                                    assertThat(refusal.rule()).isEqualTo("SL-10");
                                    assertThat(refusal.kind()).isEqualTo(kind);
                                    assertThat(refusal.code()).isEqualTo(code);
                                }));
    }

    @Test
    void aProposalIsRecordedUntilTwoMinutesBefore() {
        assertThat(propose(PROPOSER, NOW)).isEqualTo(new Defined(PROPOSED));
        assertThat(propose(PROPOSER, HOLDS.minus(Duration.ofMinutes(2)))).isEqualTo(new Defined(PROPOSED));
        refused(
                propose(PROPOSER, HOLDS.minus(Duration.ofMinutes(2)).plusMillis(1)),
                Refusal.Kind.VALUE,
                "holds-from-too-soon");
    }

    @Test
    void aNumberThatIsTakenIsNotProposedAgain() {
        assertThat(new ProposePolicy(JAPAN, 2, PROPOSER, NOW, HOLDS, Input.of(PROPOSED))
                        .decide((ReferenceEvent) PROPOSED))
                .isEqualTo(new Refused(List.of(ProposePolicy.NUMBERED_MEANWHILE)));
    }

    @Test
    void aSecondPersonActivatesUntilTheVeryMinuteBefore() {
        Instant last = HOLDS.minus(Duration.ofMinutes(1));
        assertThat(activate(PROPOSED, SECOND, NOW)).isEqualTo(new Defined(new PolicyActivated(VERSION)));
        assertThat(activate(PROPOSED, SECOND, last)).isEqualTo(new Defined(new PolicyActivated(VERSION)));
        refused(activate(PROPOSED, SECOND, last.plusMillis(1)), Refusal.Kind.STATE, "activated-too-late");
        assertThat(new ActivatePolicy(JAPAN, 2, SECOND, NOW).holdsUntil(PROPOSED))
                .isEqualTo(last);
    }

    @Test
    void theProposerNeverActivates() {
        refused(activate(PROPOSED, PROPOSER, NOW), Refusal.Kind.STATE, "own-proposal");
    }

    @Test
    void onlyAProposalIsActivatedOrWithdrawn() {
        for (OfPolicy done : List.of(new PolicyActivated(VERSION), new PolicyWithdrawn(VERSION))) {
            refused(activate(done, SECOND, NOW), Refusal.Kind.STATE, "policy-not-proposed");
            refused(withdraw(done, SECOND), Refusal.Kind.STATE, "policy-not-proposed");
        }
        refused(activate(null, SECOND, NOW), Refusal.Kind.UNKNOWN, "unknown-policy");
        refused(withdraw(null, SECOND), Refusal.Kind.UNKNOWN, "unknown-policy");
    }

    @Test
    void theProposerOrAnyOtherWithdraws() {
        assertThat(withdraw(PROPOSED, PROPOSER)).isEqualTo(new Defined(new PolicyWithdrawn(VERSION)));
        assertThat(withdraw(PROPOSED, SECOND)).isEqualTo(new Defined(new PolicyWithdrawn(VERSION)));
    }

    @Test
    void nobodyElseDoesAnything() {
        for (Actor other : List.of(
                Actor.ofHeadquarters("hq-3", new MarketId("IT")),
                Actor.of("a-1", Role.AUDITOR),
                Actor.of("admin", Role.ADMIN))) {
            refused(
                    new ProposePolicy(JAPAN, 2, other, NOW, HOLDS, Input.of(PROPOSED)).decide((ReferenceEvent) null),
                    Refusal.Kind.ROLE,
                    "role-may-not");
            refused(activate(PROPOSED, other, NOW), Refusal.Kind.ROLE, "role-may-not");
            refused(withdraw(PROPOSED, other), Refusal.Kind.ROLE, "role-may-not");
        }
    }

    private static @Nullable PolicyTerms read(PolicyTermsBody body, Fields fields) {
        return PolicyTermsBody.read(fields, body, "terms", PolicyTerms.DEFAULT);
    }

    @Test
    void whatIsLeftOutStays() {
        assertThat(PolicyTermsBody.read(new Fields("SL-10"), null, "terms", PolicyTerms.DEFAULT))
                .isEqualTo(PolicyTerms.DEFAULT);
        PolicyTerms changed =
                read(body(new LimitBody("PT12H", null, null, "CUSTOMER_REACHED"), "OCCURRED_AT"), new Fields("SL-10"));
        assertThat(changed)
                .isEqualTo(new PolicyTerms(
                        new PolicyTerms.FirstContact(
                                Duration.ofHours(12), 70, Clock.ELAPSED, PolicyTerms.FirstContactStop.CUSTOMER_REACHED),
                        PolicyTerms.DEFAULT.managementTime(),
                        PolicyTerms.DEFAULT.managed(),
                        PolicyTerms.DEFAULT.firstFollowUp(),
                        PolicyTerms.DEFAULT.disputeWindow(),
                        TimeBasis.OCCURRED_AT,
                        null));
    }

    private static PolicyTermsBody body(@Nullable LimitBody firstContact, @Nullable String basis) {
        return new PolicyTermsBody(firstContact, null, null, null, null, basis, null);
    }

    @ParameterizedTest
    @CsvSource({
        "PT1M, true",
        "PT59.999S, false",
        "PT8784H, true", // 366 days
        "PT8784H0.001S, false",
        "PT1M0.0001S, false",
        "-PT1M, false",
        "P1M, false",
        "soon, false",
        "PT9999999999999999999H, false"
    })
    void aLimitIsOneMinuteToAYear(String limit, boolean accepted) {
        Fields fields = new Fields("SL-10");
        assertThat(read(body(new LimitBody(limit, null, null, null), null), fields) != null)
                .isEqualTo(accepted);
        assertThat(fields.faults())
                .extracting(Refusal::code, Refusal::field)
                .isEqualTo(accepted ? List.of() : List.of(tuple("not-such-a-duration", "terms.firstContact.limit")));
    }

    @Test
    void hoursWithAHolidayAreRead() {
        PolicyTerms read = read(
                new PolicyTermsBody(
                        new LimitBody(null, null, "POLICY_HOURS", null),
                        null,
                        null,
                        null,
                        null,
                        null,
                        new PolicyHoursBody(
                                "Asia/Tokyo",
                                Map.of("MONDAY", List.of(new ShiftBody("09:00", "18:00"))),
                                List.of(new SpecialDayBody("2027-01-11", null)))),
                new Fields("SL-10"));
        assertThat(read)
                .isNotNull()
                .satisfies(terms -> assertThat(terms.hours())
                        .isEqualTo(new BusinessHours(
                                ZoneId.of("Asia/Tokyo"),
                                Map.of(DayOfWeek.MONDAY, List.of(new Shift(540, 1080))),
                                Map.of(LocalDate.of(2027, 1, 11), List.of()))));
    }

    @Test
    void allFaultsAreToldAtOnce() {
        PolicyTermsBody terms = new PolicyTermsBody(
                new LimitBody("PT1S", 101, "BUSINESS_HOURS", "CLOSURE"),
                new LimitBody("x", -1, "NO", "ANY_ATTEMPT"),
                new ManagedBody("PT23H59M", 101),
                new FollowUpBody("PT0S", 101, "POLICY"),
                "P367D",
                "CLAIMED",
                new PolicyHoursBody(
                        "+09:00",
                        Map.of("MONDAY", List.of(new ShiftBody("09:00", "08:00"))),
                        List.of(new SpecialDayBody("x", null))));
        ProposePolicy command = new PolicyProposalBody(" ", terms, "2026-11-22T09:01:59Z", null)
                .command(PROPOSER, JAPAN, 2, NOW, PolicyBook.EMPTY);
        assertThat(command.decide((OfPolicy) null))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusals())
                                .allSatisfy(
                                        refusal -> assertThat(refusal.rule()).isEqualTo("SL-10"))
                                .extracting(Refusal::field)
                                .containsExactlyInAnyOrder(
                                        "name",
                                        "reason",
                                        "holdsFrom",
                                        "terms.firstContact.limit",
                                        "terms.firstContact.targetPercent",
                                        "terms.firstContact.clock",
                                        "terms.firstContact.stop",
                                        "terms.managementTime.limit",
                                        "terms.managementTime.targetPercent",
                                        "terms.managementTime.clock",
                                        "terms.managementTime.stop",
                                        "terms.managed.window",
                                        "terms.managed.targetPercent",
                                        "terms.firstFollowUp.limit",
                                        "terms.firstFollowUp.targetPercent",
                                        "terms.firstFollowUp.clock",
                                        "terms.disputeWindow",
                                        "terms.basis",
                                        "terms.hours.zone",
                                        "terms.hours.weekly.MONDAY[0].closes",
                                        "terms.hours.special[0].on"));
    }

    @Test
    void aClockByHoursNeedsHours() {
        Fields fields = new Fields("SL-10");
        assertThat(read(body(new LimitBody(null, null, "POLICY_HOURS", null), null), fields))
                .isNull();
        assertThat(fields.faults()).containsExactly(Refusal.ofValue("SL-10", "policy-hours-needed", "terms.hours"));
    }

    @Test
    void hoursWithoutAnyAreNone() {
        Fields fields = new Fields("SL-10");
        PolicyHoursBody closed = new PolicyHoursBody("Asia/Tokyo", Map.of("MONDAY", List.of()), null);
        assertThat(read(new PolicyTermsBody(null, null, null, null, null, null, closed), fields))
                .isNull();
        assertThat(fields.faults())
                .containsExactly(Refusal.ofValue("SL-10", "policy-never-counts", "terms.hours.weekly"));
    }
}
