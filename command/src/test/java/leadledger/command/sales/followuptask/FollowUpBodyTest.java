package leadledger.command.sales.followuptask;

import static leadledger.command.sales.SalesRules.faults;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import leadledger.command.decision.Input;
import leadledger.command.sales.followuptask.UpdateFollowUpTask.Contact;
import leadledger.command.sales.followuptask.UpdateFollowUpTask.Update;
import leadledger.command.sales.followuptask.UpdateFollowUpTaskApi.FollowUpBody;
import leadledger.events.sales.ContactMeans;
import leadledger.events.sales.InitialOutcome;
import leadledger.events.sales.Proposal;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SA-31: an update of the follow-up task is read, and everything that is wrong with it is told at once")
class FollowUpBodyTest {

    private static Refusal fault(String code, String field) {
        return Refusal.ofValue("SA-31", code, field);
    }

    @Test
    void everythingGivenIsRead() {
        assertThat(new FollowUpBody("CLOSED", "EMAIL", "OTHER", "NOT_REACHED", "-").read())
                .isEqualTo(Input.of(new Update(
                        TaskState.CLOSED,
                        new Contact(ContactMeans.EMAIL, InitialOutcome.NOT_REACHED),
                        Proposal.OTHER,
                        "-")));
        assertThat(new FollowUpBody("IN_PROGRESS", null, null, null, null).read())
                .isEqualTo(Input.of(new Update(TaskState.IN_PROGRESS, null, null, null)));
    }

    @Test
    @DisplayName("means and outcome go together")
    void together() {
        assertThat(new FollowUpBody("CLOSED", "EMAIL", null, null, null).read())
                .isEqualTo(Input.faulty(List.of(fault("field-required", "outcome"))));
        assertThat(new FollowUpBody("CLOSED", null, null, "REACHED", null).read())
                .isEqualTo(Input.faulty(List.of(fault("field-required", "means"))));
    }

    @Test
    @DisplayName("a task that stays new takes a comment, and nothing else")
    void staysNew() {
        assertThat(new FollowUpBody("NEW", null, null, null, "-").read())
                .isEqualTo(Input.of(new Update(TaskState.NEW, null, null, "-")));
        assertThat(new FollowUpBody("NEW", "EMAIL", "OTHER", "REACHED", " ").read())
                .isEqualTo(Input.faulty(List.of(
                        fault("not-while-task-is-new", "means"),
                        fault("not-while-task-is-new", "proposal"),
                        fault("not-while-task-is-new", "outcome"),
                        fault("field-required", "comment"))));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Input<Update> input = new FollowUpBody(null, "canary", "canary", "canary", "a".repeat(4_001)).read();
        assertThat(faults(input))
                .extracting(Refusal::code)
                .containsExactly("field-required", "not-one-of", "not-one-of", "not-one-of", "text-too-long");
        assertThat(input.toString()).doesNotContain("canary");
    }
}
