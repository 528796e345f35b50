package leadledger.command.sales.dispute;

import static leadledger.command.sales.SalesStory.ASSISTANT;
import static leadledger.command.sales.SalesStory.AUDITOR;
import static leadledger.command.sales.SalesStory.CALL_CENTER;
import static leadledger.command.sales.SalesStory.DEALERS_AGENT;
import static leadledger.command.sales.SalesStory.HEADQUARTERS;
import static leadledger.command.sales.SalesStory.HEADQUARTERS_IN_ITALY;
import static leadledger.command.sales.SalesStory.JAPAN;
import static leadledger.command.sales.SalesStory.LEAD;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.MANAGER_IN_NAMBA;
import static leadledger.command.sales.SalesStory.OTHER_MANAGER;
import static leadledger.command.sales.SalesStory.STAFF;
import static leadledger.command.sales.SalesStory.assigned;
import static leadledger.command.sales.SalesStory.delivered;
import static leadledger.command.sales.SalesStory.followUp;
import static leadledger.command.sales.SalesStory.minute;
import static leadledger.command.sales.SalesStory.outOfScope;
import static leadledger.command.sales.SalesStory.queued;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import leadledger.command.decision.Input;
import leadledger.command.dispute.DisputeRules;
import leadledger.command.dispute.NewDispute;
import leadledger.command.dispute.NextStep;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesReference;
import leadledger.command.sales.SalesStory;
import leadledger.command.sales.outofscope.TakeMarkBack;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.dispute.DisputeReason;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.sales.SalesEvent.DisputeDecided;
import leadledger.events.sales.SalesEvent.DisputeOpened;
import leadledger.events.sales.SalesEvent.DisputeQuestionAnswered;
import leadledger.events.sales.SalesEvent.DisputeQuestionAsked;
import leadledger.events.sales.SalesEvent.DisputeReopened;
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SL-40: a manager disputes the breached verdict over its outlet's first follow-up")
class SalesDisputeTest {

    private static final UUID ID = new UUID(7, 1);
    private static final Instant DEADLINE = minute(10).plus(SlaPolicy.DEFAULT.limit(Sla.FIRST_FOLLOW_UP));
    private static final Instant LAST = DEADLINE.plus(Duration.ofDays(30));
    private static final SalesCaller SECOND = SalesStory.of(Actor.ofHeadquarters("hq-7", JAPAN));

    private static final DisputeOpened OPENED = new DisputeOpened(
            new DisputeStep.Opened(ID, Sla.FIRST_FOLLOW_UP, 1, DisputeReason.SYSTEM_FAILURE, "no line", List.of()));
    private static final DisputeStep.QuestionAsked QUESTION = new DisputeStep.QuestionAsked(ID, "when?");
    private static final DisputeStep.QuestionAnswered ANSWER = new DisputeStep.QuestionAnswered(ID, "then", List.of());
    private static final DisputeStep.Reopened REOPENED = new DisputeStep.Reopened(ID, "another look");
    private static final Refusal UNKNOWN = Refusal.ofUnknownLead();

    private static OpenSalesDispute open(SalesCaller caller, Instant at) {
        return open(caller, at, Sla.FIRST_FOLLOW_UP, null);
    }

    private static OpenSalesDispute open(SalesCaller caller, Instant at, Sla sla, @Nullable Integer assignment) {
        return new OpenSalesDispute(
                LEAD,
                caller,
                at,
                SalesReference.OPEN,
                ID,
                Input.of(new NewDispute(sla, assignment, DisputeReason.SYSTEM_FAILURE, "no line", List.of())));
    }

    private static TakeSalesDisputeStep take(SalesCaller caller, NextStep next, DisputeStep step) {
        return new TakeSalesDisputeStep(LEAD, caller, LAST, ID, next, Input.of(step));
    }

    private static DisputeStep.Decided decided(DisputeOutcome outcome) {
        return new DisputeStep.Decided(ID, outcome, outcome == DisputeOutcome.CORRECTED ? minute(11) : null, "so");
    }

    private static Refusal notBreached(String result) {
        return Refusal.ofState("SL-40", "verdict-not-breached").with("result", result);
    }

    @Test
    @DisplayName("within the window after the deadline, its last millisecond included, once")
    void theWindow() {
        delivered().when(open(MANAGER, DEADLINE)).refused(notBreached("RUNNING"));
        delivered().when(open(MANAGER, DEADLINE.plusMillis(1))).happened(OPENED);
        delivered().when(open(OTHER_MANAGER, LAST, Sla.FIRST_FOLLOW_UP, 1)).happened(OPENED);
        delivered()
                .when(open(MANAGER, LAST.plusMillis(1)))
                .refused(Refusal.ofState("SL-40", "dispute-window-over").with("until", LAST));
        delivered()
                .and(OPENED, LAST, MANAGER)
                .when(open(MANAGER, LAST))
                .refused(Refusal.ofState("SL-40", "verdict-disputed-already").with("dispute", ID));
        delivered()
                .and(followUp(TaskState.CLOSED), DEADLINE, MANAGER)
                .when(open(MANAGER, LAST))
                .refused(notBreached("MET"));
        outOfScope().when(open(MANAGER, LAST)).refused(notBreached("WITHDRAWN"));
    }

