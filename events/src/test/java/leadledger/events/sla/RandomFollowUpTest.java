package leadledger.events.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import leadledger.events.calendar.BusinessHours;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.calendar.Shift;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.sales.SalesEvent.HeldDeliveryMoved;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.UserId;
import leadledger.events.sla.SlaVerdict.Result;
import leadledger.events.sla.SlaVerdict.SetAside;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestReporter;

/** What holds of every first follow-up, over seeded random histories and calendars. {@code -Dseed=…} runs one again. */
class RandomFollowUpTest {

    private static final int HISTORIES = 400;
    private static final Instant START = FollowUpStory.tokyo("2026-10-10T09:00");

    @RepeatedTest(2)
    @DisplayName("SL-01, SL-22, SL-30: met exactly if not more than the limit has passed, and evidence adds up")
    void invariants(TestReporter reporter) {
        long seed = Long.getLong("seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        for (int i = 0; i < HISTORIES; i++) {
            OutletCalendar calendar = randomCalendar(random);
            List<Recorded<SalesEvent>> history = randomStory(random).events();
            for (int moment = 0; moment < 10; moment++) {
                Instant asOf = START.plus(Duration.ofMinutes(random.nextInt(6_000)));
                check(history, calendar, asOf, "seed " + seed + ", history " + i + " as of " + asOf);
            }
        }
    }

    private static void check(
            List<Recorded<SalesEvent>> history, OutletCalendar calendar, Instant asOf, String description) {
        List<Recorded<SalesEvent>> past = history.stream()
                .filter(event -> !event.recordedAt().isAfter(asOf))
                .toList();
        var verdict = FollowUpEvaluator.evaluate(history, SlaPolicy.DEFAULT, calendar, asOf);
        assertThat(verdict)
                .as(description)
                .isEqualTo(FollowUpEvaluator.evaluate(past, SlaPolicy.DEFAULT, calendar.asOf(asOf), asOf));
        assertThat(verdict.isPresent())
                .as(description)
                .isEqualTo(FirstFollowUp.of(past, asOf).isPresent());
        if (verdict.isEmpty()) {
            return;
        }
        FirstFollowUp facts = FirstFollowUp.of(past, asOf).orElseThrow();
        SlaVerdict.Evidence evidence = verdict.get().evidence();
        Duration counted = calendar.asOf(asOf).openBetween(facts.deliveredAt(), end(facts, asOf));
        boolean within = counted.compareTo(SlaPolicy.DEFAULT.limit(Sla.FIRST_FOLLOW_UP)) <= 0;
        assertThat(verdict.get().result()).as(description).isEqualTo(expected(facts, within));
        assertThat(evidence.elapsed()).as(description).isEqualTo(counted);
        assertThat(evidence.openTimes().stream()
                        .map(open -> Duration.between(open.from(), open.to()))
                        .reduce(Duration.ZERO, Duration::plus))
                .as(description)
                .isEqualTo(counted);
        List<Long> told = new ArrayList<>(
                evidence.setAside().stream().map(SetAside::position).toList());
        told.add(evidence.start().position());
        if (evidence.stop() != null) {
            told.add(evidence.stop().position());
        }
        if (evidence.endedBy() != null) {
            told.add(evidence.endedBy().position());
        }
        assertThat(told)
                .as(description + ": every event is told once")
                .containsExactlyInAnyOrderElementsOf(
                        past.stream().map(Recorded::position).toList());
    }

    private static Instant end(FirstFollowUp facts, Instant asOf) {
        if (facts.followedUpAt() != null) {
            return facts.followedUpAt();
        }
        return facts.outOfScopeAt() == null ? asOf : facts.outOfScopeAt();
    }

    private static Result expected(FirstFollowUp facts, boolean within) {
        if (!within) {
            return Result.BREACHED;
        }
        if (facts.followedUpAt() != null) {
            return Result.MET;
        }
        return facts.outOfScopeAt() == null ? Result.RUNNING : Result.WITHDRAWN;
    }

    /** Few distinct moments, so that many fall together, on the opening and on the limit. */
    private static FollowUpStory randomStory(Random random) {
        Instant now = START;
        FollowUpStory story = new FollowUpStory();
        int steps = 1 + random.nextInt(10);
        for (int step = 0; step < steps; step++) {
            now = now.plus(Duration.ofMinutes(30L * random.nextInt(8)));
            Instant opens = now.plus(Duration.ofMinutes(30L * random.nextInt(10)));
            switch (random.nextInt(10)) {
                case 0, 1 -> story.then(now, new DeliveryHeld(FollowUpStory.SHIBUYA, opens));
                case 2 -> story.then(now, new HeldDeliveryMoved(opens));
                case 3 -> story.then(now, new HeldDeliveryCancelled());
                case 4 -> story.then(now, new LeadDelivered(FollowUpStory.SHIBUYA, DeliveryKind.PULLED, null));
                case 5 -> story.then(now, new LeadAssigned(new UserId("u-" + random.nextInt(3))));
                case 6 -> story.then(now, new LeadMarkedOutOfScope("a test"));
                case 7 -> story.then(now, new OutOfScopeMarkTakenBack());
                default -> story.task(now, List.of(TaskState.values()).get(random.nextInt(3)));
            }
        }
        return story;
    }

    private static OutletCalendar randomCalendar(Random random) {
        OutletCalendar calendar = OutletCalendar.ALWAYS_OPEN;
        Instant since = START;
        for (int versions = random.nextInt(3); versions > 0; versions--) {
            since = since.plus(Duration.ofMinutes(30L * random.nextInt(100)));
            calendar = calendar.changed(since, randomHours(random));
        }
        return calendar;
    }

    private static BusinessHours randomHours(Random random) {
        Map<DayOfWeek, List<Shift>> weekly = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            int opens = 30 * random.nextInt(20);
            int closes = opens + 30 * (1 + random.nextInt(10));
            weekly.put(
                    day,
                    random.nextInt(4) == 0
                            ? List.of()
                            : List.of(new Shift(opens, closes), new Shift(closes + 30 * random.nextInt(4), 1_440)));
        }
        Map<LocalDate, List<Shift>> special = new HashMap<>();
        special.put(LocalDate.of(2026, 10, 11 + random.nextInt(3)), List.of());
        return new BusinessHours(FollowUpStory.TOKYO, weekly, special);
    }
}
