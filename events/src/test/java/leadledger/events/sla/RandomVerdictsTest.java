package leadledger.events.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.shared.Recorded;
import leadledger.events.sla.SlaPolicy.TimeBasis;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.events.sla.SlaVerdict.SetAside;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestReporter;

/** What holds of every verdict, over seeded random histories. {@code -Dseed=…} runs one of them again. */
class RandomVerdictsTest {

    private static final int HISTORIES = 300;
    private static final Instant START = Instant.parse("2022-07-01T00:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @RepeatedTest(2)
    @DisplayName("SL-01, SL-21, SL-22: as of T only the past counts, equal is in time, and evidence adds up")
    void invariants(TestReporter reporter) {
        long seed = Long.getLong("seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            List<Recorded<AftersalesEvent>> history = randomStory(random).events();
            for (TimeBasis basis : TimeBasis.values()) {
                SlaPolicy policy = LeadStory.policy("random", 1, LIMIT, basis);
                for (Instant asOf : moments(history)) {
                    check(history, policy, asOf, "seed " + seed + ", history " + i + ", " + basis + " as of " + asOf);
                }
            }
        }
    }

    /** Few distinct moments, a minute apart, so that many fall together and exactly on the limit. */
    private static LeadStory randomStory(Random random) {
        Instant now = START;
        LeadStory story = LeadStory.assigned(now);
        int steps = random.nextInt(7);
        for (int step = 0; step < steps; step++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(8)));
            Instant claim = random.nextBoolean() ? null : START.plus(Duration.ofMinutes(random.nextInt(20)));
            switch (random.nextInt(4)) {
                case 0 -> story.booked(now);
                case 1 -> {
                    if (story.attempts() > 0) {
                        story.corrected(now, 1 + random.nextInt(story.attempts()), claim);
                    }
                }
                default -> story.attempt(now, claim);
            }
        }
        return story;
    }

    /** Every moment at which something changes, and the milliseconds before and after it. */
    private static List<Instant> moments(List<Recorded<AftersalesEvent>> history) {
        List<Instant> moments = new ArrayList<>();
        for (Recorded<AftersalesEvent> event : history) {
            moments.add(event.recordedAt());
        }
        moments.add(START.plus(LIMIT));
        moments.add(START.plus(Duration.ofDays(1)));
        List<Instant> all = new ArrayList<>(moments);
        moments.forEach(moment -> all.add(moment.plusMillis(1)));
        moments.forEach(moment -> all.add(moment.minusMillis(1)));
        return all;
    }

    private static void check(
            List<Recorded<AftersalesEvent>> history, SlaPolicy policy, Instant asOf, String description) {
        List<Recorded<AftersalesEvent>> past = history.stream()
                .filter(event -> event.recordedAt().compareTo(asOf) <= 0)
                .toList();
        var asked = SlaEvaluator.firstContact(history, policy, asOf);
        assertThat(asked)
                .as(description)
                .isEqualTo(SlaEvaluator.firstContact(past, policy, asOf))
                .isEqualTo(SlaEvaluator.firstContact(history, policy, asOf));
        if (past.isEmpty()) {
            assertThat(asked).as(description).isEmpty();
            return;
        }
        SlaVerdict verdict = asked.orElseThrow();
        Instant stop = stop(past, policy.basis());
        assertThat(verdict.result()).as(description).isEqualTo(expected(stop, asOf));
        Instant otherStop = stop(past, policy.onOtherBasis().basis());
        assertThat(verdict.differsByClaimedTime())
                .as(description)
                .isEqualTo(expected(stop, asOf) != expected(otherStop, asOf));
        assertThat(verdict.evidence().elapsed())
                .as(description)
                .isEqualTo(Duration.between(START, stop == null ? asOf : stop));
        assertThat(verdict.evidence().setAside())
                .as(description)
                .extracting(SetAside::position)
                .isSubsetOf(past.stream().map(Recorded::position).toList())
                .doesNotContain(10L);
    }

    /** SL-01 once more, in whole milliseconds. */
    private static Result expected(@Nullable Instant stop, Instant asOf) {
        long limit = LIMIT.toMillis();
        if (stop != null) {
            return stop.toEpochMilli() - START.toEpochMilli() <= limit ? Result.MET : Result.BREACHED;
        }
        return asOf.toEpochMilli() - START.toEpochMilli() <= limit ? Result.RUNNING : Result.BREACHED;
    }

    private static @Nullable Instant stop(List<Recorded<AftersalesEvent>> past, TimeBasis basis) {
        Instant stamp = null;
        Instant claim = null;
        for (Recorded<AftersalesEvent> event : past) {
            if (event.event() instanceof ContactAttemptRecorded attempt && attempt.number() == 1) {
                stamp = event.recordedAt();
                claim = attempt.madeAt();
            } else if (event.event() instanceof ContactAttemptCorrected correction && correction.number() == 1) {
                claim = correction.madeAt();
            }
        }
        return basis == TimeBasis.RECORDED_AT || claim == null ? stamp : claim;
    }
}
