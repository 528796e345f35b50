package leadledger.command.sales.activity;

import static leadledger.command.sales.SalesRules.FAULT;
import static leadledger.command.sales.SalesRules.IS_FINAL;
import static leadledger.command.sales.SalesRules.IS_OUT_OF_SCOPE;
import static leadledger.command.sales.SalesRules.IS_QUEUED;
import static leadledger.command.sales.SalesRules.UNKNOWN;
import static leadledger.command.sales.SalesRules.WRONG_ROLE;
import static leadledger.command.sales.SalesRules.areForManagersAlone;
import static leadledger.command.sales.SalesRules.areForOwnerAndManagers;
import static leadledger.command.sales.SalesRules.faulty;
import static leadledger.command.sales.SalesStory.ASSISTANT;
import static leadledger.command.sales.SalesStory.AUDITOR;
import static leadledger.command.sales.SalesStory.CALL_CENTER;
import static leadledger.command.sales.SalesStory.COLLEAGUE;
import static leadledger.command.sales.SalesStory.HEADQUARTERS;
import static leadledger.command.sales.SalesStory.LEAD;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.MANAGER_IN_NAMBA;
import static leadledger.command.sales.SalesStory.STAFF;
import static leadledger.command.sales.SalesStory.STAFF_ID;
import static leadledger.command.sales.SalesStory.assigned;
import static leadledger.command.sales.SalesStory.converted;
import static leadledger.command.sales.SalesStory.delivered;
import static leadledger.command.sales.SalesStory.followUp;
import static leadledger.command.sales.SalesStory.followedUp;
import static leadledger.command.sales.SalesStory.minute;
import static leadledger.command.sales.SalesStory.notConverted;
import static leadledger.command.sales.SalesStory.nothing;
import static leadledger.command.sales.SalesStory.outOfScope;
import static leadledger.command.sales.SalesStory.queued;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.SalesStory;
import leadledger.command.sales.activity.PlanActivity.Plan;
import leadledger.command.sales.activity.UpdateActivity.Progress;
import leadledger.events.sales.ActivityKind;
import leadledger.events.sales.SalesEvent.ActivityPlanned;
import leadledger.events.sales.SalesEvent.ActivityUpdated;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SA-30: users plan tasks and appointments of their own")
class ActivityTest {

    private static final Refusal UNKNOWN_TASK =
            new Refusal("SA-30", Refusal.Kind.UNKNOWN, "unknown-task", null, Map.of());
    private static final Refusal IS_ANOTHERS =
            new Refusal("SA-30", Refusal.Kind.ROLE, "task-of-another", null, Map.of());
    private static final Instant NOW = minute(50);

    private static PlanActivity plan(SalesCaller caller, @Nullable Instant dueAt) {
        return new PlanActivity(LEAD, caller, NOW, Input.of(new Plan(ActivityKind.APPOINTMENT, "見積", dueAt, "-")));
    }

    private static PlanActivity plan(SalesCaller caller) {
        return plan(caller, minute(90));
    }

    private static ActivityPlanned planned(int number, SalesCaller by) {
        return new ActivityPlanned(number, by.actor().user(), ActivityKind.APPOINTMENT, "見積", minute(90), "-");
    }

    private static UpdateActivity update(SalesCaller caller, int number, TaskState state, @Nullable String comment) {
        return new UpdateActivity(LEAD, caller, NOW, number, Input.of(new Progress(state, comment)));
    }

    private static SalesStory withTaskOf(SalesCaller caller) {
        return assigned().and(planned(1, caller), minute(25), caller);
    }

    @Test
    @DisplayName("numbered from 1 on, whoever they are of")
    void numbered() {
        assigned().when(plan(STAFF)).happened(planned(1, STAFF));
        withTaskOf(MANAGER).when(plan(STAFF)).happened(planned(2, STAFF));
        followedUp().when(plan(MANAGER)).happened(planned(1, MANAGER));
    }

    @Test
    @DisplayName("at most a hundred on a lead")
    void atMostAHundred() {
        SalesStory story = assigned();
        for (int number = 1; number <= 99; number++) {
            story = story.and(planned(number, STAFF), minute(25), STAFF);
        }
        story.when(plan(STAFF)).happened(planned(100, STAFF));
        story.and(planned(100, STAFF), minute(25), STAFF)
                .when(plan(STAFF))
                .refused(Refusal.ofState("SA-30", "no-activity-left").with("most", 100));
    }

    @Test
    @DisplayName("due in the future, within two years; a task may be due at no time")
    void due() {
        Refusal outOfRange = Refusal.ofValue("SA-30", "due-out-of-range", "dueAt");
        Instant last = NOW.plus(Duration.ofDays(731));
        assigned().when(plan(STAFF, NOW)).refused(outOfRange);
        assigned().when(plan(STAFF, last.plusMillis(1))).refused(outOfRange);
        for (Instant dueAt : List.of(NOW.plusMillis(1), last)) {
            assigned()
                    .when(plan(STAFF, dueAt))
                    .happened(new ActivityPlanned(1, STAFF_ID, ActivityKind.APPOINTMENT, "見積", dueAt, "-"));
        }
        assigned()
                .when(new PlanActivity(LEAD, STAFF, NOW, Input.of(new Plan(ActivityKind.TASK, "call", null, null))))
                .happened(new ActivityPlanned(1, STAFF_ID, ActivityKind.TASK, "call", null, null));
    }

