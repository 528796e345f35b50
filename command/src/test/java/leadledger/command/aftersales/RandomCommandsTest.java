package leadledger.command.aftersales;

import static leadledger.command.aftersales.LeadStory.ASSIGNED;
import static leadledger.command.aftersales.LeadStory.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import leadledger.command.aftersales.AftersalesLead.Assigned;
import leadledger.command.aftersales.AftersalesLead.Booked;
import leadledger.command.aftersales.AftersalesLead.ContactAttempt;
import leadledger.command.aftersales.AftersalesLead.Course;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.AftersalesLead.Known;
import leadledger.command.aftersales.AftersalesLead.Unborn;
import leadledger.command.aftersales.RandomLead.Step;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt;
import leadledger.command.decision.Decision;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Repeat a run with {@code -Dleadledger.seed=…}, as reported. */
@DisplayName("Whatever commands come, in whatever order, a lead keeps its invariants")
class RandomCommandsTest {

    private static final int LEADS = 3_000;
    private static final int COMMANDS_PER_LEAD = 60;
    private static final int MOST_ATTEMPTS = 5;

    /** All that can happen to a lead after its creation; the link to its master happens with that. */
    private static final List<Class<?>> EVENTS = List.of(
            ContactAttemptRecorded.class,
            ContactAttemptCorrected.class,
            AppointmentBooked.class,
            LeadClosedWithSale.class,
            LeadClosedWithoutSale.class,
            RecontactAgreed.class,
            RecontactMoved.class,
            RecontactLeadCreated.class,
            LeadLost.class,
            BookingBecameFinal.class,
            LeadReassigned.class,
            LeadEdited.class);

