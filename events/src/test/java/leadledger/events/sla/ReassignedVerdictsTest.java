package leadledger.events.sla;

import static leadledger.events.sla.SlaPolicy.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import leadledger.events.shared.DealerId;
import leadledger.events.sla.LeadVerdicts.OfAssignment;
import leadledger.events.sla.SlaVerdict.Evidence;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.events.sla.SlaVerdict.SetAside;
import leadledger.events.sla.SlaVerdict.SetAsideReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** SL-02, SL-07, SL-30, AS-61 to AS-65: management time, and leads that were moved to another dealer. */
class ReassignedVerdictsTest {

    private static final Instant LATER = Instant.parse("2022-07-30T00:00:00Z");
    private static final Instant ASSIGNED = Instant.parse(LeadStory.ASSIGNED);

    @Test
    @DisplayName(
            "AS-65: Given a met and a running verdict, when the lead is moved, then one stays and one is withdrawn")
    void fallenStaysRunningIsWithdrawn() {
        LeadVerdicts verdicts = evaluate(
                LeadStory.assigned().attempt("2022-07-01T10:00:00Z").reassigned("2022-07-05T00:00:00Z", "JP-OSAKA"));

        assertThat(results(verdicts.earlier().getFirst())).containsExactly(Result.MET, Result.WITHDRAWN);
        assertThat(verdicts.newest())
                .extracting(SlaVerdict::result)
                .as("the new dealer's own clocks, asked long after")
                .containsExactly(Result.BREACHED, Result.BREACHED);
        Evidence withdrawn = verdicts.earlier().getFirst().managementTime().evidence();
        assertThat(withdrawn.endedBy().position()).isEqualTo(30);
        assertThat(withdrawn.elapsed()).as("the clock runs no further").isEqualTo(Duration.ofDays(4));
    }

    @Test
    @DisplayName("AS-65, AS-63: moved at the very deadline the clock was running; a millisecond later it had fallen")
    void boundaryOfWithdrawal() {
        assertThat(results(movedAt("2022-07-02T00:00:00Z"))).containsExactly(Result.WITHDRAWN, Result.WITHDRAWN);
        assertThat(results(movedAt("2022-07-02T00:00:00.001Z"))).containsExactly(Result.BREACHED, Result.WITHDRAWN);
        assertThat(results(movedAt("2022-07-11T00:00:00.001Z"))).containsExactly(Result.BREACHED, Result.BREACHED);
    }

    private static OfAssignment movedAt(String moment) {
        return evaluate(LeadStory.assigned().reassigned(moment, "JP-OSAKA"))
                .earlier()
                .getFirst();
    }

    @Test
    @DisplayName("SL-07: attempts and closure count for their own assignment only, and a correction for the newest one")
    void perAssignment() {
        LeadStory story = LeadStory.assigned()
                .attempt("2022-07-02T10:00:00Z")
                .reassigned("2022-07-05T00:00:00Z", "JP-OSAKA")
                .attempt("2022-07-06T12:00:00Z")
                .corrected("2022-07-06T13:00:00Z", 1, "2022-07-05T11:00:00Z")
                .closedWithSale("2022-07-15T00:00:00Z");

        LeadVerdicts verdicts = evaluate(story);

        OfAssignment former = verdicts.earlier().getFirst();
        assertThat(former.assignment().dealer()).isEqualTo(new DealerId("JP-TOKYO"));
        assertThat(results(former)).containsExactly(Result.BREACHED, Result.WITHDRAWN);
        assertThat(former.firstContact().differsByClaimedTime()).isFalse();
        OfAssignment newest = verdicts.assignments().getLast();
        assertThat(newest.assignment().number()).isEqualTo(2);
        assertThat(newest.assignment().dealer()).isEqualTo(new DealerId("JP-OSAKA"));
        assertThat(results(newest)).containsExactly(Result.BREACHED, Result.MET);
        assertThat(newest.firstContact().differsByClaimedTime()).isTrue();
        assertThat(newest.managementTime().evidence().elapsed()).isEqualTo(Duration.ofDays(10));
        assertThat(verdicts.totalWait()).contains(Duration.ofHours(34));
    }

