package leadledger.command.sales.followuptask;

import static leadledger.command.sales.SalesRules.FAULT;
import static leadledger.command.sales.SalesRules.IS_FINAL;
import static leadledger.command.sales.SalesRules.IS_OUT_OF_SCOPE;
import static leadledger.command.sales.SalesRules.IS_QUEUED;
import static leadledger.command.sales.SalesRules.UNKNOWN;
import static leadledger.command.sales.SalesRules.areForManagersAlone;
import static leadledger.command.sales.SalesRules.areForOwnerAndManagers;
import static leadledger.command.sales.SalesRules.faulty;
import static leadledger.command.sales.SalesStory.COLLEAGUE_ID;
import static leadledger.command.sales.SalesStory.LEAD;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.STAFF;
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

import leadledger.command.decision.Input;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.followuptask.UpdateFollowUpTask.Contact;
import leadledger.command.sales.followuptask.UpdateFollowUpTask.Update;
import leadledger.events.sales.ContactMeans;
import leadledger.events.sales.InitialOutcome;
import leadledger.events.sales.Proposal;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("SA-31: the task lead follow-up is updated")
class UpdateFollowUpTaskTest {

    private static final Contact REACHED = new Contact(ContactMeans.PHONE, InitialOutcome.REACHED);

    private static UpdateFollowUpTask by(SalesCaller caller, Update update) {
        return new UpdateFollowUpTask(LEAD, caller, minute(50), Input.of(update));
    }

    private static Update to(TaskState state) {
        return new Update(state, REACHED, Proposal.TEST_DRIVE, "calls back");
    }

    private static Update comment(TaskState state, @Nullable String comment) {
        return new Update(state, null, null, comment);
    }

    private static FollowUpTaskUpdated fact(TaskState state) {
        return new FollowUpTaskUpdated(
                state, ContactMeans.PHONE, Proposal.TEST_DRIVE, InitialOutcome.REACHED, "calls back");
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_PROGRESS", "CLOSED"})
    @DisplayName("SA-32, SA-33: leaves new for in progress, or straight for closed")
    void leavesNew(TaskState state) {
        assigned().when(by(STAFF, to(state))).happened(fact(state));
    }

    @Test
    @DisplayName("SA-32: the lead is followed up from the first leaving of new on, and no earlier")
    void statusFollows() {
        assertThat(assigned()
                        .and(new FollowUpTaskUpdated(TaskState.NEW, null, null, null, "-"), minute(30), STAFF)
                        .state())
                .isInstanceOf(SalesLead.New.class);
        assertThat(assigned().and(followUp(TaskState.CLOSED), minute(30), STAFF).state())
                .isInstanceOf(SalesLead.FollowingUp.class);
    }

    @Test
    @DisplayName("stays new with a comment")
    void staysNew() {
        assigned()
                .when(by(STAFF, comment(TaskState.NEW, "not before noon")))
                .happened(new FollowUpTaskUpdated(TaskState.NEW, null, null, null, "not before noon"));
    }

    @Test
    @DisplayName("in progress again: another contact, or a comment alone; nothing at all is nothing new")
    void inProgressAgain() {
        followedUp().when(by(STAFF, to(TaskState.IN_PROGRESS))).happened(fact(TaskState.IN_PROGRESS));
        followedUp()
                .when(by(STAFF, comment(TaskState.IN_PROGRESS, "waits")))
                .happened(new FollowUpTaskUpdated(TaskState.IN_PROGRESS, null, null, null, "waits"));
        followedUp()
                .when(by(STAFF, new Update(TaskState.IN_PROGRESS, null, Proposal.QUOTATION, null)))
                .happened(new FollowUpTaskUpdated(TaskState.IN_PROGRESS, null, Proposal.QUOTATION, null, null));
        followedUp().when(by(STAFF, comment(TaskState.IN_PROGRESS, null))).nothingNew();
    }

    @Test
    @DisplayName("once it has left new it is closed with or without a contact")
    void closes() {
        followedUp().when(by(STAFF, to(TaskState.CLOSED))).happened(fact(TaskState.CLOSED));
        followedUp()
                .when(by(STAFF, comment(TaskState.CLOSED, null)))
                .happened(new FollowUpTaskUpdated(TaskState.CLOSED, null, null, null, null));
    }

    @Test
    @DisplayName("leaving new needs means and outcome")
    void contactNeeded() {
        assigned()
                .when(by(STAFF, comment(TaskState.IN_PROGRESS, "-")))
                .refused(
                        Refusal.ofValue("SA-31", "field-required", "means"),
                        Refusal.ofValue("SA-31", "field-required", "outcome"));
    }

    @Test
    @DisplayName("SA-33: forward only, and closed is the end")
    void forwardOnly() {
        followedUp()
                .when(by(STAFF, comment(TaskState.NEW, "-")))
                .refused(Refusal.ofState("SA-33", "task-goes-forward-only"));
        for (TaskState state : TaskState.values()) {
            assigned()
                    .and(followUp(TaskState.CLOSED), minute(30), STAFF)
                    .when(by(STAFF, state == TaskState.NEW ? comment(state, "-") : to(state)))
                    .refused(Refusal.ofState("SA-33", "task-closed"));
        }
    }

    @Test
    @DisplayName("not in the queue, not out of scope, not at its end; that is told before what is wrong with the input")
    void states() {
        UpdateFollowUpTask faulty = new UpdateFollowUpTask(LEAD, MANAGER, minute(50), faulty());
        queued().when(faulty).refused(IS_QUEUED);
        outOfScope().when(faulty).refused(IS_OUT_OF_SCOPE);
        converted().when(faulty).refused(IS_FINAL);
        notConverted().when(faulty).refused(IS_FINAL);
        delivered().when(faulty).refused(FAULT);
        nothing().when(faulty).notFound();
    }

    @Test
    @DisplayName("SA-21: for the owner, and for the managers of the outlet, owned or not")
    void access() {
        areForOwnerAndManagers(assigned(), caller -> by(caller, to(TaskState.IN_PROGRESS)));
        areForManagersAlone(delivered(), caller -> by(caller, to(TaskState.IN_PROGRESS)));
    }

    @Test
    @DisplayName("SA-20: a former owner is a colleague like any other")
    void formerOwner() {
        followedUp()
                .and(new LeadAssigned(COLLEAGUE_ID), minute(40), MANAGER)
                .when(by(STAFF, to(TaskState.CLOSED)))
                .refused(UNKNOWN);
    }
}