    @Test
    @DisplayName("AS-60 alike: a lead at its end accepts it; one in the queue has no verdict")
    void atItsEnd() {
        assigned()
                .and(followUp(TaskState.CLOSED), DEADLINE.plusMillis(1), STAFF)
                .and(new LeadNotConverted("elsewhere"), DEADLINE.plusMillis(2), STAFF)
                .when(open(MANAGER, LAST))
                .happened(OPENED);
        queued().when(open(MANAGER, LAST)).refused(Refusal.ofState("SA-01", "lead-not-delivered"));
    }

    @Test
    void whichVerdict() {
        delivered()
                .when(open(MANAGER, LAST, Sla.SLA1, null))
                .refused(Refusal.ofValue("SL-40", "not-one-of", "sla").with("allowed", "FIRST_FOLLOW_UP"));
        delivered()
                .when(open(MANAGER, LAST, Sla.FIRST_FOLLOW_UP, 2))
                .refused(Refusal.ofValue("SL-40", "unknown-assignment", "assignment"));
    }

    @Test
    @DisplayName("AC-01: managers of its outlet alone")
    void whoOpens() {
        for (SalesCaller caller : List.of(ASSISTANT, HEADQUARTERS, AUDITOR)) {
            delivered().when(open(caller, LAST)).refused(Refusal.ofRole("AC-01"));
        }
        assigned().when(open(STAFF, LAST)).refused(Refusal.ofRole("AC-01"));
        for (SalesCaller caller : List.of(MANAGER_IN_NAMBA, CALL_CENTER, DEALERS_AGENT, HEADQUARTERS_IN_ITALY)) {
            delivered().when(open(caller, LAST)).refused(UNKNOWN);
        }
    }

    @Test
    @DisplayName("headquarters ask, decide and reopen with a second pair of eyes, the outlet's managers answer")
    void theFlow() {
        SalesStory open = delivered().and(OPENED, DEADLINE.plusMillis(1), MANAGER);
        open.when(take(HEADQUARTERS, NextStep.QUESTION, QUESTION)).happened(new DisputeQuestionAsked(QUESTION));
        SalesStory asked = open.and(new DisputeQuestionAsked(QUESTION), DEADLINE.plusMillis(2), HEADQUARTERS);
        asked.when(take(OTHER_MANAGER, NextStep.ANSWER, ANSWER)).happened(new DisputeQuestionAnswered(ANSWER));
        for (DisputeOutcome outcome : List.of(DisputeOutcome.UPHELD, DisputeOutcome.EXCUSED)) {
            SalesStory decided = asked.and(new DisputeDecided(decided(outcome)), DEADLINE.plusMillis(3), HEADQUARTERS);
            asked.when(take(HEADQUARTERS, NextStep.DECISION, decided(outcome)))
                    .happened(new DisputeDecided(decided(outcome)));
            decided.when(take(HEADQUARTERS, NextStep.REOPENING, REOPENED))
                    .refused(Refusal.ofState("SL-40", "decided-by-yourself"));
            decided.when(take(SECOND, NextStep.REOPENING, REOPENED)).happened(new DisputeReopened(REOPENED));
        }
        open.when(take(HEADQUARTERS, NextStep.DECISION, decided(DisputeOutcome.CORRECTED)))
                .refused(Refusal.ofValue("SL-40", "only-first-contact-is-corrected", "outcome"));
    }

    @Test
    void whoTakesWhichStep() {
        SalesStory open = assigned().and(OPENED, DEADLINE.plusMillis(1), MANAGER);
        for (SalesCaller caller : List.of(MANAGER, STAFF, AUDITOR)) {
            open.when(take(caller, NextStep.QUESTION, QUESTION)).refused(Refusal.ofRole("AC-01"));
        }
        open.when(take(HEADQUARTERS, NextStep.ANSWER, ANSWER)).refused(Refusal.ofRole("AC-01"));
        for (SalesCaller caller : List.of(MANAGER_IN_NAMBA, CALL_CENTER, DEALERS_AGENT, HEADQUARTERS_IN_ITALY)) {
            open.when(take(caller, NextStep.QUESTION, QUESTION)).refused(DisputeRules.UNKNOWN);
            open.when(take(caller, NextStep.ANSWER, ANSWER)).refused(DisputeRules.UNKNOWN);
        }
        delivered().when(take(HEADQUARTERS, NextStep.QUESTION, QUESTION)).refused(DisputeRules.UNKNOWN);
    }

    @Test
    @DisplayName("SA-22, AS-60: a dispute is nothing done on the lead, so that the mark can be taken back still")
    void theMark() {
        delivered()
                .and(outOfScope().history().getLast().event(), DEADLINE.plusMillis(1), MANAGER)
                .and(OPENED, DEADLINE.plusMillis(2), OTHER_MANAGER)
                .when(new TakeMarkBack(LEAD, MANAGER, DEADLINE.plusMillis(3)))
                .happened(new OutOfScopeMarkTakenBack());
    }
}