    @Test
    @DisplayName("SA-33: goes forward only, and closed is the end")
    void forwardOnly() {
        withTaskOf(STAFF)
                .when(update(STAFF, 1, TaskState.CLOSED, null))
                .happened(new ActivityUpdated(1, TaskState.CLOSED, "-"));
        SalesStory inProgress =
                withTaskOf(STAFF).and(new ActivityUpdated(1, TaskState.IN_PROGRESS, "half"), minute(26), STAFF);
        inProgress
                .when(update(STAFF, 1, TaskState.NEW, null))
                .refused(Refusal.ofState("SA-33", "task-goes-forward-only"));
        inProgress
                .when(update(STAFF, 1, TaskState.CLOSED, "done"))
                .happened(new ActivityUpdated(1, TaskState.CLOSED, "done"));
        inProgress
                .and(new ActivityUpdated(1, TaskState.CLOSED, "done"), minute(27), STAFF)
                .when(update(STAFF, 1, TaskState.CLOSED, "more"))
                .refused(Refusal.ofState("SA-33", "task-closed"));
    }

    @Test
    @DisplayName("the same again: nothing new; another comment is something new")
    void sameAgain() {
        withTaskOf(STAFF).when(update(STAFF, 1, TaskState.NEW, null)).nothingNew();
        withTaskOf(STAFF).when(update(STAFF, 1, TaskState.NEW, "-")).nothingNew();
        withTaskOf(STAFF)
                .and(new ActivityUpdated(1, TaskState.CLOSED, "-"), minute(27), STAFF)
                .when(update(STAFF, 1, TaskState.CLOSED, null))
                .nothingNew();
        withTaskOf(STAFF)
                .when(update(STAFF, 1, TaskState.NEW, "bring papers"))
                .happened(new ActivityUpdated(1, TaskState.NEW, "bring papers"));
    }

    @Test
    @DisplayName("SA-33: no status moves, and the follow-up task stays as it is")
    void statusStays() {
        SalesLead lead = withTaskOf(STAFF)
                .and(new ActivityUpdated(1, TaskState.CLOSED, "-"), minute(26), STAFF)
                .state();
        assertThat(lead)
                .isInstanceOfSatisfying(
                        SalesLead.New.class,
                        fresh -> assertThat(fresh.course().followUp()).isEqualTo(TaskState.NEW));
    }

    @Test
    @DisplayName("a task that is not there, or of somebody else, is unknown; a manager sees it and may not touch it")
    void othersTasks() {
        withTaskOf(STAFF).when(update(STAFF, 2, TaskState.CLOSED, null)).refused(UNKNOWN_TASK);
        withTaskOf(STAFF).when(update(STAFF, 0, TaskState.CLOSED, null)).refused(UNKNOWN_TASK);
        withTaskOf(MANAGER).when(update(STAFF, 1, TaskState.CLOSED, null)).refused(UNKNOWN_TASK);
        withTaskOf(STAFF).when(update(MANAGER, 1, TaskState.CLOSED, null)).refused(IS_ANOTHERS);
        withTaskOf(MANAGER)
                .when(update(MANAGER, 1, TaskState.CLOSED, null))
                .happened(new ActivityUpdated(1, TaskState.CLOSED, "-"));
        queued().when(update(MANAGER, 1, TaskState.CLOSED, null)).refused(UNKNOWN_TASK);
    }

    @Test
    @DisplayName("whose task it is comes before the lead's state, and that before the input")
    void order() {
        SalesStory ended = withTaskOf(STAFF)
                .and(followUp(TaskState.CLOSED), minute(30), STAFF)
                .and(new LeadConverted("OP-1"), minute(31), STAFF);
        UpdateActivity faulty = new UpdateActivity(LEAD, STAFF, NOW, 1, faulty());
        ended.when(faulty).refused(IS_FINAL);
        ended.when(update(MANAGER, 1, TaskState.CLOSED, null)).refused(IS_ANOTHERS);
        withTaskOf(STAFF).when(faulty).refused(FAULT);
        delivered()
                .and(planned(1, MANAGER), minute(14), MANAGER)
                .and(new LeadMarkedOutOfScope("-"), minute(15), MANAGER)
                .when(update(MANAGER, 1, TaskState.CLOSED, null))
                .refused(IS_OUT_OF_SCOPE);
    }

    @Test
    @DisplayName("nothing is planned in the queue, out of scope, or at the end")
    void states() {
        PlanActivity faulty = new PlanActivity(LEAD, MANAGER, NOW, faulty());
        queued().when(faulty).refused(IS_QUEUED);
        outOfScope().when(faulty).refused(IS_OUT_OF_SCOPE);
        converted().when(faulty).refused(IS_FINAL);
        notConverted().when(faulty).refused(IS_FINAL);
        delivered().when(faulty).refused(FAULT);
        nothing().when(faulty).notFound();
    }

    @Test
    @DisplayName("SA-21: for the owner, and for the managers of the outlet")
    void access() {
        areForOwnerAndManagers(assigned(), ActivityTest::plan);
        areForManagersAlone(delivered(), ActivityTest::plan);
        for (SalesCaller stranger : List.of(COLLEAGUE, MANAGER_IN_NAMBA, CALL_CENTER)) {
            withTaskOf(STAFF).when(update(stranger, 1, TaskState.CLOSED, null)).refused(UNKNOWN);
        }
        for (SalesCaller reader : List.of(ASSISTANT, HEADQUARTERS, AUDITOR)) {
            withTaskOf(STAFF).when(update(reader, 1, TaskState.CLOSED, null)).refused(WRONG_ROLE);
        }
    }
}
