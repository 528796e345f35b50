package leadledger.command.sales;

import static leadledger.command.sales.SalesStory.ASSISTANT;
import static leadledger.command.sales.SalesStory.CALL_CENTER;
import static leadledger.command.sales.SalesStory.COLLEAGUE;
import static leadledger.command.sales.SalesStory.LEAD;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.OTHER_MANAGER;
import static leadledger.command.sales.SalesStory.SHIBUYA;
import static leadledger.command.sales.SalesStory.STAFF;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import leadledger.command.decision.Access;
import leadledger.command.decision.CustomerEdit;
import leadledger.command.decision.Decision;
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
import leadledger.command.sales.currentcar.SaveCurrentCar.Part;
import leadledger.command.sales.currentcar.SaveCurrentCar.PartA;
import leadledger.command.sales.currentcar.SaveCurrentCar.PartB;
import leadledger.command.sales.currentcar.SaveCurrentCar.PartC;
import leadledger.command.sales.currentcar.SaveCurrentCar.PartD;
import leadledger.command.sales.deliverlead.CancelDelivery;
import leadledger.command.sales.deliverlead.DeliverLead;
import leadledger.command.sales.deliverlead.DeliverLead.Destination;
import leadledger.command.sales.deliverlead.RecordDelivery;
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
import leadledger.events.reference.ReferenceBook;
import leadledger.events.sales.ActivityKind;
import leadledger.events.sales.ContactMeans;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.InitialOutcome;
import leadledger.events.sales.Proposal;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Recorded;
import leadledger.events.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A sales lead to which commands come at random, sound and faulty, by whoever may and may not. It begins in the queue, held for
 * an outlet, or delivered. What it does with a command is what the shell and the ledger do with it.
 */
final class RandomSalesLead {

    private static final ReferenceBook SHIBUYA_FROM_TEN_TO_SIX =
            SalesReference.openDaily(SalesReference.OPEN, SHIBUYA, 10, 18);

    private static final List<UserId> USERS = List.of(
            SalesStory.STAFF_ID,
            SalesStory.COLLEAGUE_ID,
            ASSISTANT.actor().user(),
            SalesStory.STAFF_IN_NAMBA.actor().user(),
            MANAGER.actor().user(),
            new UserId("nobody"));

    private final Random random;
    private final List<String> told = new ArrayList<>();
    private SalesStory story;
    private SalesLead lead;
    private Instant now = SalesStory.minute(10);

    RandomSalesLead(Random random) {
        this.random = random;
        story = switch (random.nextInt(10)) {
            case 0, 1 -> SalesStory.queued();
            case 2, 3 -> SalesStory.held(random.nextInt(200));
            default -> SalesStory.delivered();
        };
        lead = story.state();
    }

    /**
     * A command and what was recorded because of it.
     *
     * @param command the command that was carried out: what came, or what time had brought before it
     * @param before the lead as it was recorded
     * @param events what was recorded; none if it was refused, or changed nothing
     * @param after the lead as it is recorded now
     */
    record Step(SalesCommand command, SalesLead before, List<SalesEvent> events, SalesLead after) {}

    Instant now() {
        return now;
    }

    SalesLead lead() {
        return lead;
    }

    List<Recorded<SalesEvent>> history() {
        return story.history();
    }

    /** The lead made anew from its history. */
    SalesLead replayed() {
        return story.state();
    }

    /** Everything that was asked so far, for a failing test to tell. */
    List<String> story() {
        return told;
    }

    /** Time passes, and another command comes. */
    Step step() {
        now = now.plus(
                random.nextInt(20) == 0 ? Duration.ofHours(random.nextInt(30)) : Duration.ofMinutes(random.nextInt(3)));
        SalesCommand came = command();
        told.add(came.toString());
        SalesLead before = lead;
        SalesCommand command = came instanceof RecordDelivery || lead.at(now).equals(lead)
                ? came
                : new RecordDelivery(LEAD, SalesCaller.SERVICE, now);
        List<SalesEvent> events = command.access(lead).equals(Access.GRANTED)
                        && command.decide(lead) instanceof Decision.Accepted<SalesEvent>(List<SalesEvent> accepted)
                ? accepted
                : List.of();
        for (SalesEvent event : events) {
            story = story.and(event, now, command.caller());
            lead = lead.evolve(event, now, command.caller().actor().ledgerForm());
        }
        return new Step(command, before, events, lead);
    }

