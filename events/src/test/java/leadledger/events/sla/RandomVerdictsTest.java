package leadledger.events.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
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
    private static final Duration MANAGEMENT_LIMIT = Duration.ofMinutes(17);

    @RepeatedTest(2)
    @DisplayName("SL-01, SL-21, SL-22: as of T only the past counts, equal is in time, and evidence adds up")
    void invariants(TestReporter reporter) {
        long seed = Long.getLong("seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            List<Recorded<AftersalesEvent>> history = randomStory(random).events();
            for (TimeBasis basis : TimeBasis.values()) {
                SlaPolicy policy = LeadStory.policy("random", 1, LIMIT, MANAGEMENT_LIMIT, basis);
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
        int steps = random.nextInt(9);
        for (int step = 0; step < steps; step++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(8)));
            Instant claim = random.nextBoolean() ? null : START.plus(Duration.ofMinutes(random.nextInt(20)));
            switch (random.nextInt(8)) {
                case 0 -> story.booked(now);
                case 1 -> {
                    if (story.attempts() > 0) {
                        story.corrected(now, 1 + random.nextInt(story.attempts()), claim);
                    }
                }
                case 2 -> story.reassigned(now, random.nextBoolean() ? "JP-OSAKA" : "JP-NAGOYA");
                case 3 -> {
                    switch (random.nextInt(4)) {
                        case 0 -> story.closedWithSale(now);
                        case 1 -> story.closedWithoutSale(now);
                        case 2 -> story.recontactAgreed(now, LocalDate.of(2022, 8, 1));
                        default -> story.lost(now);
                    }
                }
                default -> story.attempt(now, claim);
            }
        }
        return story;
    }

    /** Every moment at which something changes, and the milliseconds before and after it, in order. */
    private static List<Instant> moments(List<Recorded<AftersalesEvent>> history) {
        TreeSet<Instant> moments = new TreeSet<>();
        for (Recorded<AftersalesEvent> event : history) {
            for (Duration limit : List.of(Duration.ZERO, LIMIT, MANAGEMENT_LIMIT)) {
                Instant moment = event.recordedAt().plus(limit);
                moments.addAll(List.of(moment.minusMillis(1), moment, moment.plusMillis(1)));
            }
        }
        moments.add(START.plus(Duration.ofDays(1)));
        return List.copyOf(moments);
    }

    private static void check(
            List<Recorded<AftersalesEvent>> history, SlaPolicy policy, Instant asOf, String description) {
        List<Recorded<AftersalesEvent>> past = past(history, asOf);
        LeadVerdicts verdicts = SlaEvaluator.evaluate(history, policy, asOf);
        assertThat(verdicts)
                .as(description)
                .isEqualTo(SlaEvaluator.evaluate(past, policy, asOf))
                .isEqualTo(SlaEvaluator.evaluate(history, policy, asOf));
        if (past.isEmpty()) {
            assertThat(verdicts.assignments()).as(description).isEmpty();
            return;
        }
        List<Told> told = told(past);
        assertThat(verdicts.assignments()).as(description).hasSameSizeAs(told);
        for (int i = 0; i < told.size(); i++) {
            check(verdicts.assignments().get(i).firstContact(), told.get(i), policy, asOf, description);
            check(verdicts.assignments().get(i).managementTime(), told.get(i), policy, asOf, description);
        }
    }

    private static void check(SlaVerdict verdict, Told told, SlaPolicy policy, Instant asOf, String description) {
        Instant stop = told.stop(verdict.sla(), policy.basis());
        assertThat(verdict.result()).as(description).isEqualTo(expected(verdict.sla(), told, policy.basis(), asOf));
        assertThat(verdict.differsByClaimedTime())
                .as(description)
                .isEqualTo(expected(verdict.sla(), told, TimeBasis.RECORDED_AT, asOf)
                        != expected(verdict.sla(), told, TimeBasis.OCCURRED_AT, asOf));
        Instant end = stop != null ? stop : told.moved != null ? told.moved : asOf;
        assertThat(verdict.evidence().elapsed()).as(description).isEqualTo(Duration.between(told.start, end));
        assertThat(verdict.evidence().stop() == null).as(description).isEqualTo(stop == null);
        assertThat(verdict.evidence().setAside())
                .as(description)
                .extracting(SetAside::position)
                .doesNotHaveDuplicates()
                .isSubsetOf(told.seen)
                .doesNotContain(verdict.evidence().start().position());
    }

    /** SL-01 and AS-65 once more, in whole milliseconds. */
    private static Result expected(Sla sla, Told told, TimeBasis basis, Instant asOf) {
        long start = told.start.toEpochMilli();
        long limit = (sla == Sla.SLA1 ? LIMIT : MANAGEMENT_LIMIT).toMillis();
        Instant stop = told.stop(sla, basis);
        if (stop != null) {
            return stop.toEpochMilli() - start <= limit ? Result.MET : Result.BREACHED;
        }
        if (told.moved != null) {
            return told.moved.toEpochMilli() - start <= limit ? Result.WITHDRAWN : Result.BREACHED;
        }
        return asOf.toEpochMilli() - start <= limit ? Result.RUNNING : Result.BREACHED;
    }

    private static List<Recorded<AftersalesEvent>> past(List<Recorded<AftersalesEvent>> history, Instant asOf) {
        return history.stream()
                .filter(event -> event.recordedAt().compareTo(asOf) <= 0)
                .toList();
    }

    /** An assignment as this test understands it. */
    private static final class Told {

        private final Instant start;
        private final List<Long> seen = new ArrayList<>();
        private @Nullable Instant stamp;
        private @Nullable Instant claim;
        private @Nullable Instant closed;
        private @Nullable Instant moved;

        Told(Instant start) {
            this.start = start;
        }

        @Nullable
        Instant stop(Sla sla, TimeBasis basis) {
            if (sla == Sla.SLA2) {
                return closed;
            }
            return basis == TimeBasis.RECORDED_AT || claim == null ? stamp : claim;
        }
    }

    private static List<Told> told(List<Recorded<AftersalesEvent>> past) {
        List<Told> assignments = new ArrayList<>();
        List<Long> seen = new ArrayList<>();
        for (Recorded<AftersalesEvent> event : past) {
            Instant at = event.recordedAt();
            if (event.type().equals("aftersales.lead-created") || event.type().equals("aftersales.lead-reassigned")) {
                if (!assignments.isEmpty()) {
                    assignments.getLast().moved = at;
                }
                assignments.add(new Told(at));
                assignments.getLast().seen.addAll(seen);
            }
            seen.add(event.position());
            Told current = assignments.getLast();
            current.seen.add(event.position());
            if (event.event() instanceof ContactAttemptRecorded attempt && attempt.number() == 1) {
                current.stamp = at;
                current.claim = attempt.madeAt();
            } else if (event.event() instanceof ContactAttemptCorrected correction && correction.number() == 1) {
                current.claim = correction.madeAt();
            } else if ((event.type().contains("-closed-") || event.type().contains("recontact-agreed"))
                    && current.closed == null) {
                current.closed = at;
            }
        }
        return assignments;
    }

    @RepeatedTest(2)
    @DisplayName("SL-01, AS-65: by recorded time a verdict that has fallen never changes; a withdrawn one neither")
    void fallenVerdictsStay(TestReporter reporter) {
        long seed = Long.getLong("seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            List<Recorded<AftersalesEvent>> history = randomStory(random).events();
            for (TimeBasis basis : TimeBasis.values()) {
                SlaPolicy policy = LeadStory.policy("random", 1, LIMIT, MANAGEMENT_LIMIT, basis);
                Map<String, Result> fallen = new HashMap<>();
                int known = 0;
                for (Instant asOf : moments(history)) {
                    int nowKnown = past(history, asOf).size();
                    boolean claimsCame = basis == TimeBasis.OCCURRED_AT
                            && history.subList(known, nowKnown).stream()
                                    .anyMatch(event -> event.event() instanceof ContactAttemptCorrected
                                            || event.event() instanceof ContactAttemptRecorded);
                    known = nowKnown;
                    String description = "seed " + seed + ", history " + i + ", " + basis + " as of " + asOf;
                    for (var assignment :
                            SlaEvaluator.evaluate(history, policy, asOf).assignments()) {
                        for (SlaVerdict verdict : assignment.all()) {
                            String key = assignment.assignment().number() + " " + verdict.sla();
                            Result before = fallen.get(key);
                            if (before != null && !(claimsCame && verdict.sla() == Sla.SLA1)) {
                                assertThat(verdict.result()).as(description).isEqualTo(before);
                            }
                            if (verdict.result() != Result.RUNNING) {
                                fallen.put(key, verdict.result());
                            }
                        }
                    }
                }
            }
        }
    }

    @RepeatedTest(2)
    @DisplayName("SL-01: facts that were kept event by event give the verdicts of a replay, at any later moment")
    void keptFactsGiveTheVerdicts(TestReporter reporter) {
        long seed = Long.getLong("seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            List<Recorded<AftersalesEvent>> history = randomStory(random).events();
            SlaFacts kept = SlaFacts.NONE;
            for (int known = 1; known <= history.size(); known++) {
                Recorded<AftersalesEvent> event = history.get(known - 1);
                kept = kept.evolve(event.event(), event.recordedAt());
                for (TimeBasis basis : TimeBasis.values()) {
                    SlaPolicy policy = LeadStory.policy("random", 1, LIMIT, MANAGEMENT_LIMIT, basis);
                    Instant asOf = event.recordedAt().plus(Duration.ofMinutes(random.nextInt(30)));
                    for (var assignment : SlaEvaluator.evaluate(history.subList(0, known), policy, asOf)
                            .assignments()) {
                        Assignment facts =
                                kept.assignments().get(assignment.assignment().number() - 1);
                        for (SlaVerdict verdict : assignment.all()) {
                            String description = "seed " + seed + ", history " + i + ", event " + known;
                            assertThat(facts.judged(verdict.sla(), policy, asOf).result())
                                    .as(description)
                                    .isEqualTo(verdict.result());
                            assertThat(facts.judged(verdict.sla(), policy, asOf).result()
                                            != facts.judged(verdict.sla(), policy.onOtherBasis(), asOf)
                                                    .result())
                                    .as(description)
                                    .isEqualTo(verdict.differsByClaimedTime());
                        }
                    }
                }
            }
        }
    }
}
