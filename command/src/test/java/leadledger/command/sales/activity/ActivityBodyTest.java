package leadledger.command.sales.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import leadledger.command.decision.Input;
import leadledger.command.sales.activity.ActivityApi.PlanBody;
import leadledger.command.sales.activity.ActivityApi.ProgressBody;
import leadledger.command.sales.activity.PlanActivity.Plan;
import leadledger.command.sales.activity.UpdateActivity.Progress;
import leadledger.events.sales.ActivityKind;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("SA-30: what somebody plans, and how it stands, is read")
class ActivityBodyTest {

    private static Refusal fault(String code, String field) {
        return Refusal.ofValue("SA-30", code, field);
    }

    @Test
    void everythingGivenIsRead() {
        assertThat(new PlanBody("APPOINTMENT", "見積", "2026-03-02T19:00:00+09:00", "-").read())
                .isEqualTo(
                        Input.of(new Plan(ActivityKind.APPOINTMENT, "見積", Instant.parse("2026-03-02T10:00:00Z"), "-")));
        assertThat(new ProgressBody("CLOSED", null).read()).isEqualTo(Input.of(new Progress(TaskState.CLOSED, null)));
    }

    @Test
    @DisplayName("an appointment needs its time, a task does not")
    void appointmentsHaveTimes() {
        assertThat(new PlanBody("APPOINTMENT", "-", null, null).read())
                .isEqualTo(Input.faulty(List.of(fault("field-required", "dueAt"))));
        assertThat(new PlanBody("APPOINTMENT", "-", " ", null).read())
                .isEqualTo(Input.faulty(List.of(fault("field-required", "dueAt"))));
        assertThat(new PlanBody("TASK", "-", null, null).read())
                .isEqualTo(Input.of(new Plan(ActivityKind.TASK, "-", null, null)));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(new PlanBody(null, "a".repeat(201), "noon", "\u0000").read())
                .isEqualTo(Input.faulty(List.of(
                        fault("field-required", "kind"),
                        fault("text-too-long", "subject").with("most", 200),
                        fault("not-a-moment", "dueAt"),
                        fault("characters-not-allowed", "comment"))));
        assertThat(new ProgressBody(null, null).read())
                .isEqualTo(Input.faulty(List.of(Refusal.ofValue("SA-33", "field-required", "state"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "+1", "01", "1.0", "1e3", "９", "follow-Up", "", "9999999999"})
    @DisplayName("what is no number of a task is none of a lead's tasks")
    void noNumber(String taskId) {
        assertThat(ActivityApi.number(taskId)).isZero();
    }

    @Test
    void number() {
        assertThat(ActivityApi.number("1")).isEqualTo(1);
        assertThat(ActivityApi.number("999999999")).isEqualTo(999_999_999);
    }
}
