package leadledger.events.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.calendar.BusinessHours;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.calendar.Shift;
import leadledger.events.sla.PolicyTerms.FirstContact;
import leadledger.events.sla.PolicyTerms.FirstContactStop;
import leadledger.events.sla.PolicyTerms.FirstFollowUpTerms;
import leadledger.events.sla.PolicyTerms.ManagementStop;
import leadledger.events.sla.PolicyTerms.ManagementTime;
import leadledger.events.sla.SlaPolicy.Clock;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.events.sla.SlaVerdict.SetAside;
import leadledger.events.sla.SlaVerdict.SetAsideReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("SL-10: what a policy may say, each at the boundary; assigned Friday, 1 July 2022, 09:00 in Tokyo")
class PolicyVariantsTest {

    private static final Instant LATER = Instant.parse("2022-09-01T00:00:00Z");

    /** 9:00 to 17:00 on weekdays in Tokyo; Monday, 4 July 2022, is a holiday. */
    private static final BusinessHours HOURS = new BusinessHours(
            ZoneId.of("Asia/Tokyo"),
            Map.of(
                    DayOfWeek.MONDAY, day(),
                    DayOfWeek.TUESDAY, day(),
                    DayOfWeek.WEDNESDAY, day(),
                    DayOfWeek.THURSDAY, day(),
                    DayOfWeek.FRIDAY, day()),
            Map.of(LocalDate.of(2022, 7, 4), List.of()));

    private static List<Shift> day() {
        return List.of(new Shift(9 * 60, 17 * 60));
    }

    private static SlaPolicy policy(FirstContact contact, ManagementTime management, TimeBasis basis) {
        PolicyTerms otherwise = PolicyTerms.DEFAULT;
        return new SlaPolicy(
                "variant",
                2,
                new PolicyTerms(
                        contact,
                        management,
                        otherwise.managed(),
                        new FirstFollowUpTerms(Duration.ofHours(9), 70, Clock.POLICY_HOURS),
                        otherwise.disputeWindow(),
                        basis,
                        HOURS));
    }

    private static SlaPolicy contact(Duration limit, Clock clock, FirstContactStop stop, TimeBasis basis) {
        return policy(new FirstContact(limit, 70, clock, stop), PolicyTerms.DEFAULT.managementTime(), basis);
    }

    private static SlaPolicy management(Duration limit, Clock clock, ManagementStop stop) {
        return policy(
                PolicyTerms.DEFAULT.firstContact(), new ManagementTime(limit, 70, clock, stop), TimeBasis.RECORDED_AT);
    }

    private static SlaVerdict firstContact(LeadStory story, SlaPolicy policy, Instant asOf) {
        return SlaEvaluator.evaluate(story.events(), policy, asOf).newest().getFirst();
    }

    private static SlaVerdict managementTime(LeadStory story, SlaPolicy policy, Instant asOf) {
        return SlaEvaluator.evaluate(story.events(), policy, asOf).newest().getLast();
    }

    @ParameterizedTest
    @CsvSource({
        // The holiday and the weekend between do not count: eight hours on Friday, the ninth on Tuesday.
        "2022-07-05T01:00:00Z, MET",
        "2022-07-05T01:00:00.001Z, BREACHED"
    })
    void policyHoursLeaveOutWeekendsAndHolidays(String attempt, Result expected) {
        SlaPolicy policy =
                contact(Duration.ofHours(9), Clock.POLICY_HOURS, FirstContactStop.ANY_ATTEMPT, TimeBasis.RECORDED_AT);
        SlaVerdict verdict = firstContact(LeadStory.assigned().attempt(attempt), policy, LATER);
        assertThat(verdict.result()).isEqualTo(expected);
        assertThat(verdict.evidence().deadline()).isEqualTo("2022-07-05T01:00:00Z");
        assertThat(verdict.evidence().clock()).isEqualTo(Clock.POLICY_HOURS);
        assertThat(verdict.evidence().openTimes()).hasSize(2);
    }

    @Test
    void policyHoursRunAsOfAMoment() {
        SlaPolicy policy =
                contact(Duration.ofHours(9), Clock.POLICY_HOURS, FirstContactStop.ANY_ATTEMPT, TimeBasis.RECORDED_AT);
        Instant deadline = Instant.parse("2022-07-05T01:00:00Z");
        assertThat(firstContact(LeadStory.assigned(), policy, deadline).result())
                .isEqualTo(Result.RUNNING);
        assertThat(firstContact(LeadStory.assigned(), policy, deadline.plusMillis(1))
                        .result())
                .isEqualTo(Result.BREACHED);
    }

