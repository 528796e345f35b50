package leadledger.events.sla.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.OutletId;
import leadledger.events.sla.Closure;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import leadledger.events.sla.SlaVerdict.Result;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** SL-21: signs on one lead, each with what is just no sign. */
class LeadSignsTest {

    private static final Instant START = Instant.parse("2022-07-01T00:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration HUNDREDTH_OF_DAY = Duration.ofSeconds(864);
    private static final OutletId OUTLET = new OutletId("JP-TOKYO.SHIBUYA");

    private final List<Step> steps = new ArrayList<>();

    private Trace trace(Instant at) {
        return new Trace(steps.size() + 1, "type", at, at, "AFTERSALES_AGENT/u-1");
    }

    private LeadSignsTest assigned() {
        steps.add(new Step.Assigned(trace(START), new DealerId("JP-TOKYO")));
        return this;
    }

    private LeadSignsTest attempt(Duration after, @Nullable Duration claimedAfter) {
        steps.add(new Step.Attempted(
                trace(START.plus(after)),
                (int) steps.stream().filter(Step.Attempted.class::isInstance).count() + 1,
                claimedAfter == null ? null : START.plus(claimedAfter),
                false));
        return this;
    }

    private LeadSignsTest corrected(Duration after, int number, @Nullable Duration claimedAfter) {
        steps.add(new Step.Corrected(
                trace(START.plus(after)), number, claimedAfter == null ? null : START.plus(claimedAfter), true));
        return this;
    }

    private LeadSignsTest closed(Duration after) {
        steps.add(new Step.Closed(trace(START.plus(after)), Closure.RE_CONTACT));
        return this;
    }

    private LeadSignsTest delivered() {
        steps.add(new Step.Delivered(trace(START), OUTLET, START));
        return this;
    }

    private LeadSignsTest followedUp(Duration after) {
        steps.add(new Step.FollowedUp(trace(START.plus(after))));
        return this;
    }

    private List<Sign> signs() {
        return signs(SlaPolicy.DEFAULT);
    }

    private List<Sign> signs(SlaPolicy policy) {
        return LeadSigns.of(steps, policy, outlet -> OutletCalendar.ALWAYS_OPEN);
    }

    private static List<SignKind> kinds(List<Sign> signs) {
        return signs.stream().map(Sign::kind).toList();
    }

    @Test
    @DisplayName(
            "SL-21: Given an attempt recorded past the limit and claimed exactly at it, then the verdict differs, with"
                    + " both results and both times; claimed a millisecond later, it does not")
    void differs() {
        assigned().attempt(DAY.plusMillis(5), DAY);

        List<Sign> signs = signs();

        assertThat(kinds(signs)).containsExactly(SignKind.DIFFERS_BY_CLAIMED_TIME);
        Figures figures = signs.getFirst().figures();
        assertThat(figures.byRecorded()).isEqualTo(Result.BREACHED);
        assertThat(figures.byClaimed()).isEqualTo(Result.MET);
        assertThat(figures.recordedAt()).isEqualTo(START.plus(DAY).plusMillis(5));
        assertThat(figures.claimedAt()).isEqualTo(START.plus(DAY));
        assertThat(figures.deadline()).isEqualTo(START.plus(DAY));
        assertThat(signs.getFirst().events()).extracting(Trace::position).containsExactly(1L, 2L);

        steps.clear();
        assigned().attempt(DAY.plusMillis(5), DAY.plusMillis(1));
        assertThat(signs()).isEmpty();
    }

    @Test
    @DisplayName("SL-21: Given a claim that a correction takes back, then the verdict differs no more; given one that a"
            + " correction brings, its event is evidence too")
    void differsByCorrection() {
        assigned().attempt(DAY.plusHours(1), DAY.minusHours(1)).corrected(DAY.plusHours(2), 1, null);
        assertThat(signs()).isEmpty();

        corrected(DAY.plusHours(3), 1, DAY.minusHours(2));
        List<Sign> signs = signs();
        assertThat(kinds(signs)).containsExactly(SignKind.LATE_CORRECTION, SignKind.DIFFERS_BY_CLAIMED_TIME);
        assertThat(signs.getLast().events()).extracting(Trace::position).containsExactly(1L, 2L, 4L);
    }

    @Test
    @DisplayName("SL-21: an attempt exactly 60 s after the assignment is in its minute, a millisecond later it is not")
    void inMinute() {
        assigned().attempt(LeadSigns.MINUTE, null).attempt(LeadSigns.MINUTE, null);
        assertThat(kinds(signs())).containsExactly(SignKind.ATTEMPT_IN_MINUTE_OF_ASSIGNMENT);
        assertThat(signs().getFirst().figures().elapsed()).isEqualTo(Duration.ofSeconds(60));

        steps.clear();
        assigned().attempt(LeadSigns.MINUTE.plusMillis(1), null);
        assertThat(signs()).isEmpty();
    }

    @Test
    @DisplayName(
            "SL-21: a stop with exactly a hundredth of the limit left is just before the deadline, and so is one at it;"
                    + " a millisecond before or after is not")
    void justBeforeDeadline() {
        assertThat(stops(DAY.minus(HUNDREDTH_OF_DAY).minusMillis(1))).isEmpty();
        assertThat(stops(DAY.minus(HUNDREDTH_OF_DAY))).containsExactly(SignKind.CLOSED_JUST_BEFORE_DEADLINE);
        assertThat(stops(DAY)).containsExactly(SignKind.CLOSED_JUST_BEFORE_DEADLINE);
        assertThat(stops(DAY.plusMillis(1))).isEmpty();
    }

    private List<SignKind> stops(Duration after) {
        steps.clear();
        assigned().attempt(after, null);
        return kinds(signs());
    }

    @Test
    @DisplayName(
            "SL-06, SL-21: a re-contact stops SLA2 and can do so just before its deadline; the policy's limit counts")
    void closedJustBeforeDeadline() {
        Duration limit = SlaPolicy.DEFAULT.limit(Sla.SLA2);
        assigned().attempt(Duration.ofHours(2), null).closed(limit.minus(limit.dividedBy(100)));

        List<Sign> signs = signs();

        assertThat(kinds(signs)).containsExactly(SignKind.CLOSED_JUST_BEFORE_DEADLINE);
        assertThat(signs.getFirst().sla()).isEqualTo(Sla.SLA2);
        assertThat(signs.getFirst().figures().elapsed()).isEqualTo(limit.minus(limit.dividedBy(100)));
        assertThat(signs.getFirst().events()).extracting(Trace::position).containsExactly(1L, 3L);
    }

    @Test
    @DisplayName("SL-10, SL-21: where the policy counts claimed time, a stop claimed just before the deadline is one")
    void justBeforeDeadlineByClaim() {
        assigned().attempt(Duration.ofHours(26), DAY.minusMillis(1));

        assertThat(kinds(signs(SlaPolicy.DEFAULT.on(TimeBasis.OCCURRED_AT))))
                .containsExactly(SignKind.DIFFERS_BY_CLAIMED_TIME, SignKind.CLOSED_JUST_BEFORE_DEADLINE);
        assertThat(kinds(signs())).containsExactly(SignKind.DIFFERS_BY_CLAIMED_TIME);
    }

    @Test
    @DisplayName(
            "SL-21: a correction recorded past the limit that moves the claim to exactly it is late; one recorded at the"
                    + " limit, or that leaves the claim beyond it, or that had it within, is not")
    void lateCorrection() {
        assertThat(corrections(DAY.plusMillis(1), DAY)).contains(SignKind.LATE_CORRECTION);
        assertThat(corrections(DAY.plusHours(1), DAY.plusMillis(1))).doesNotContain(SignKind.LATE_CORRECTION);

        steps.clear();
        assigned().attempt(DAY.plusHours(1), DAY.minusHours(1)).corrected(DAY.plusHours(2), 1, DAY.minusHours(2));
        assertThat(kinds(signs())).containsExactly(SignKind.DIFFERS_BY_CLAIMED_TIME);

        steps.clear();
        assigned().attempt(Duration.ofHours(3), DAY.plusHours(1)).corrected(DAY, 1, Duration.ofHours(2));
        assertThat(signs()).isEmpty();
    }

    private List<SignKind> corrections(Duration recordedAfter, Duration claimedAfter) {
        steps.clear();
        assigned().attempt(DAY.plusMillis(1), null).corrected(recordedAfter, 1, claimedAfter);
        return kinds(signs());
    }

    @Test
    @DisplayName("SL-07: each assignment has signs of its own")
    void perAssignment() {
        assigned().attempt(Duration.ofHours(1), null);
        steps.add(new Step.Assigned(trace(START.plus(DAY)), new DealerId("JP-OSAKA")));
        attempt(DAY.plusSeconds(60), null);

        List<Sign> signs = signs();

        assertThat(kinds(signs)).containsExactly(SignKind.ATTEMPT_IN_MINUTE_OF_ASSIGNMENT);
        assertThat(signs.getFirst().assignment()).isEqualTo(2);
        assertThat(signs.getFirst().dealer()).isEqualTo(new DealerId("JP-OSAKA"));
    }

    @Test
    @DisplayName(
            "SL-21, SA-32: a first follow-up in the minute of delivery, and just before its deadline; the first one alone")
    void followUps() {
        Duration limit = SlaPolicy.DEFAULT.limit(Sla.FIRST_FOLLOW_UP);
        delivered().followedUp(LeadSigns.MINUTE).followedUp(limit);
        assertThat(kinds(signs())).containsExactly(SignKind.ATTEMPT_IN_MINUTE_OF_ASSIGNMENT);
        assertThat(signs().getFirst().outlet()).isEqualTo(OUTLET);

        steps.clear();
        delivered().followedUp(LeadSigns.MINUTE.plusMillis(1));
        assertThat(signs()).isEmpty();

        steps.clear();
        delivered().followedUp(limit.minus(limit.dividedBy(100)));
        assertThat(kinds(signs())).containsExactly(SignKind.CLOSED_JUST_BEFORE_DEADLINE);

        steps.clear();
        delivered().followedUp(limit.minus(limit.dividedBy(100)).minusMillis(1));
        assertThat(signs()).isEmpty();
    }

    @Test
    @DisplayName(
            "SL-21: five leads within exactly 60 s are a batch that arose with the fifth; four leads, or 60.001 s, are none")
    void batches() {
        assertThat(batches(0, 15_000, 30_000, 45_000, 60_000)).singleElement().satisfies(batch -> {
            assertThat(batch.leads()).isEqualTo(5);
            assertThat(batch.moves()).hasSize(5);
            assertThat(batch.arose().trace().position()).isEqualTo(5);
        });
        assertThat(batches(0, 15_000, 30_000, 45_000, 60_001)).isEmpty();
        assertThat(batches(0, 15_000, 30_000, 45_000)).isEmpty();
        // Two batches, since the user paused; a run goes on as long as five leads are in the minute before.
        assertThat(batches(0, 1, 2, 3, 4, 5, 40_000, 200_000, 200_001, 200_002, 200_003, 200_004))
                .extracting(batch -> batch.moves().size())
                .containsExactly(7, 5);
    }

    @Test
    @DisplayName(
            "SL-21: five moves on four leads are no batch, nor are those of two users; a user's roles are one user")
    void batchesOfLeadsAndUsers() {
        List<Batches.Move> moves = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            moves.add(move(i, Math.max(1, i), "AFTERSALES_AGENT/u-1"));
        }
        assertThat(Batches.of(moves)).isEmpty();
        moves.add(move(5, 9, "AFTERSALES_AGENT/u-2"));
        assertThat(Batches.of(moves)).isEmpty();
        moves.add(move(6, 9, "AFTERSALES_MANAGER/u-1"));
        assertThat(Batches.of(moves))
                .singleElement()
                .satisfies(batch -> assertThat(batch.user()).isEqualTo("u-1"));
    }

    private static List<Batches.Batch> batches(int... millis) {
        return Batches.of(IntStream.range(0, millis.length)
                .mapToObj(i -> {
                    Instant at = START.plusMillis(millis[i]);
                    return new Batches.Move(new UUID(1, i), new Trace(i + 1L, "type", at, at, "AFTERSALES_AGENT/u-1"));
                })
                .toList());
    }

    private static Batches.Move move(int millis, int lead, String actor) {
        Instant at = START.plusMillis(millis);
        return new Batches.Move(new UUID(1, lead), new Trace(millis + 1L, "type", at, at, actor));
    }
}
