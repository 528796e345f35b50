package leadledger.command.sales;

import static leadledger.command.sales.SalesStory.COLLEAGUE_ID;
import static leadledger.command.sales.SalesStory.LEAD;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import leadledger.command.decision.CustomerEdit;
import leadledger.command.decision.Input;
import leadledger.command.sales.activity.PlanActivity;
import leadledger.command.sales.activity.PlanActivity.Plan;
import leadledger.command.sales.activity.UpdateActivity;
import leadledger.command.sales.activity.UpdateActivity.Progress;
import leadledger.command.sales.appraisal.RecordAppraisal;
import leadledger.command.sales.appraisal.RecordAppraisal.Appraisal;
import leadledger.command.sales.assignlead.AssignLead;
import leadledger.command.sales.completelead.CompleteLead;
import leadledger.command.sales.completelead.CompleteLead.Completion;
import leadledger.command.sales.contract.RecordContract;
import leadledger.command.sales.contract.RecordContract.Contract;
import leadledger.command.sales.conversion.ConvertLead;
import leadledger.command.sales.currentcar.SaveCurrentCar;
import leadledger.command.sales.currentcar.SaveCurrentCar.PartA;
import leadledger.command.sales.deliverlead.CancelDelivery;
import leadledger.command.sales.deliverlead.DeliverLead;
import leadledger.command.sales.deliverlead.DeliverLead.Destination;
import leadledger.command.sales.feedback.GiveFeedback;
import leadledger.command.sales.feedback.GiveFeedback.ApprovalRequest;
import leadledger.command.sales.feedback.GiveFeedback.Feedback;
import leadledger.command.sales.feedback.GiveFeedback.Kind;
import leadledger.command.sales.followuptask.UpdateFollowUpTask;
import leadledger.command.sales.followuptask.UpdateFollowUpTask.Contact;
import leadledger.command.sales.followuptask.UpdateFollowUpTask.Update;
import leadledger.command.sales.notconverted.CloseNotConverted;
import leadledger.command.sales.outofscope.MarkOutOfScope;
import leadledger.command.sales.outofscope.TakeMarkBack;
import leadledger.command.sales.testdrive.RecordTestDrive;
import leadledger.command.sales.testdrive.RecordTestDrive.TestDrive;
import leadledger.events.sales.ActivityKind;
import leadledger.events.sales.ContactMeans;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.InitialOutcome;
import leadledger.events.sales.Proposal;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Role;

/** Every action that people take on a lead, with an input of which nothing is wrong. */
enum SalesAction {
    COMMENT(
            "comment",
            (lead, caller, at) -> new CompleteLead(
                    LEAD,
                    caller,
                    at,
                    Input.of(new Completion("rang twice", CustomerEdit.NOTHING, WishesEdit.NOTHING, Consents.NONE)))),
    DELIVER(
            "delivery",
            (lead, caller, at) -> new DeliverLead(
                    LEAD,
                    caller,
                    at,
                    Input.of(new Destination(
                            caller.actor().outlets().stream().findFirst().orElse(SalesStory.SHIBUYA))),
                    SalesReference.OPEN)),
    CANCEL_DELIVERY("DELETE delivery", (lead, caller, at) -> new CancelDelivery(LEAD, caller, at, SalesReference.OPEN)),
    ASSIGN(
            "owner",
            (lead, caller, at) -> new AssignLead(LEAD, caller, at, new TestSalesNetwork(), Input.of(COLLEAGUE_ID))),
    MARK_OUT_OF_SCOPE("out-of-scope", (lead, caller, at) -> new MarkOutOfScope(LEAD, caller, at, Input.of("why"))),
    TAKE_MARK_BACK("DELETE out-of-scope", (lead, caller, at) -> new TakeMarkBack(LEAD, caller, at)),
    FOLLOW_UP(
            "tasks/follow-up",
            (lead, caller, at) -> new UpdateFollowUpTask(
                    LEAD,
                    caller,
                    at,
                    Input.of(new Update(
                            TaskState.CLOSED,
                            new Contact(ContactMeans.EMAIL, InitialOutcome.NOT_REACHED),
                            Proposal.OTHER,
                            null)))),
    PLAN(
            "tasks",
            (lead, caller, at) -> new PlanActivity(
                    LEAD,
                    caller,
                    at,
                    Input.of(new Plan(ActivityKind.TASK, "call", at.plus(Duration.ofHours(1)), null)))),
    /** The first one, whosever it is. */
    UPDATE_ACTIVITY(
            "tasks/{taskId}",
            (lead, caller, at) ->
                    new UpdateActivity(LEAD, caller, at, 1, Input.of(new Progress(TaskState.CLOSED, "called")))),
    SAVE_CURRENT_CAR(
            "current-car/{part}",
            (lead, caller, at) -> new SaveCurrentCar(
                    LEAD,
                    caller,
                    at,
                    new TestSalesNetwork(),
                    Input.of(new PartA(new CurrentCar.Details("FIAT", null, null, 2020, null, null, null, null))))),
    TEST_DRIVE(
            "test-drive",
            (lead, caller, at) -> new RecordTestDrive(
                    LEAD, caller, at, new TestSalesNetwork(), Input.of(new TestDrive(today(at), null, null)))),
    APPRAISE(
            "appraisal",
            (lead, caller, at) -> new RecordAppraisal(
                    LEAD, caller, at, new TestSalesNetwork(), Input.of(new Appraisal(today(at), null, null)))),
    GIVE_FEEDBACK(
            "feedback",
            (lead, caller, at) -> caller.actor().role() == Role.SALES_STAFF
                    ? new GiveFeedback(LEAD, caller, at, Kind.APPROVAL_REQUEST, Input.of(new ApprovalRequest("ok?")))
                    : new GiveFeedback(LEAD, caller, at, Kind.FEEDBACK, Input.of(new Feedback("well", null)))),
    CONVERT("conversion", (lead, caller, at) -> new ConvertLead(LEAD, caller, at, "OP-2026-000009")),
    RECORD_CONTRACT(
            "contract",
            (lead, caller, at) -> new RecordContract(
                    LEAD,
                    caller,
                    at,
                    Input.of(new Contract(
                            ContractResult.WON,
                            lead instanceof SalesLead.Converted converted && converted.result() != null
                                    ? "typo"
                                    : null)))),
    CLOSE_NOT_CONVERTED(
            "not-converted", (lead, caller, at) -> new CloseNotConverted(LEAD, caller, at, Input.of("why")));

    /** As in the address that it is posted to. */
    final String address;

    @SuppressWarnings("ImmutableEnumChecker") // Lambdas that hold nothing.
    private final Asked asked;

    SalesAction(String address, Asked asked) {
        this.address = address;
        this.asked = asked;
    }

    private static LocalDate today(Instant at) {
        return LocalDate.ofInstant(at, TestSalesNetwork.TOKYO);
    }

    private interface Asked {
        SalesCommand of(SalesLead lead, SalesCaller caller, Instant at);
    }

    /** Somebody takes it at a moment, on a lead as it is then. */
    SalesCommand by(SalesLead lead, SalesCaller caller, Instant at) {
        return asked.of(lead, caller, at);
    }
}
