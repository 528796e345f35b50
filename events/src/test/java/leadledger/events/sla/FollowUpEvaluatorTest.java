package leadledger.events.sla;

import static leadledger.events.sla.FollowUpStory.HOURS;
import static leadledger.events.sla.FollowUpStory.MANAGER;
import static leadledger.events.sla.FollowUpStory.SHIBUYA;
import static leadledger.events.sla.FollowUpStory.delivered;
import static leadledger.events.sla.FollowUpStory.held;
import static leadledger.events.sla.FollowUpStory.tokyo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import leadledger.events.calendar.BusinessHours;
import leadledger.events.calendar.OpenTime;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.sales.SalesEvent.HeldDeliveryMoved;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.UserId;
import leadledger.events.sla.FirstFollowUp.Minutes;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import leadledger.events.sla.SlaVerdict.Counted;
import leadledger.events.sla.SlaVerdict.Evidence;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.events.sla.SlaVerdict.SetAside;
import leadledger.events.sla.SlaVerdict.SetAsideReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * SA-32, SL-01: worked cases of the first follow-up. All times are Tokyo's; Shibuya is open from 10 to 12 and from 13 to 19,
 * not on Sundays (11 October 2026 is one), and not on Wednesday, 14 October.
 */
class FollowUpEvaluatorTest {

    @ParameterizedTest(name = "delivered {0}, followed up {1}: {2} business minutes, {3} elapsed, {4}")
    @CsvSource({
        "2026-10-12T10:00,         2026-10-12T11:00,         60,   60,  MET",
        "2026-10-12T10:00,         2026-10-12T11:00:00.001,  60,   60,  BREACHED",
        "2026-10-12T10:00,         2026-10-12T10:00,          0,    0,  MET",
        "2026-10-12T10:00:30,      2026-10-12T10:01:29.999,   0,    0,  MET",
        // over lunch: 30 + 30
        "2026-10-12T11:30,         2026-10-12T13:30,         60,  120,  MET",
        "2026-10-12T11:30,         2026-10-12T13:31,         61,  121,  BREACHED",
        // over night: 20 + 40
        "2026-10-12T18:40,         2026-10-13T10:40,         60,  960,  MET",
        "2026-10-12T18:40,         2026-10-13T10:40:00.001,  60,  960,  BREACHED",
        // over a holiday: Tuesday 18:30 to Thursday
        "2026-10-13T18:30,         2026-10-15T10:30,         60, 2400,  MET",
        // over Sunday
        "2026-10-10T18:59,         2026-10-12T10:59,         60, 2400,  MET",
        // pulled and followed up while closed: no open time passes
        "2026-10-12T20:00,         2026-10-13T09:59:59.999,   0,  839,  MET",
        // the limit ends with a shift: in time until the next one begins
        "2026-10-12T11:00,         2026-10-12T13:00,         60,  120,  MET",
        "2026-10-12T11:00,         2026-10-12T13:00:00.001,  60,  120,  BREACHED"
    })
    @DisplayName("SA-32, SL-01: only open time counts by the default policy; exactly at the limit is in time")
    void businessAndElapsed(String deliveredAt, String followedUpAt, long business, long elapsed, Result result) {
        FollowUpStory story = delivered(deliveredAt).task(followedUpAt, TaskState.IN_PROGRESS);

        assertThat(story.verdict("2026-12-01T00:00").result()).isEqualTo(result);
        FirstFollowUp facts = FirstFollowUp.of(story.events(), Instant.MAX).orElseThrow();
        assertThat(facts.minutes(HOURS)).contains(new Minutes(elapsed, business));
    }

    @Test
    @DisplayName("SL-10: a policy may count all time instead")
    void elapsedPolicy() {
        FollowUpStory story = delivered("2026-10-12T18:40").task("2026-10-13T10:40", TaskState.CLOSED);

        assertThat(story.verdict(policy(Duration.ofHours(16), SlaPolicy.Clock.ELAPSED), "2026-10-20T00:00")
                        .result())
                .isEqualTo(Result.MET);
        SlaVerdict breached =
                story.verdict(policy(Duration.ofMinutes(60), SlaPolicy.Clock.ELAPSED), "2026-10-20T00:00");
        assertThat(breached.result()).isEqualTo(Result.BREACHED);
        assertThat(breached.evidence().deadline()).isEqualTo(tokyo("2026-10-12T19:40"));
        assertThat(breached.evidence().clock()).isEqualTo(SlaPolicy.Clock.ELAPSED);
        assertThat(breached.evidence().openTimes()).isEmpty();
    }

    private static SlaPolicy policy(Duration limit, SlaPolicy.Clock clock) {
        PolicyTerms other = PolicyTerms.DEFAULT;
        return new SlaPolicy(
                "other",
                2,
                new PolicyTerms(
                        other.firstContact(),
                        other.managementTime(),
                        other.managed(),
                        new PolicyTerms.FirstFollowUpTerms(
                                limit, other.firstFollowUp().targetPercent(), clock),
                        other.disputeWindow(),
                        other.basis(),
                        null));
    }

