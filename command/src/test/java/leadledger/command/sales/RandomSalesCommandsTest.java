package leadledger.command.sales;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import leadledger.command.decision.Decision;
import leadledger.command.sales.RandomSalesLead.Step;
import leadledger.command.sales.activity.PlanActivity;
import leadledger.command.sales.appraisal.RecordAppraisal;
import leadledger.command.sales.feedback.GiveFeedback;
import leadledger.command.sales.followuptask.UpdateFollowUpTask;
import leadledger.command.sales.testdrive.RecordTestDrive;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.ActivityPlanned;
import leadledger.events.sales.SalesEvent.ActivityUpdated;
import leadledger.events.sales.SalesEvent.AppraisalDone;
import leadledger.events.sales.SalesEvent.ApprovalRequested;
import leadledger.events.sales.SalesEvent.CarAppraisalSaved;
import leadledger.events.sales.SalesEvent.CarCommunicationSaved;
import leadledger.events.sales.SalesEvent.CarDetailsSaved;
import leadledger.events.sales.SalesEvent.CarRegistrationSaved;
import leadledger.events.sales.SalesEvent.ContractCorrected;
import leadledger.events.sales.SalesEvent.ContractRecorded;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.FeedbackGiven;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.sales.SalesEvent.HeldDeliveryMoved;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadCommented;
import leadledger.events.sales.SalesEvent.LeadCompleted;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.SalesEvent.TestDriveDone;
import leadledger.events.sales.SalesStatus;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Repeat a run with {@code -Dleadledger.seed=…}, as reported. */
@DisplayName("Whatever commands come, by whomever, in whatever order, a sales lead keeps its invariants")
class RandomSalesCommandsTest {

    private static final int LEADS = 3_000;
    private static final int COMMANDS_PER_LEAD = 60;

    /** What comes before a lead is there, and what the calendar alone brings. */
    private static final Set<Class<?>> NOT_ASKED_FOR = Set.of(LeadCaptured.class, HeldDeliveryMoved.class);

