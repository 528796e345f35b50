package leadledger.events.sla;

import static leadledger.events.sla.SlaPolicy.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import leadledger.events.sla.SlaVerdict.Result;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The specification's twelve worked cases, and what happens a millisecond to either side of each limit. */
class WorkedCasesTest {

    private static final SlaPolicy BY_CLAIM = DEFAULT.onOtherBasis();
    private static final Instant ASSIGNED = Instant.parse(LeadStory.ASSIGNED);

    static Stream<Arguments> cases() {
        LeadStory none = LeadStory.assigned();
        LeadStory attempted = attempted();
        LeadStory booked = attempted().booked("2022-07-01T10:05:00Z");
        LeadStory sold = attempted().booked("2022-07-01T10:05:00Z").closedWithSale("2022-07-11T00:00:00Z");
        LeadStory claimed = LeadStory.assigned().attempt("2022-07-03T08:00:00Z", "2022-07-01T20:00:00Z");
        return Stream.of(
                row("1", LeadStory.assigned().attempt("2022-07-02T00:00:00Z"), "2022-07-03T00:00:00Z")
                        .gives(Result.MET, Result.RUNNING, 0, 1),
                row("2", LeadStory.assigned().attempt("2022-07-02T00:00:00.001Z"), "2022-07-03T00:00:00Z")
                        .gives(Result.BREACHED, Result.RUNNING, 0, 1),
                row("3", none, "2022-07-01T23:59:00Z").gives(Result.RUNNING, Result.RUNNING, 0, 1),
                row("4", none, "2022-07-02T00:00:00Z").gives(Result.RUNNING, Result.RUNNING, 0, 1),
                row("5", none, "2022-07-02T00:00:01Z").gives(Result.BREACHED, Result.RUNNING, 0, 1),
                row("6", booked, "2022-07-12T00:00:00Z").gives(Result.MET, Result.BREACHED, 0, 1),
                row("7", sold, "2022-07-12T00:00:00Z").gives(Result.MET, Result.MET, 1, 1),
                row("8", attempted().recontactAgreed("2022-07-05T09:00:00Z", "2022-08-01"), "2022-07-06T00:00:00Z")
                        .gives(Result.MET, Result.MET, 1, 1),
                row("9", attempted, "2022-08-30T00:00:00Z").gives(Result.MET, Result.BREACHED, 0, 1),
                row("10", attempted, "2022-08-30T00:00:01Z").gives(Result.MET, Result.BREACHED, 0, 0),
                row("11", claimed, "2022-07-04T00:00:00Z").differing().gives(Result.BREACHED, Result.RUNNING, 0, 1),
                row("11, by claimed time", claimed, "2022-07-04T00:00:00Z")
                        .by(BY_CLAIM)
                        .differing()
                        .gives(Result.MET, Result.RUNNING, 0, 1),
                row("12", claimed, "2022-07-02T12:00:00Z").gives(Result.BREACHED, Result.RUNNING, 0, 1),
                row("12, by claimed time", claimed, "2022-07-02T12:00:00Z")
                        .by(BY_CLAIM)
                        .gives(Result.BREACHED, Result.RUNNING, 0, 1));
    }

    private static LeadStory attempted() {
        return LeadStory.assigned().attempt("2022-07-01T10:00:00Z");
    }

    private static Row row(String name, LeadStory story, String asOf) {
        return new Row(name, story, DEFAULT, asOf, false);
    }

    private record Row(String name, LeadStory story, SlaPolicy policy, String asOf, boolean differs) {

        Row by(SlaPolicy other) {
            return new Row(name, story, other, asOf, differs);
        }

        Row differing() {
            return new Row(name, story, policy, asOf, true);
        }

        Arguments gives(Result first, Result management, int managed, int inWindow) {
            return Arguments.of(name, story, policy, asOf, first, management, new Share(managed, inWindow), differs);
        }
    }