    @Test
    @DisplayName("SL-01: without a follow-up it runs until the limit is past, a millisecond later it is breached")
    void running() {
        FollowUpStory story = delivered("2026-10-12T18:40");

        assertThat(story.verdict("2026-10-13T10:40").result()).isEqualTo(Result.RUNNING);
        assertThat(story.verdict("2026-10-13T10:40:00.001").result()).isEqualTo(Result.BREACHED);
        assertThat(story.verdict("2026-10-13T10:10").evidence().elapsed()).isEqualTo(Duration.ofMinutes(30));
        assertThat(FollowUpEvaluator.evaluate(
                        story.events(), SlaPolicy.DEFAULT, HOURS, tokyo("2026-10-12T18:39:59.999")))
                .isEmpty();
    }

    @Test
    @DisplayName("SL-01: at an outlet that does not open any more the clock runs for ever")
    void closedForEver() {
        OutletCalendar closed =
                HOURS.changed(tokyo("2026-10-12T19:00"), new BusinessHours(FollowUpStory.TOKYO, Map.of(), Map.of()));
        FollowUpStory story = delivered("2026-10-12T18:40");

        SlaVerdict verdict = FollowUpEvaluator.evaluate(
                        story.events(), SlaPolicy.DEFAULT, closed, tokyo("2030-01-01T00:00"))
                .orElseThrow();

        assertThat(verdict.result()).isEqualTo(Result.RUNNING);
        assertThat(verdict.evidence().deadline()).isNull();
        assertThat(verdict.evidence().elapsed()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    @DisplayName("SL-10, SL-22: hours that were changed later are not known as of a moment before")
    void calendarAsOf() {
        OutletCalendar shorter =
                HOURS.changed(tokyo("2026-10-12T20:00"), new BusinessHours(FollowUpStory.TOKYO, Map.of(), Map.of()));
        FollowUpStory story = delivered("2026-10-12T18:40");

        Evidence before = FollowUpEvaluator.evaluate(
                        story.events(), SlaPolicy.DEFAULT, shorter, tokyo("2026-10-12T19:59"))
                .orElseThrow()
                .evidence();

        assertThat(before.deadline()).isEqualTo(tokyo("2026-10-13T10:40"));
    }

    @Test
    @DisplayName(
            "SL-30: the evidence shows policy, start, stop, the open time that was counted, and what was set aside")
    void evidence() {
        FollowUpStory story = held("2026-10-12T20:00", "2026-10-13T10:00")
                .commented("2026-10-12T20:05")
                .deliveredHeld("2026-10-13T10:00:00.400", "2026-10-13T10:00")
                .assigned("2026-10-13T10:20", "u-7")
                .task("2026-10-13T11:00", TaskState.NEW)
                .assigned("2026-10-13T11:30", "u-8")
                .task("2026-10-13T13:15", TaskState.IN_PROGRESS)
                .task("2026-10-13T14:00", TaskState.CLOSED);

        SlaVerdict verdict = story.verdict("2026-10-20T00:00");

        Instant opened = tokyo("2026-10-13T10:00");
        Instant recorded = tokyo("2026-10-13T10:00:00.400");
        Instant stop = tokyo("2026-10-13T13:15");
        assertThat(verdict.sla()).isEqualTo(Sla.FIRST_FOLLOW_UP);
        assertThat(verdict.result()).isEqualTo(Result.BREACHED);
        assertThat(verdict.differsByClaimedTime()).isFalse();
        assertThat(verdict.evidence())
                .isEqualTo(new Evidence(
                        "default",
                        1,
                        TimeBasis.RECORDED_AT,
                        SlaPolicy.Clock.BUSINESS_HOURS,
                        new Counted(30, "sales.LeadDelivered", recorded, recorded, opened, MANAGER, null),
                        new Counted(70, "sales.FollowUpTaskUpdated", stop, stop, stop, MANAGER, null),
                        null,
                        Duration.ofMinutes(60),
                        tokyo("2026-10-13T11:00"),
                        Duration.ofMinutes(135),
                        List.of(
                                new OpenTime(opened, tokyo("2026-10-13T12:00")),
                                new OpenTime(tokyo("2026-10-13T13:00"), stop)),
                        verdict.evidence().setAside()));
        assertThat(verdict.evidence().setAside())
                .extracting(SetAside::position, SetAside::reason)
                .containsExactly(
                        tuple(10L, SetAsideReason.DELIVERY_ON_HOLD),
                        tuple(20L, SetAsideReason.BEFORE_DELIVERY),
                        tuple(40L, SetAsideReason.ASSIGNMENT),
                        tuple(50L, SetAsideReason.TASK_STAYS_NEW),
                        tuple(60L, SetAsideReason.ASSIGNMENT),
                        tuple(80L, SetAsideReason.LATER_UPDATE));
    }

    @Test
    @DisplayName("SA-10: a held delivery starts the clock when the outlet opens, recorded or not yet")
    void heldDelivery() {
        FollowUpStory story = held("2026-10-12T20:00", "2026-10-13T10:00")
                .then("2026-10-12T21:00", new HeldDeliveryMoved(tokyo("2026-10-13T13:00")));

        assertThat(FollowUpEvaluator.evaluate(
                        story.events(), SlaPolicy.DEFAULT, HOURS, tokyo("2026-10-13T12:59:59.999")))
                .isEmpty();
        Evidence opened = story.verdict("2026-10-13T13:00").evidence();
        assertThat(opened.start().position()).isEqualTo(20);
        assertThat(opened.start().countedAt()).isEqualTo(tokyo("2026-10-13T13:00"));
        assertThat(opened.setAside()).extracting(SetAside::position).containsExactly(10L);

        story.deliveredHeld("2026-10-13T13:00:01", "2026-10-13T13:00");
        Evidence recorded = story.verdict("2026-10-13T13:00:01").evidence();
        assertThat(recorded.start().position()).isEqualTo(30);
        assertThat(recorded.start().countedAt()).isEqualTo(tokyo("2026-10-13T13:00"));
        assertThat(recorded.elapsed()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    @DisplayName("SA-10, SA-11: a held delivery that was cancelled or overtaken by a pull starts nothing")
    void lapsedHold() {
        FollowUpStory cancelled =
                held("2026-10-12T20:00", "2026-10-13T10:00").then("2026-10-12T21:00", new HeldDeliveryCancelled());
        assertThat(FirstFollowUp.of(cancelled.events(), tokyo("2026-10-20T00:00")))
                .isEmpty();

        OutletId other = new OutletId("JP-OSAKA.NAMBA");
        FollowUpStory pulled = held("2026-10-12T20:00", "2026-10-13T10:00")
                .then("2026-10-12T20:30", new DeliveryHeld(SHIBUYA, tokyo("2026-10-13T10:00")))
                .then("2026-10-12T21:00", new LeadDelivered(other, DeliveryKind.PULLED, null));
        FirstFollowUp facts =
                FirstFollowUp.of(pulled.events(), tokyo("2026-10-20T00:00")).orElseThrow();
        assertThat(facts.outlet()).isEqualTo(other);
        assertThat(facts.deliveredAt())
                .as("a pull takes effect at once, business hours or not")
                .isEqualTo(tokyo("2026-10-12T21:00"));
    }

    @Test
    @DisplayName("SA-32: re-assignment restarts nothing, and the follow-up is its owner's of that moment")
    void reassignment() {
        FollowUpStory story = delivered("2026-10-12T10:00")
                .assigned("2026-10-12T10:10", "u-7")
                .assigned("2026-10-12T10:50", "u-8")
                .task("2026-10-12T11:01", TaskState.IN_PROGRESS)
                .assigned("2026-10-12T11:30", "u-9")
                .task("2026-10-12T11:40", TaskState.CLOSED);

        FirstFollowUp facts = FirstFollowUp.of(story.events(), Instant.MAX).orElseThrow();

        assertThat(facts.followedUpBy()).isEqualTo(new UserId("u-8"));
        assertThat(facts.followedUpAt()).isEqualTo(tokyo("2026-10-12T11:01"));
        assertThat(story.verdict("2026-10-20T00:00").result()).isEqualTo(Result.BREACHED);
    }

    @Test
    @DisplayName("SA-22: a lead out of scope is withdrawn, unless its verdict has fallen before")
    void outOfScope() {
        FollowUpStory inTime = delivered("2026-10-12T10:00").marked("2026-10-12T11:00");
        FollowUpStory tooLate = delivered("2026-10-12T10:00").marked("2026-10-12T11:00:00.001");

        SlaVerdict withdrawn = inTime.verdict("2026-10-20T00:00");
        assertThat(withdrawn.result()).isEqualTo(Result.WITHDRAWN);
        assertThat(withdrawn.evidence().endedBy().position()).isEqualTo(20);
        assertThat(withdrawn.evidence().elapsed()).isEqualTo(Duration.ofMinutes(60));
        assertThat(inTime.verdict("2026-10-12T10:30").result()).isEqualTo(Result.RUNNING);
        assertThat(tooLate.verdict("2026-10-20T00:00").result()).isEqualTo(Result.BREACHED);
    }

    @Test
    @DisplayName("SA-22: a mark that is taken back counts for nothing: nobody wins time by it")
    void markTakenBack() {
        FollowUpStory story = delivered("2026-10-12T10:00")
                .marked("2026-10-12T10:30")
                .then("2026-10-13T10:00", new OutOfScopeMarkTakenBack());

        assertThat(story.verdict("2026-10-13T09:59").result()).isEqualTo(Result.WITHDRAWN);
        SlaVerdict verdict = story.verdict("2026-10-13T10:00");
        assertThat(verdict.result()).isEqualTo(Result.BREACHED);
        assertThat(verdict.evidence().deadline()).isEqualTo(tokyo("2026-10-12T11:00"));
        assertThat(verdict.evidence().setAside())
                .extracting(SetAside::position, SetAside::reason)
                .containsExactly(
                        tuple(20L, SetAsideReason.MARK_TAKEN_BACK), tuple(30L, SetAsideReason.MARK_TAKEN_BACK));
    }
}