    @Test
    void invariantsHold(TestReporter reporter) {
        long seed = Long.getLong("leadledger.seed", System.nanoTime());
        reporter.publishEntry("leadledger.seed", Long.toString(seed));
        Random random = new Random(seed);
        Map<Class<?>, Integer> happened = new HashMap<>();
        int correctedAfterTheEnd = 0;
        int full = 0;
        for (int i = 0; i < LEADS; i++) {
            RandomLead lead = new RandomLead(random);
            Ledger ledger = new Ledger();
            for (int command = 0; command < COMMANDS_PER_LEAD; command++) {
                Step step = lead.step();
                try {
                    ledger.check(step);
                } catch (AssertionError e) {
                    throw new AssertionError("seed " + seed + ", story " + lead.story(), e);
                }
                step.events().forEach(event -> happened.merge(event.getClass(), 1, Integer::sum));
            }
            correctedAfterTheEnd += ledger.correctedAfterTheEnd;
            full += ledger.stamps.size() == MOST_ATTEMPTS ? 1 : 0;
        }
        reporter.publishEntry("happened", happened.toString());
        assertThat(happened.keySet()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(EVENTS);
        assertThat(full).as("leads with all attempts, seed %d", seed).isPositive();
        assertThat(correctedAfterTheEnd)
                .as("corrections after the end, seed %d", seed)
                .isPositive();
    }

    /** What the rules say of a lead's facts, kept without a line of the code under test. */
    private static final class Ledger {

        private DealerId dealer = TOKYO;
        private Instant assignedAt = ASSIGNED;
        private final List<Instant> stamps = new ArrayList<>();
        private LeadStatus status = LeadStatus.ASSIGNED_TO_DEALER;
        private int closingFacts;
        private @Nullable Instant dueAt;
        private boolean hasChild;
        private boolean hasNote;
        private int correctedAfterTheEnd;

        void check(Step step) {
            for (AftersalesEvent event : step.events()) {
                Actor actor = step.command().actor();
                check(event, step.recordedAt(), actor);
            }
            assertThat(closingFacts).as("one end at most").isLessThanOrEqualTo(1);
            agreesWith(((Known) step.after()));
            checkAttempts(((Known) step.after()).course(), step.recordedAt());
            if (!step.events().isEmpty()) {
                isDoneAtMostOnce(step);
            }
        }

        private void check(AftersalesEvent event, Instant at, Actor actor) {
            switch (event) {
                case LeadCreated ignored -> throw new AssertionError("created twice");
                case RecontactedFrom ignored -> throw new AssertionError("never after the creation");
                case ContactAttemptRecorded attempt -> {
                    isWorked(at, actor);
                    stamps.add(at);
                    assertThat(attempt.number())
                            .as("AS-10")
                            .isEqualTo(stamps.size())
                            .isLessThanOrEqualTo(MOST_ATTEMPTS);
                }
                case ContactAttemptCorrected corrected -> checkCorrection(corrected.number(), at, actor);
                case AppointmentBooked ignored -> {
                    isTried(at, actor);
                    status = LeadStatus.BOOKED;
                }
                case AftersalesEvent.OfDispute ignored -> {}
                case LeadEdited edited -> {
                    isWorked(at, actor);
                    hasNote = edited.managementNote() != null;
                }
                case LeadClosedWithSale closed -> {
                    isTried(at, actor);
                    assertThat(status == LeadStatus.BOOKED || closed.managementNote() != null)
                            .as("AS-31")
                            .isTrue();
                    ends(LeadStatus.CLOSED_WITH_SALE);
                }
                case LeadClosedWithoutSale closed -> {
                    isTried(at, actor);
                    assertThat(closed.reason()).as("AS-50").isNotEqualTo("RE_CONTACT");
                    assertThat(closed.managementNote() != null
                                    || !(closed.reason().equals("OTHER") || hasNote))
                            .as("AS-41")
                            .isTrue();
                    assertThat(closed.ownershipEndedOn() != null
                                    || !closed.reason().equals("NO_LONGER_OWNER"))
                            .as("AS-42")
                            .isTrue();
                    ends(LeadStatus.CLOSED_WITHOUT_SALE);
                }
                case RecontactAgreed agreed -> {
                    isTried(at, actor);
                    dueAt = startOf(agreed.recontactOn(), agreed.dueAt());
                    ends(LeadStatus.CLOSED_WITHOUT_SALE);
                }
                case RecontactMoved moved -> {
                    assertThat(actor.belongsTo(dealer)).isTrue();
                    assertThat(at).as("AS-52").isBefore(dueAt);
                    assertThat(hasChild).as("AS-52").isFalse();
                    dueAt = startOf(moved.recontactOn(), moved.dueAt());
                }
                case RecontactLeadCreated ignored -> {
                    assertThat(dueAt).as("AS-51").isNotNull();
                    assertThat(hasChild).as("AS-51: one child").isFalse();
                    hasChild = true;
                }
                case LeadLost ignored -> lapses(LeadStatus.ASSIGNED_TO_DEALER, LeadStatus.SALES_LOST, at);
                case BookingBecameFinal ignored -> lapses(LeadStatus.BOOKED, LeadStatus.BOOKED, at);
                case LeadReassigned moved -> {
                    isOpen(at);
                    assertThat(actor.role()).as("AS-65").isEqualTo(Role.HQ);
                    assertThat(moved.dealer()).as("AS-65").isNotEqualTo(dealer);
                    dealer = moved.dealer();
                    assignedAt = at;
                    stamps.clear();
                    status = LeadStatus.ASSIGNED_TO_DEALER;
                }
            }
        }

        private void checkCorrection(int number, Instant at, Actor actor) {
            assertThat(actor.belongsTo(dealer)).as("AC-01").isTrue();
            assertThat(number).as("AS-13").isBetween(1, stamps.size());
            if (closingFacts == 0) {
                isOpen(at);
                return;
            }
            correctedAfterTheEnd++;
            Instant limit = assignedAt.plus(Duration.ofDays(1));
            Instant fell = stamps.getFirst().isAfter(limit) ? limit : stamps.getFirst();
            assertThat(number).as("AS-60: the first alone").isEqualTo(1);
            assertThat(at).as("SL-40").isBeforeOrEqualTo(fell.plus(Duration.ofDays(30)));
        }

        private void isOpen(Instant at) {
            assertThat(closingFacts).as("AS-60").isZero();
            assertThat(at).as("AS-64").isBeforeOrEqualTo(assignedAt.plus(Duration.ofDays(60)));
        }

        private void isWorked(Instant at, Actor actor) {
            isOpen(at);
            assertThat(actor.belongsTo(dealer)).as("AC-01").isTrue();
        }

        private void isTried(Instant at, Actor actor) {
            isWorked(at, actor);
            assertThat(stamps).as("AS-12, AS-65").isNotEmpty();
        }

        private void lapses(LeadStatus from, LeadStatus to, Instant at) {
            assertThat(status).as("AS-61, AS-62").isEqualTo(from);
            assertThat(at).as("AS-63").isAfter(assignedAt.plus(Duration.ofDays(60)));
            ends(to);
        }

        private void ends(LeadStatus end) {
            closingFacts++;
            status = end;
        }

        private static Instant startOf(LocalDate day, Instant dueAt) {
            assertThat(dueAt)
                    .as("AS-51")
                    .isEqualTo(day.atStartOfDay(RandomLead.ZONE).toInstant());
            return dueAt;
        }

        /** The end, once reached, stays (AS-60): the status here changes by the facts above alone. */
        private void agreesWith(Known lead) {
            LeadStatus folded = switch (lead) {
                case Assigned ignored -> LeadStatus.ASSIGNED_TO_DEALER;
                case Booked ignored -> LeadStatus.BOOKED;
                case Final ended -> ended.status();
            };
            assertThat(folded).isEqualTo(status);
            assertThat(lead instanceof Final)
                    .as("AS-60: final by one closing fact")
                    .isEqualTo(closingFacts == 1);
            assertThat(lead.course().dealer()).isEqualTo(dealer);
            assertThat(lead.course().assignedAt()).isEqualTo(assignedAt);
            if (lead instanceof Final ended) {
                assertThat(ended.recontact() == null).isEqualTo(dueAt == null);
                assertThat(ended.recontact() != null && ended.recontact().child() != null)
                        .isEqualTo(hasChild);
            }
        }

        private void checkAttempts(Course course, Instant now) {
            List<ContactAttempt> attempts = course.attempts();
            assertThat(attempts)
                    .as("AS-10")
                    .extracting(ContactAttempt::number)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, stamps.size()).boxed().toList());
            assertThat(attempts)
                    .as("AS-13: stamps stay")
                    .extracting(ContactAttempt::stampedAt)
                    .isEqualTo(stamps);
            assertThat(attempts)
                    .as("AS-13")
                    .extracting(ContactAttempt::moment)
                    .isSorted()
                    .allSatisfy(moment -> assertThat(moment).isBetween(assignedAt, now));
        }

        /** An attempt can be recorded again; whatever else was done is done, or is refused. */
        private static void isDoneAtMostOnce(Step step) {
            if (step.command() instanceof RecordContactAttempt || step.after() instanceof Unborn) {
                return;
            }
            Decision<AftersalesEvent> again = step.command().decide(step.after());
            assertThat(again instanceof Decision.Refused || again.equals(Decision.accepted()))
                    .as("whether it would be done twice: %s", again)
                    .isTrue();
        }
    }
}