    @Test
    @DisplayName(
            "AC-01, AS-65: a dealer is told the verdicts of its own assignments, and nothing of what was recorded while"
                    + " another one had the lead")
    void seenByOneDealer() {
        LeadVerdicts all = evaluate(LeadStory.assigned()
                .attempt("2022-07-01T10:00:00Z")
                .reassigned("2022-07-02T00:00:00Z", "JP-OSAKA")
                .attempt("2022-07-02T10:00:00Z")
                .reassigned("2022-07-03T00:00:00Z", "JP-TOKYO")
                .booked("2022-07-04T00:00:00Z"));

        LeadVerdicts tokyos = all.seenBy(new DealerId("JP-TOKYO"));
        LeadVerdicts osakas = all.seenBy(new DealerId("JP-OSAKA"));

        assertThat(tokyos.assignments())
                .extracting(assignment -> assignment.assignment().number())
                .containsExactly(1, 3);
        assertThat(tokyos.assignments().getLast().firstContact().evidence().setAside())
                .extracting(SetAside::position)
                .containsExactly(10L, 20L, 60L);
        assertThat(osakas.assignments()).hasSize(1);
        assertThat(osakas.newest().getFirst().evidence().setAside()).isEmpty();
        assertThat(osakas.newest().getFirst().evidence().endedBy().position()).isEqualTo(50);
        assertThat(osakas.newest()).extracting(SlaVerdict::result).containsExactly(Result.MET, Result.WITHDRAWN);
        assertThat(osakas.totalWait()).isEqualTo(all.totalWait());
        assertThat(all.seenBy(new DealerId("JP-NAGOYA")).newest()).isEmpty();
    }

    @Test
    @DisplayName("SL-22: before the re-assignment nothing of it is known")
    void asOfBeforeTheMove() {
        LeadStory story = LeadStory.assigned().reassigned("2022-07-05T00:00:00Z", "JP-OSAKA");

        LeadVerdicts verdicts =
                SlaEvaluator.evaluate(story.events(), DEFAULT, Instant.parse("2022-07-04T23:59:59.999Z"));

        assertThat(verdicts.earlier()).isEmpty();
        assertThat(verdicts.newest()).extracting(SlaVerdict::result).containsExactly(Result.BREACHED, Result.RUNNING);
    }

    @Test
    @DisplayName("SL-03, AS-65: a lead counts in the window by its newest assignment")
    void managedByNewestAssignment() {
        SlaFacts facts = evaluate(LeadStory.assigned().reassigned("2022-07-20T00:00:00Z", "JP-OSAKA"))
                .facts();

        assertThat(ManagedRate.at(List.of(facts), DEFAULT, Instant.parse("2022-09-18T00:00:00Z")))
                .isEqualTo(new Share(0, 1));
        assertThat(ManagedRate.at(List.of(facts), DEFAULT, Instant.parse("2022-09-18T00:00:00.001Z")))
                .isEqualTo(new Share(0, 0));
    }

    @Test
    @DisplayName("SL-02, SL-30: neither booking nor lapse stops the management time, and the evidence says why")
    void managementTimeSetAside() {
        LeadStory story = LeadStory.assigned()
                .attempt("2022-07-01T10:00:00Z")
                .reassigned("2022-07-02T00:00:00Z", "JP-OSAKA")
                .attempt("2022-07-02T10:00:00Z")
                .booked("2022-07-03T00:00:00Z")
                .closedWithSale("2022-07-08T00:00:00Z")
                .closedWithSale("2022-07-09T00:00:00Z")
                .bookingBecameFinal(Instant.parse("2022-07-10T00:00:00Z"));

        SlaVerdict verdict = evaluate(story).assignments().getLast().managementTime();

        assertThat(verdict.result()).isEqualTo(Result.MET);
        assertThat(verdict.evidence().start().position()).isEqualTo(30);
        assertThat(verdict.evidence().stop().position()).isEqualTo(60);
        assertThat(verdict.evidence().setAside())
                .extracting(SetAside::position, SetAside::reason)
                .containsExactly(
                        tuple(10L, SetAsideReason.EARLIER_ASSIGNMENT),
                        tuple(20L, SetAsideReason.EARLIER_ASSIGNMENT),
                        tuple(40L, SetAsideReason.NO_CLOSURE),
                        tuple(50L, SetAsideReason.BOOKING_IS_NO_CLOSURE),
                        tuple(70L, SetAsideReason.LATER_CLOSURE),
                        tuple(80L, SetAsideReason.LAPSE_IS_NO_CLOSURE));
    }

    @Test
    @DisplayName("SL-02: a lost lead and a final booking breach the management time")
    void lapseIsABreach() {
        Instant day60 = ASSIGNED.plus(Duration.ofDays(60)).plusMillis(1);

        assertThat(SlaEvaluator.evaluate(LeadStory.assigned().lost(day60).events(), DEFAULT, day60)
                        .newest())
                .extracting(SlaVerdict::result)
                .containsExactly(Result.BREACHED, Result.BREACHED);
    }

    private static LeadVerdicts evaluate(LeadStory story) {
        return SlaEvaluator.evaluate(story.events(), DEFAULT, LATER);
    }

    private static List<Result> results(OfAssignment assignment) {
        return assignment.all().stream().map(SlaVerdict::result).toList();
    }
}