    @Test
    void invariantsHold(TestReporter reporter) {
        long seed = Long.getLong("leadledger.seed", System.nanoTime());
        reporter.publishEntry("leadledger.seed", Long.toString(seed));
        Random random = new Random(seed);
        Map<Class<?>, Integer> happened = new HashMap<>();
        for (int i = 0; i < LEADS; i++) {
            RandomSalesLead lead = new RandomSalesLead(random);
            Story story = new Story(lead.lead());
            try {
                for (int command = 0; command < COMMANDS_PER_LEAD; command++) {
                    Step step = lead.step();
                    story.check(step);
                    step.events().forEach(event -> happened.merge(event.getClass(), 1, Integer::sum));
                }
                assertThat(lead.replayed()).as("made anew from its events").isEqualTo(lead.lead());
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ", story " + lead.story(), e);
            }
        }
        reporter.publishEntry("happened", happened.toString());
        Set<Class<?>> expected = new HashSet<>(Arrays.asList(SalesEvent.class.getPermittedSubclasses()));
        expected.removeAll(NOT_ASKED_FOR);
        // Disputes have random histories of their own.
        expected.remove(SalesEvent.OfDispute.class);
        assertThat(happened.keySet()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** What the rules say of a lead's facts, kept without a line of the code under test. */
    private static final class Story {

        private SalesStatus status;
        private TaskState task = TaskState.NEW;
        private @Nullable UserId owner;
        private final Set<String> activeSinceMark = new HashSet<>();
        private final Map<Integer, UserId> activities = new HashMap<>();
        private final Map<Integer, TaskState> activityStates = new HashMap<>();
        private CurrentCar car = CurrentCar.UNKNOWN;
        private @Nullable ContractResult contract;
        private boolean approvalRequested;

        Story(SalesLead lead) {
            status = lead instanceof SalesLead.Queued ? SalesStatus.QUEUED : SalesStatus.NEW;
        }

        void check(Step step) {
            Actor actor = step.command().actor();
            for (SalesEvent event : step.events()) {
                mayDo(event, actor);
                check(event, actor);
                if (!(event instanceof LeadMarkedOutOfScope)) {
                    activeSinceMark.add(actor.subject());
                }
            }
            agreesWith(step.after());
            if (!step.events().isEmpty()) {
                isDoneAtMostOnce(step);
            }
        }

        /** SA-21: nobody but the owner and the outlet's managers changes a lead; never a colleague, never an assistant. */
        private void mayDo(SalesEvent event, Actor actor) {
            if (status == SalesStatus.QUEUED) {
                mayDoInTheQueue(event, actor);
                return;
            }
            assertThat(actor.isOf(SalesStory.SHIBUYA)).as("AC-01: %s", event).isTrue();
            if (actor.role() == Role.SALES_STAFF) {
                assertThat(actor.user()).as("SA-21: %s", event).isEqualTo(owner);
            } else {
                assertThat(actor.role()).as("SA-21: %s", event).isEqualTo(Role.OUTLET_MANAGER);
            }
        }

        private static void mayDoInTheQueue(SalesEvent event, Actor actor) {
            if (event instanceof LeadDelivered delivered) {
                switch (delivered.kind()) {
                    case HELD -> assertThat(actor.role()).as("SA-10").isEqualTo(Role.SYSTEM);
                    case AT_ONCE -> assertThat(actor.role()).as("SA-10").isEqualTo(Role.CALL_CENTER);
                    case PULLED -> {
                        isManager(actor);
                        assertThat(actor.isOf(delivered.outlet())).as("SA-11").isTrue();
                    }
                }
            } else {
                assertThat(actor.role()).as("SA-02, SA-10").isEqualTo(Role.CALL_CENTER);
                assertThat(actor.market()).as("AC-01").isEqualTo(SalesStory.JAPAN);
            }
        }

        private void check(SalesEvent event, Actor actor) {
            switch (event) {
                case LeadCaptured ignored -> isNoneOfOurs(event);
                case HeldDeliveryMoved ignored -> isNoneOfOurs(event);
                case SalesEvent.OfDispute ignored -> {}
                case LeadCommented ignored -> isIn("SA-02", SalesStatus.QUEUED);
                case LeadCompleted ignored -> isIn("SA-02", SalesStatus.QUEUED);
                case DeliveryHeld ignored -> isIn("SA-10", SalesStatus.QUEUED);
                case HeldDeliveryCancelled ignored -> isIn("SA-10", SalesStatus.QUEUED);
                case LeadDelivered ignored -> moves("SA-10, SA-11", SalesStatus.QUEUED, SalesStatus.NEW);
                case LeadAssigned assigned -> {
                    isIn("SA-20", SalesStatus.NEW, SalesStatus.FOLLOWING_UP);
                    isManager(actor);
                    assertThat(assigned.owner())
                            .as("SA-20, SA-21: one of the staff of the outlet, and another one than before")
                            .isIn(SalesStory.STAFF_ID, SalesStory.COLLEAGUE_ID)
                            .isNotEqualTo(owner);
                    owner = assigned.owner();
                }
                case LeadMarkedOutOfScope ignored -> {
                    moves("SA-22", SalesStatus.NEW, SalesStatus.OUT_OF_SCOPE);
                    isManager(actor);
                    assertThat(owner).as("SA-22: before it is assigned").isNull();
                    activeSinceMark.clear();
                }
                case OutOfScopeMarkTakenBack ignored -> {
                    moves("SA-22", SalesStatus.OUT_OF_SCOPE, SalesStatus.NEW);
                    isManager(actor);
                    activeSinceMark.remove(actor.subject());
                    assertThat(activeSinceMark)
                            .as("SA-22: no other user did anything since")
                            .isEmpty();
                }
                case FollowUpTaskUpdated updated -> {
                    isIn("SA-31", SalesStatus.NEW, SalesStatus.FOLLOWING_UP);
                    assertThat(task).as("SA-33").isNotEqualTo(TaskState.CLOSED);
                    assertThat(updated.state()).as("SA-33").isGreaterThanOrEqualTo(task);
                    if (task == TaskState.NEW && updated.state() != TaskState.NEW) {
                        assertThat(updated.means()).as("SA-31").isNotNull();
                        assertThat(updated.outcome()).as("SA-31").isNotNull();
                        moves("SA-32", SalesStatus.NEW, SalesStatus.FOLLOWING_UP);
                    }
                    task = updated.state();
                }
                case ActivityPlanned planned -> {
                    isIn("SA-30", SalesStatus.NEW, SalesStatus.FOLLOWING_UP);
                    assertThat(planned.number()).isEqualTo(activities.size() + 1);
                    assertThat(planned.user()).isEqualTo(actor.user());
                    activities.put(planned.number(), planned.user());
                    activityStates.put(planned.number(), TaskState.NEW);
                }
                case ActivityUpdated updated -> {
                    isIn("SA-33", SalesStatus.NEW, SalesStatus.FOLLOWING_UP);
                    assertThat(activities.get(updated.number()))
                            .as("SA-33: its own")
                            .isEqualTo(actor.user());
                    TaskState before = activityStates.put(updated.number(), updated.state());
                    assertThat(before).as("SA-33").isNotEqualTo(TaskState.CLOSED);
                    assertThat(updated.state()).as("SA-33").isGreaterThanOrEqualTo(before);
                }
                case CarDetailsSaved saved -> carBecomes(car.with(saved.details()));
                case CarRegistrationSaved saved -> carBecomes(car.with(saved.registration()));
                case CarAppraisalSaved saved -> carBecomes(car.with(saved.appraisal()));
                case CarCommunicationSaved saved -> carBecomes(car.with(saved.communication()));
                case TestDriveDone ignored -> isIn("SA-41", SalesStatus.FOLLOWING_UP);
                case AppraisalDone ignored -> isIn("SA-41", SalesStatus.FOLLOWING_UP);
                case ApprovalRequested ignored -> {
                    isOpenForFeedback();
                    assertThat(actor.user()).as("SA-41: the owner").isEqualTo(owner);
                    approvalRequested = true;
                }
                case FeedbackGiven feedback -> {
                    isOpenForFeedback();
                    isManager(actor);
                    assertThat(feedback.approved() == null || approvalRequested)
                            .as("SA-41")
                            .isTrue();
                }
                case LeadConverted ignored -> moves("SA-42", SalesStatus.FOLLOWING_UP, SalesStatus.CONVERTED);
                case LeadNotConverted ignored -> moves("SA-42", SalesStatus.FOLLOWING_UP, SalesStatus.NOT_CONVERTED);
                case ContractRecorded recorded -> {
                    isIn("SA-42", SalesStatus.CONVERTED);
                    assertThat(contract).as("SA-42: once").isNull();
                    contract = recorded.result();
                }
                case ContractCorrected corrected -> {
                    isIn("SA-42", SalesStatus.CONVERTED);
                    assertThat(contract).as("SA-42").isNotNull().isNotEqualTo(corrected.result());
                    contract = corrected.result();
                }
            }
        }

        private static void isNoneOfOurs(SalesEvent event) {
            throw new AssertionError("no command here does this: " + event);
        }

        private static void isManager(Actor actor) {
            assertThat(actor.role()).isEqualTo(Role.OUTLET_MANAGER);
        }

        private void isIn(String rule, SalesStatus... allowed) {
            assertThat(status).as(rule).isIn((Object[]) allowed);
        }

        private void moves(String rule, SalesStatus from, SalesStatus to) {
            isIn(rule, from);
            status = to;
        }

        private void isOpenForFeedback() {
            isIn(
                    "SA-41, SA-42",
                    SalesStatus.NEW,
                    SalesStatus.FOLLOWING_UP,
                    SalesStatus.OUT_OF_SCOPE,
                    SalesStatus.CONVERTED);
        }

        private void carBecomes(CurrentCar changed) {
            isIn("SA-40, SA-42", SalesStatus.NEW, SalesStatus.FOLLOWING_UP, SalesStatus.CONVERTED);
            assertThat(changed).as("SA-40: something new").isNotEqualTo(car);
            car = changed;
        }

        private void agreesWith(SalesLead lead) {
            SalesStatus folded = switch (lead) {
                case SalesLead.Unborn ignored -> throw new AssertionError("it was captured");
                case SalesLead.Queued ignored -> SalesStatus.QUEUED;
                case SalesLead.New ignored -> SalesStatus.NEW;
                case SalesLead.FollowingUp ignored -> SalesStatus.FOLLOWING_UP;
                case SalesLead.OutOfScope ignored -> SalesStatus.OUT_OF_SCOPE;
                case SalesLead.Converted ignored -> SalesStatus.CONVERTED;
                case SalesLead.NotConverted ignored -> SalesStatus.NOT_CONVERTED;
            };
            assertThat(folded).isEqualTo(status);
            boolean wasFollowedUp = Set.of(SalesStatus.FOLLOWING_UP, SalesStatus.CONVERTED, SalesStatus.NOT_CONVERTED)
                    .contains(status);
            assertThat(wasFollowedUp)
                    .as("SA-32: exactly when the task has left new")
                    .isEqualTo(task != TaskState.NEW);
            if (lead instanceof SalesLead.Delivered delivered) {
                assertThat(delivered.course().followUp()).isEqualTo(task);
                assertThat(delivered.course().owner()).isEqualTo(owner);
                assertThat(delivered.course().currentCar()).isEqualTo(car);
                assertThat(delivered.course().activities()).hasSameSizeAs(activities);
            }
            if (lead instanceof SalesLead.Converted converted) {
                assertThat(converted.result()).isEqualTo(contract);
            }
        }

        /** Contacts, plans, test drives, appraisals and feedback can be repeated; whatever else was done is done, or is refused. */
        private static void isDoneAtMostOnce(Step step) {
            if (step.command() instanceof UpdateFollowUpTask
                    || step.command() instanceof PlanActivity
                    || step.command() instanceof RecordTestDrive
                    || step.command() instanceof RecordAppraisal
                    || step.command() instanceof GiveFeedback) {
                return;
            }
            Decision<SalesEvent> again = step.command().decide(step.after());
            assertThat(again instanceof Decision.Refused || again.equals(Decision.accepted()))
                    .as("whether it would be done twice: %s", again)
                    .isTrue();
        }
    }
}
