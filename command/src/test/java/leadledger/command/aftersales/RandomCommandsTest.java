package leadledger.command.aftersales;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.AGENT_IN_OSAKA;
import static leadledger.command.aftersales.LeadStory.ASSIGNED;
import static leadledger.command.aftersales.LeadStory.LEAD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import leadledger.command.aftersales.AftersalesLead.Booked;
import leadledger.command.aftersales.AftersalesLead.ContactAttempt;
import leadledger.command.aftersales.AftersalesLead.Course;
import leadledger.command.aftersales.AftersalesLead.Open;
import leadledger.command.aftersales.bookappointment.BookAppointment;
import leadledger.command.aftersales.bookappointment.BookAppointment.Appointment;
import leadledger.command.aftersales.correctcontactattempt.CorrectContactAttempt;
import leadledger.command.aftersales.correctcontactattempt.CorrectContactAttempt.Correction;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt.Attempt;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Repeat a run with {@code -Dleadledger.seed=…}, as reported. */
@DisplayName("Whatever commands come, in whatever order, a lead keeps its invariants")
class RandomCommandsTest {

    private static final int LEADS = 2_000;
    private static final int COMMANDS_PER_LEAD = 40;
    private static final int MOST_STEP_MILLIS = 4;

    /** Many moments are equal or neighbours, so that the rules' boundaries are met often. */
    private static final int SPREAD_MILLIS = 30;

    @Test
    void invariantsHold(TestReporter reporter) {
        long seed = Long.getLong("leadledger.seed", System.nanoTime());
        reporter.publishEntry("leadledger.seed", Long.toString(seed));
        Random random = new Random(seed);
        int[] reached = new int[ContactAttemptRules.MOST_ATTEMPTS + 1];
        int corrected = 0;
        int booked = 0;
        for (int i = 0; i < LEADS; i++) {
            Run run = new Run(random);
            run.go();
            reached[run.course().attempts().size()]++;
            corrected += run.corrections;
            booked += run.lead instanceof Booked ? 1 : 0;
        }
        reporter.publishEntry("attempts reached", Arrays.toString(reached));
        assertThat(reached[ContactAttemptRules.MOST_ATTEMPTS])
                .as("leads with all attempts, seed %d", seed)
                .isPositive();
        assertThat(corrected).as("corrections, seed %d", seed).isPositive();
        assertThat(booked).as("booked leads, seed %d", seed).isPositive();
    }

    private static final class Run {

        private final Random random;
        private AftersalesLead lead = LeadStory.lead().state();
        private Instant now = ASSIGNED;
        private int corrections;
        private final List<String> story = new ArrayList<>();

        Run(Random random) {
            this.random = random;
        }

        void go() {
            for (int i = 0; i < COMMANDS_PER_LEAD; i++) {
                now = now.plusMillis(random.nextInt(MOST_STEP_MILLIS));
                give(command());
            }
        }

        private void give(AftersalesCommand command) {
            story.add(command.toString());
            if (command.access(lead) instanceof Access.Denied) {
                assertThat(command.actor()).as("story %s", story).isNotEqualTo(AGENT);
                return;
            }
            assertThat(command.actor()).as("story %s", story).isEqualTo(AGENT);
            Course before = course();
            switch (command.decide(lead)) {
                case Decision.Refused(List<Refusal> refusals) ->
                    assertThat(refusals).as("story %s", story).isNotEmpty();
                case Decision.Accepted(List<AftersalesEvent> events) -> {
                    // Recording takes a while, and others may record at the same moment.
                    now = now.plusMillis(random.nextInt(2));
                    events.forEach(event -> lead = lead.evolve(event, now));
                    corrections += command instanceof CorrectContactAttempt ? events.size() : 0;
                    assertThat(command.decide(lead))
                            .as("whether it would be done twice, story %s", story)
                            .satisfies(again -> isDoneAtMostOnce(command, again));
                }
            }
            check(before);
        }

        /** An attempt can be recorded again; whatever else was done is done. */
        private void isDoneAtMostOnce(AftersalesCommand command, Decision again) {
            if (!(command instanceof RecordContactAttempt)) {
                assertThat(again).isEqualTo(Decision.accepted());
            }
        }

        private void check(Course before) {
            List<ContactAttempt> attempts = course().attempts();
            assertThat(attempts).as("AS-10, story %s", story).hasSizeLessThanOrEqualTo(5);
            assertThat(attempts)
                    .as("AS-10, story %s", story)
                    .extracting(ContactAttempt::number)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, attempts.size()).boxed().toList());
            assertThat(attempts)
                    .as("AS-13, story %s", story)
                    .extracting(ContactAttempt::moment)
                    .isSorted()
                    .allSatisfy(moment -> assertThat(moment).isBetween(ASSIGNED, now));
            assertThat(stamps(attempts).subList(0, before.attempts().size()))
                    .as("AS-13: stamps stay, story %s", story)
                    .isEqualTo(stamps(before.attempts()));
            if (lead instanceof Booked) {
                assertThat(attempts).as("AS-12, story %s", story).isNotEmpty();
            }
        }

        private static List<Instant> stamps(List<ContactAttempt> attempts) {
            return attempts.stream().map(ContactAttempt::stampedAt).toList();
        }

        private AftersalesCommand command() {
            return switch (random.nextInt(5)) {
                case 0, 1 -> new RecordContactAttempt(LEAD, actor(), now, attempt());
                case 2, 3 -> new CorrectContactAttempt(LEAD, actor(), now, random.nextInt(7), correction());
                default ->
                    new BookAppointment(
                            LEAD, actor(), now, Input.of(new Appointment(now.plusMillis(50), random.nextBoolean())));
            };
        }

        private Input<Attempt> attempt() {
            return isFaulty() ? faulty() : Input.of(new Attempt(channel(), outcome(), claim()));
        }

        private Input<Correction> correction() {
            return isFaulty() ? faulty() : Input.of(new Correction(channel(), outcome(), claim(), "wrong"));
        }

        private boolean isFaulty() {
            return random.nextInt(10) == 0;
        }

        private static <T> Input<T> faulty() {
            return Input.faulty(List.of(Refusal.ofValue("AS-10", "field-required", "channel")));
        }

        private Actor actor() {
            return switch (random.nextInt(12)) {
                case 0 -> AGENT_IN_OSAKA;
                case 1 -> LeadStory.actor(Role.HQ);
                default -> AGENT;
            };
        }

        private @Nullable Instant claim() {
            return random.nextInt(3) == 0 ? null : now.plusMillis(2).minusMillis(random.nextInt(SPREAD_MILLIS));
        }

        private ContactChannel channel() {
            return oneOf(ContactChannel.values());
        }

        private ContactOutcome outcome() {
            return oneOf(ContactOutcome.values());
        }

        private <T> T oneOf(T[] choice) {
            return choice[random.nextInt(choice.length)];
        }

        Course course() {
            return ((Open) lead).course();
        }
    }
}
