package leadledger.command.sales.outofscope;

import static leadledger.command.sales.SalesRules.FAULT;
import static leadledger.command.sales.SalesRules.IS_FINAL;
import static leadledger.command.sales.SalesRules.IS_OUT_OF_SCOPE;
import static leadledger.command.sales.SalesRules.IS_QUEUED;
import static leadledger.command.sales.SalesRules.areForManagersAlone;
import static leadledger.command.sales.SalesRules.faulty;
import static leadledger.command.sales.SalesStory.LEAD;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.OTHER_MANAGER;
import static leadledger.command.sales.SalesStory.SHIBUYA;
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

import java.util.List;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesStory;
import leadledger.command.sales.outofscope.OutOfScopeApi.OutOfScopeBody;
import leadledger.events.sales.SalesEvent.FeedbackGiven;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SA-22: a lead is set aside before it is assigned, and that may be taken back")
class OutOfScopeTest {

    private static final Refusal OTHERS_ACTED = Refusal.ofState("SA-22", "others-acted-since");

    private static MarkOutOfScope mark(SalesCaller caller) {
        return new MarkOutOfScope(LEAD, caller, minute(50), Input.of("applied five times"));
    }

    private static TakeMarkBack takeBack(SalesCaller caller) {
        return new TakeMarkBack(LEAD, caller, minute(50));
    }

    @Test
    void newAndUnassigned() {
        delivered().when(mark(MANAGER)).happened(new LeadMarkedOutOfScope("applied five times"));
    }

    @Test
    @DisplayName("not once it is assigned or followed up, not twice, not in the queue, not at its end")
    void states() {
        MarkOutOfScope faulty = new MarkOutOfScope(LEAD, MANAGER, minute(50), faulty());
        assigned().when(faulty).refused(Refusal.ofState("SA-22", "lead-assigned"));
        followedUp().when(faulty).refused(Refusal.ofState("SA-22", "lead-followed-up"));
        delivered()
                .and(followUp(TaskState.IN_PROGRESS), minute(20), MANAGER)
                .when(faulty)
                .refused(Refusal.ofState("SA-22", "lead-followed-up"));
        outOfScope().when(faulty).refused(IS_OUT_OF_SCOPE);
        queued().when(faulty).refused(IS_QUEUED);
        converted().when(faulty).refused(IS_FINAL);
        notConverted().when(faulty).refused(IS_FINAL);
        delivered().when(faulty).refused(FAULT);
        nothing().when(faulty).notFound();
    }

    @Test
    @DisplayName("taken back by the manager that set it, and by any other one")
    void takenBack() {
        outOfScope().when(takeBack(MANAGER)).happened(new OutOfScopeMarkTakenBack());
        outOfScope().when(takeBack(OTHER_MANAGER)).happened(new OutOfScopeMarkTakenBack());
    }

    @Test
    @DisplayName("what happened before the mark is no hindrance")
    void before() {
        delivered()
                .and(new FeedbackGiven("look at it", null), minute(14), OTHER_MANAGER)
                .and(new LeadMarkedOutOfScope("-"), minute(15), MANAGER)
                .when(takeBack(MANAGER))
                .happened(new OutOfScopeMarkTakenBack());
    }

    @Test
    @DisplayName("not by one manager after another one did something; by that one still")
    void othersActed() {
        SalesStory story = outOfScope().and(new FeedbackGiven("why?", null), minute(16), OTHER_MANAGER);
        story.when(takeBack(MANAGER)).refused(OTHERS_ACTED);
        story.when(takeBack(OTHER_MANAGER)).happened(new OutOfScopeMarkTakenBack());
        story.and(new FeedbackGiven("so", null), minute(17), MANAGER)
                .when(takeBack(OTHER_MANAGER))
                .refused(OTHERS_ACTED);
    }

    @Test
    @DisplayName("the same user in another role is no other user; another one whose id ends alike is")
    void sameUserInAnotherRole() {
        SalesCaller asStaff = SalesStory.at(SHIBUYA, "manager-1", Role.SALES_STAFF);
        SalesCaller alike = SalesStory.at(SHIBUYA, "x-manager-1", Role.OUTLET_MANAGER);
        outOfScope()
                .and(new FeedbackGiven("-", null), minute(16), asStaff)
                .when(takeBack(MANAGER))
                .happened(new OutOfScopeMarkTakenBack());
        outOfScope()
                .and(new FeedbackGiven("-", null), minute(16), alike)
                .when(takeBack(MANAGER))
                .refused(OTHERS_ACTED);
    }

    @Test
    @DisplayName("a mark taken back and set again begins anew")
    void again() {
        outOfScope()
                .and(new FeedbackGiven("why?", null), minute(16), OTHER_MANAGER)
                .and(new OutOfScopeMarkTakenBack(), minute(17), OTHER_MANAGER)
                .and(new LeadMarkedOutOfScope("-"), minute(18), MANAGER)
                .when(takeBack(MANAGER))
                .happened(new OutOfScopeMarkTakenBack());
    }

    @Test
    @DisplayName("nothing to take back in any other state")
    void nothingToTakeBack() {
        Refusal inScope = Refusal.ofState("SA-22", "lead-in-scope");
        delivered().when(takeBack(MANAGER)).refused(inScope);
        followedUp().when(takeBack(MANAGER)).refused(inScope);
        queued().when(takeBack(MANAGER)).refused(IS_QUEUED);
        converted().when(takeBack(MANAGER)).refused(IS_FINAL);
        notConverted().when(takeBack(MANAGER)).refused(IS_FINAL);
    }

    @Test
    @DisplayName("AC-01: for the managers of the lead's outlet alone")
    void access() {
        areForManagersAlone(delivered(), OutOfScopeTest::mark);
        areForManagersAlone(outOfScope(), OutOfScopeTest::takeBack);
    }

    @Test
    void reasonIsRequiredAndBounded() {
        assertThat(new OutOfScopeBody("a".repeat(1_000)).read()).isEqualTo(Input.of("a".repeat(1_000)));
        assertThat(new OutOfScopeBody("　").read())
                .isEqualTo(Input.faulty(List.of(Refusal.ofValue("SA-22", "field-required", "reason"))));
        assertThat(new OutOfScopeBody("a".repeat(1_001)).read())
                .isEqualTo(Input.faulty(List.of(
                        Refusal.ofValue("SA-22", "text-too-long", "reason").with("most", 1_000))));
    }
}