    @ParameterizedTest
    @CsvSource({"2022-07-05T01:00:00Z, MET", "2022-07-05T01:00:00.001Z, BREACHED"})
    void managementTimeByPolicyHours(String closed, Result expected) {
        SlaPolicy policy = management(Duration.ofHours(9), Clock.POLICY_HOURS, ManagementStop.CLOSURE);
        assertThat(managementTime(LeadStory.assigned().closedWithSale(closed), policy, LATER)
                        .result())
                .isEqualTo(expected);
    }

    @Test
    @DisplayName("SA-32: the first follow-up by the policy's hours, not the outlet's")
    void firstFollowUpByPolicyHours() {
        SlaPolicy policy =
                contact(Duration.ofDays(1), Clock.ELAPSED, FirstContactStop.ANY_ATTEMPT, TimeBasis.RECORDED_AT);
        FirstFollowUp delivered =
                new FirstFollowUp(FollowUpStory.SHIBUYA, Instant.parse(LeadStory.ASSIGNED), null, null, null);
        assertThat(delivered.clock(policy, OutletCalendar.ALWAYS_OPEN).deadline())
                .isEqualTo("2022-07-05T01:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"2022-07-02T00:00:00Z, MET", "2022-07-02T00:00:00.001Z, BREACHED"})
    void onlyAReachedCustomerStopsTheClock(String reached, Result expected) {
        SlaPolicy policy =
                contact(Duration.ofDays(1), Clock.ELAPSED, FirstContactStop.CUSTOMER_REACHED, TimeBasis.RECORDED_AT);
        LeadStory story = LeadStory.assigned().attempt("2022-07-01T01:00:00Z").attempt(reached, ContactOutcome.REACHED);
        SlaVerdict verdict = firstContact(story, policy, LATER);
        assertThat(verdict.result()).isEqualTo(expected);
        assertThat(verdict.evidence().setAside())
                .extracting(SetAside::reason)
                .containsExactly(SetAsideReason.CUSTOMER_NOT_REACHED);
        assertThat(firstContact(LeadStory.assigned().attempt("2022-07-01T01:00:00Z"), policy, LATER)
                        .result())
                .isEqualTo(Result.BREACHED);
    }

    @Test
    void aCorrectionMayFindThatTheCustomerWasReached() {
        SlaPolicy policy =
                contact(Duration.ofDays(1), Clock.ELAPSED, FirstContactStop.CUSTOMER_REACHED, TimeBasis.RECORDED_AT);
        LeadStory story =
                LeadStory.assigned().attempt("2022-07-01T01:00:00Z").corrected("2022-07-03T00:00:00Z", 1, null);
        assertThat(firstContact(story, policy, Instant.parse("2022-07-02T23:00:00Z"))
                        .result())
                .isEqualTo(Result.BREACHED);
        assertThat(firstContact(story, policy, LATER).result()).isEqualTo(Result.MET);
    }

    @ParameterizedTest
    @CsvSource({"2022-07-11T00:00:00Z, MET", "2022-07-11T00:00:00.001Z, BREACHED"})
    void aBookingStopsTheManagementTimeWhereThePolicySaysSo(String booked, Result expected) {
        SlaPolicy policy = management(Duration.ofDays(10), Clock.ELAPSED, ManagementStop.CLOSURE_OR_BOOKING);
        LeadStory story = LeadStory.assigned()
                .attempt("2022-07-01T01:00:00Z")
                .booked(booked)
                .closedWithSale("2022-07-20T00:00:00Z");
        assertThat(managementTime(story, policy, LATER).result()).isEqualTo(expected);
        assertThat(managementTime(story, SlaPolicy.DEFAULT, LATER).result()).isEqualTo(Result.BREACHED);
    }

    @ParameterizedTest
    @CsvSource({"2022-07-02T00:00:00Z, MET", "2022-07-02T00:00:00.001Z, BREACHED"})
    void theClaimedTimeCountsWhereThePolicySaysSo(String claimed, Result expected) {
        SlaPolicy policy =
                contact(Duration.ofDays(1), Clock.ELAPSED, FirstContactStop.ANY_ATTEMPT, TimeBasis.OCCURRED_AT);
        LeadStory story = LeadStory.assigned().attempt("2022-07-03T00:00:00Z", claimed);
        assertThat(firstContact(story, policy, LATER).result()).isEqualTo(expected);
    }
}