    private SalesCommand command() {
        if (random.nextInt(60) < (lead instanceof SalesLead.Queued ? 40 : 3)) {
            return commandOfTheQueue();
        }
        SalesCaller caller = caller();
        TestSalesNetwork network = new TestSalesNetwork();
        return switch (random.nextInt(24)) {
            case 0, 1, 2 -> new AssignLead(LEAD, caller, now, network, input(oneOf(USERS)));
            case 3 -> new MarkOutOfScope(LEAD, caller, now, input("why"));
            case 4, 5 -> new TakeMarkBack(LEAD, caller, now);
            case 6, 7, 8 -> new UpdateFollowUpTask(LEAD, caller, now, input(update()));
            case 9, 10 -> new PlanActivity(LEAD, caller, now, input(plan()));
            case 11, 12 ->
                new UpdateActivity(
                        LEAD, caller, now, random.nextInt(4), input(new Progress(oneOf(TaskState.values()), text())));
            case 13, 14, 15 -> new SaveCurrentCar(LEAD, caller, now, network, input(part()));
            case 16 -> new RecordTestDrive(LEAD, caller, now, network, input(new TestDrive(day(), text(), null)));
            case 17 -> new RecordAppraisal(LEAD, caller, now, network, input(new Appraisal(day(), null, text())));
            case 18, 19 ->
                random.nextBoolean()
                        ? new GiveFeedback(LEAD, caller, now, Kind.FEEDBACK, input(new Feedback("-", bool())))
                        : new GiveFeedback(LEAD, caller, now, Kind.APPROVAL_REQUEST, input(new ApprovalRequest("-")));
            case 20 -> new ConvertLead(LEAD, caller, now, "OP-2026-" + random.nextInt(100));
            case 21 ->
                new RecordContract(LEAD, caller, now, input(new Contract(oneOf(ContractResult.values()), text())));
            case 22 ->
                random.nextInt(3) == 0
                        ? new CloseNotConverted(LEAD, caller, now, input("why"))
                        : new RecordContract(
                                LEAD, caller, now, input(new Contract(oneOf(ContractResult.values()), null)));
            default -> new RecordDelivery(LEAD, random.nextBoolean() ? caller : SalesCaller.SERVICE, now);
        };
    }

    private SalesCommand commandOfTheQueue() {
        SalesCaller caller = random.nextInt(3) == 0 ? caller() : CALL_CENTER;
        return switch (random.nextInt(5)) {
            case 0, 1 ->
                new CompleteLead(
                        LEAD,
                        caller,
                        now,
                        input(new Completion(text(), CustomerEdit.NOTHING, wishes(), Consents.NONE)));
            case 2, 3 -> new DeliverLead(LEAD, caller, now, input(new Destination(SHIBUYA)), SHIBUYA_FROM_TEN_TO_SIX);
            default -> new CancelDelivery(LEAD, caller, now, SHIBUYA_FROM_TEN_TO_SIX);
        };
    }

    private WishesEdit wishes() {
        return new WishesEdit(text(), null, null, null, null, null, null);
    }

    private Update update() {
        TaskState state = oneOf(TaskState.values());
        return state == TaskState.NEW
                ? new Update(state, null, null, "-")
                : new Update(
                        state,
                        random.nextInt(3) == 0
                                ? null
                                : new Contact(oneOf(ContactMeans.values()), oneOf(InitialOutcome.values())),
                        random.nextBoolean() ? oneOf(Proposal.values()) : null,
                        text());
    }

    private Plan plan() {
        return new Plan(
                oneOf(ActivityKind.values()), "-", now.plus(Duration.ofMinutes(random.nextInt(20) - 1L)), text());
    }

    private Part part() {
        return switch (random.nextInt(4)) {
            case 0 ->
                new PartA(new CurrentCar.Details(text(), "-", null, 2025 + random.nextInt(4), null, null, null, null));
            case 1 -> new PartB(new CurrentCar.Registration(text(), day(), day(), null));
            case 2 -> new PartC(new CurrentCar.Appraisal(text(), bool(), day(), null));
            default -> new PartD(new CurrentCar.Communication(text(), null, null, "-"));
        };
    }

    private LocalDate day() {
        return LocalDate.ofInstant(now, TestSalesNetwork.TOKYO).plusDays(random.nextInt(5) - 3L);
    }

    private @Nullable String text() {
        return random.nextBoolean() ? null : random.nextBoolean() ? "a" : "b";
    }

    private @Nullable Boolean bool() {
        return random.nextInt(3) == 0 ? null : random.nextBoolean();
    }

    private <T> Input<T> input(T sound) {
        return random.nextInt(10) == 0 ? SalesRules.faulty() : Input.of(sound);
    }

    /** Mostly of the lead's outlet. */
    private SalesCaller caller() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> MANAGER;
            case 3, 4 -> OTHER_MANAGER;
            case 5, 6, 7 -> STAFF;
            case 8, 9 -> COLLEAGUE;
            case 10 -> ASSISTANT;
            default -> oneOf(SalesRules.STRANGERS);
        };
    }

    private <T> T oneOf(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    private <T> T oneOf(T[] choice) {
        return choice[random.nextInt(choice.length)];
    }
}