    @ParameterizedTest(name = "case {0} as of {3}: {4}, {5}, {6}")
    @MethodSource("cases")
    @DisplayName("SL-01, SL-02, SL-03, SL-06, SL-21: the worked cases of the specification")
    void workedCase(
            String name,
            LeadStory story,
            SlaPolicy policy,
            String asOf,
            Result first,
            Result management,
            Share managed,
            boolean differs) {
        Instant moment = Instant.parse(asOf);

        LeadVerdicts verdicts = SlaEvaluator.evaluate(story.events(), policy, moment);

        assertThat(verdicts.newest())
                .as("case %s", name)
                .extracting(SlaVerdict::sla, SlaVerdict::result, SlaVerdict::differsByClaimedTime)
                .containsExactly(tuple(Sla.SLA1, first, differs), tuple(Sla.SLA2, management, false));
        assertThat(ManagedRate.at(List.of(verdicts.facts()), policy, moment)).isEqualTo(managed);
    }

    @Test
    @DisplayName("SL-03: with no lead in the window there is no rate, neither 0 % nor 100 %")
    void noLeadsNoRate() {
        Share none = ManagedRate.at(List.of(), DEFAULT, ASSIGNED);

        assertThat(none.isRate()).isFalse();
        assertThat(none.reaches(0)).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    @DisplayName("SL-01, AS-63: exactly at the limit is in time, a millisecond later is not, stopped or not")
    void boundary(Sla sla, Duration limit) {
        Instant deadline = ASSIGNED.plus(limit);
        Instant after = deadline.plusMillis(1);
        Instant later = after.plus(Duration.ofDays(1));

        assertThat(result(sla, stopped(sla, deadline), later)).isEqualTo(Result.MET);
        assertThat(result(sla, stopped(sla, after), later)).isEqualTo(Result.BREACHED);
        assertThat(result(sla, LeadStory.assigned(), deadline)).isEqualTo(Result.RUNNING);
        assertThat(result(sla, LeadStory.assigned(), after)).isEqualTo(Result.BREACHED);
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of(Sla.SLA1, Duration.ofHours(24)), Arguments.of(Sla.SLA2, Duration.ofHours(10 * 24)));
    }

    private static LeadStory stopped(Sla sla, Instant at) {
        return sla == Sla.SLA1
                ? LeadStory.assigned().attempt(at, null)
                : LeadStory.assigned().closedWithoutSale(at);
    }

    private static Result result(Sla sla, LeadStory story, Instant asOf) {
        return SlaEvaluator.evaluate(story.events(), DEFAULT, asOf).newest().stream()
                .filter(verdict -> verdict.sla() == sla)
                .findFirst()
                .orElseThrow()
                .result();
    }

    @Test
    @DisplayName("SL-03: both ends of the window belong to it, a millisecond beyond either does not")
    void windowIncludesBothEnds() {
        List<SlaFacts> lead = List.of(SlaFacts.of(LeadStory.assigned().events(), Instant.MAX));
        Instant last = ASSIGNED.plus(Duration.ofDays(60));

        assertThat(ManagedRate.at(lead, DEFAULT, ASSIGNED)).isEqualTo(new Share(0, 1));
        assertThat(ManagedRate.at(lead, DEFAULT, ASSIGNED.minusMillis(1))).isEqualTo(new Share(0, 0));
        assertThat(ManagedRate.at(lead, DEFAULT, last)).isEqualTo(new Share(0, 1));
        assertThat(ManagedRate.at(lead, DEFAULT, last.plusMillis(1))).isEqualTo(new Share(0, 0));
    }

    @Test
    @DisplayName("SL-05: a target is compared with the exact fraction: 6,996 of 10,000 is below 70 %")
    void exactTarget() {
        assertThat(new Share(6_996, 10_000).reaches(70)).isFalse();
        assertThat(new Share(7_000, 10_000).reaches(70)).isTrue();
        assertThat(new Share(2, 3).reaches(67)).isFalse();
        assertThat(new Share(2, 3).reaches(66)).isTrue();
    }
}
