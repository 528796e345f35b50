package leadledger.command.sales.feedback;

import static leadledger.command.sales.SalesRules.FAULT;
import static leadledger.command.sales.SalesRules.IS_FINAL;
import static leadledger.command.sales.SalesRules.IS_QUEUED;
import static leadledger.command.sales.SalesRules.UNKNOWN;
import static leadledger.command.sales.SalesRules.WRONG_ROLE;
import static leadledger.command.sales.SalesRules.areForManagers;
import static leadledger.command.sales.SalesRules.areForManagersAlone;
import static leadledger.command.sales.SalesRules.faults;
import static leadledger.command.sales.SalesRules.faulty;
import static leadledger.command.sales.SalesStory.ASSISTANT;
import static leadledger.command.sales.SalesStory.AUDITOR;
import static leadledger.command.sales.SalesStory.COLLEAGUE;
import static leadledger.command.sales.SalesStory.LEAD;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.MANAGER_IN_NAMBA;
import static leadledger.command.sales.SalesStory.OTHER_MANAGER;
import static leadledger.command.sales.SalesStory.STAFF;
import static leadledger.command.sales.SalesStory.assigned;
import static leadledger.command.sales.SalesStory.converted;
import static leadledger.command.sales.SalesStory.delivered;
import static leadledger.command.sales.SalesStory.followedUp;
import static leadledger.command.sales.SalesStory.minute;
import static leadledger.command.sales.SalesStory.notConverted;
import static leadledger.command.sales.SalesStory.nothing;
import static leadledger.command.sales.SalesStory.outOfScope;
import static leadledger.command.sales.SalesStory.queued;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesStory;
import leadledger.command.sales.feedback.GiveFeedback.ApprovalRequest;
import leadledger.command.sales.feedback.GiveFeedback.Feedback;
import leadledger.command.sales.feedback.GiveFeedback.Kind;
import leadledger.command.sales.feedback.GiveFeedbackApi.FeedbackBody;
import leadledger.events.sales.SalesEvent.ApprovalRequested;
import leadledger.events.sales.SalesEvent.FeedbackGiven;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SA-41: managers give feedback, and the owner asks for approval")
class GiveFeedbackTest {

    private static final Refusal NOT_THE_OWNER =
            new Refusal("SA-41", Refusal.Kind.ROLE, "approval-asked-by-owner", null, Map.of());

    private static GiveFeedback feedback(SalesCaller caller, @Nullable Boolean approved) {
        return new GiveFeedback(LEAD, caller, minute(50), Kind.FEEDBACK, Input.of(new Feedback("ask again", approved)));
    }

    private static GiveFeedback feedback(SalesCaller caller) {
        return feedback(caller, null);
    }

    private static GiveFeedback request(SalesCaller caller) {
        return new GiveFeedback(
                LEAD, caller, minute(50), Kind.APPROVAL_REQUEST, Input.of(new ApprovalRequest("discount")));
    }

    @Test
    @DisplayName("SA-42: on every delivered lead but one that came to nothing")
    void everywhere() {
        for (SalesStory story : List.of(delivered(), assigned(), followedUp(), outOfScope(), converted())) {
            story.when(feedback(MANAGER)).happened(new FeedbackGiven("ask again", null));
        }
        for (SalesStory story : List.of(assigned(), followedUp(), converted())) {
            story.when(request(STAFF)).happened(new ApprovalRequested("discount"));
        }
    }

    @Test
    @DisplayName("an approval is given or denied where one was asked for, also more than once")
    void approval() {
        Refusal notRequested = Refusal.ofState("SA-41", "no-approval-requested");
        followedUp().when(feedback(MANAGER, true)).refused(notRequested);
        followedUp().when(feedback(MANAGER, false)).refused(notRequested);
        SalesStory asked = followedUp().and(new ApprovalRequested("discount"), minute(40), STAFF);
        asked.when(feedback(MANAGER, true)).happened(new FeedbackGiven("ask again", true));
        asked.and(new FeedbackGiven("no", false), minute(41), MANAGER)
                .when(feedback(MANAGER, true))
                .happened(new FeedbackGiven("ask again", true));
    }

    @Test
    @DisplayName("at most a hundred of both together on a lead")
    void atMostAHundred() {
        SalesStory story = followedUp().and(new ApprovalRequested("discount"), minute(40), STAFF);
        for (int i = 0; i < 98; i++) {
            story = story.and(new FeedbackGiven("-", null), minute(40), MANAGER);
        }
        story.when(request(STAFF)).happened(new ApprovalRequested("discount"));
        story = story.and(new FeedbackGiven("-", null), minute(40), MANAGER);
        Refusal noneLeft = Refusal.ofState("SA-41", "no-feedback-left").with("most", 100);
        story.when(request(STAFF)).refused(noneLeft);
        story.when(feedback(MANAGER)).refused(noneLeft);
    }

    @Test
    @DisplayName("not in the queue, not once it came to nothing; that is told before what is wrong with the input")
    void states() {
        GiveFeedback faulty = new GiveFeedback(LEAD, MANAGER, minute(50), null, faulty());
        queued().when(faulty).refused(IS_QUEUED);
        notConverted().when(faulty).refused(IS_FINAL);
        delivered().when(faulty).refused(FAULT);
        outOfScope().when(faulty).refused(FAULT);
        converted().when(faulty).refused(FAULT);
        nothing().when(faulty).notFound();
    }

    @Test
    @DisplayName("feedback is for the managers, an approval request for the owner")
    void access() {
        areForManagers(followedUp(), GiveFeedbackTest::feedback);
        areForManagersAlone(outOfScope(), GiveFeedbackTest::feedback);
        followedUp().when(request(MANAGER)).refused(NOT_THE_OWNER);
        delivered().when(request(MANAGER)).refused(NOT_THE_OWNER);
        followedUp().when(request(ASSISTANT)).refused(WRONG_ROLE);
        followedUp().when(request(AUDITOR)).refused(WRONG_ROLE);
        followedUp().when(request(COLLEAGUE)).refused(UNKNOWN);
        followedUp().when(request(MANAGER_IN_NAMBA)).refused(UNKNOWN);
    }

    @Test
    @DisplayName("a manager that owns the lead, as it is sales staff besides, asks for approval")
    void managerWhoOwns() {
        delivered()
                .and(new LeadAssigned(MANAGER.actor().user()), minute(20), OTHER_MANAGER)
                .when(request(MANAGER))
                .happened(new ApprovalRequested("discount"));
    }

    @Test
    @DisplayName("of neither kind: whoever may follow up learns what is wrong with the input")
    void noKind() {
        for (SalesCaller caller : List.of(MANAGER, STAFF)) {
            followedUp()
                    .when(new GiveFeedback(LEAD, caller, minute(50), null, faulty()))
                    .refused(FAULT);
        }
        followedUp()
                .when(new GiveFeedback(LEAD, ASSISTANT, minute(50), null, faulty()))
                .refused(WRONG_ROLE);
    }

    @Test
    void bodyIsReadAndAllThatIsWrongIsToldAtOnce() {
        assertThat(new FeedbackBody("FEEDBACK", "yes", true).read()).isEqualTo(Input.of(new Feedback("yes", true)));
        assertThat(new FeedbackBody("APPROVAL_REQUEST", "may I?", null).read())
                .isEqualTo(Input.of(new ApprovalRequest("may I?")));
        assertThat(new FeedbackBody("APPROVAL_REQUEST", null, false).read())
                .isEqualTo(Input.faulty(List.of(
                        Refusal.ofValue("SA-41", "field-required", "text"),
                        Refusal.ofValue("SA-41", "not-in-approval-request", "approved"))));
        assertThat(faults(new FeedbackBody("PRAISE", "a".repeat(4_001), null).read()))
                .extracting(Refusal::field)
                .containsExactly("kind", "text");
        assertThat(new FeedbackBody("PRAISE", null, null).readKind()).isNull();
        assertThat(new FeedbackBody("FEEDBACK", null, null).readKind()).isEqualTo(Kind.FEEDBACK);
    }
}
