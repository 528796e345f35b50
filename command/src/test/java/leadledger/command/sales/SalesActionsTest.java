package leadledger.command.sales;

import static leadledger.command.sales.SalesStory.ASSISTANT;
import static leadledger.command.sales.SalesStory.COLLEAGUE;
import static leadledger.command.sales.SalesStory.COLLEAGUE_ID;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.OTHER_MANAGER;
import static leadledger.command.sales.SalesStory.STAFF;
import static leadledger.command.sales.SalesStory.assigned;
import static leadledger.command.sales.SalesStory.converted;
import static leadledger.command.sales.SalesStory.delivered;
import static leadledger.command.sales.SalesStory.followUp;
import static leadledger.command.sales.SalesStory.followedUp;
import static leadledger.command.sales.SalesStory.held;
import static leadledger.command.sales.SalesStory.minute;
import static leadledger.command.sales.SalesStory.notConverted;
import static leadledger.command.sales.SalesStory.outOfScope;
import static leadledger.command.sales.SalesStory.queued;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.decision.Input;
import leadledger.command.decision.Probed;
import leadledger.command.sales.activity.UpdateActivity;
import leadledger.command.sales.activity.UpdateActivity.Progress;
import leadledger.events.sales.ActivityKind;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.SalesEvent.ActivityPlanned;
import leadledger.events.sales.SalesEvent.ActivityUpdated;
import leadledger.events.sales.SalesEvent.AppraisalDone;
import leadledger.events.sales.SalesEvent.ContractRecorded;
import leadledger.events.sales.SalesEvent.FeedbackGiven;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Repeat a random run with {@code -Dleadledger.seed=…}, as reported. */
@DisplayName(
        "The actions shown as possible on a sales lead are those that would be accepted, and the others say why not")
class SalesActionsTest {

    private static final int LEADS = 400;
    private static final int STEPS = 30;

    /** Those that may work leads of Shibuya first. */
    private static final List<SalesCaller> CALLERS = List.of(
            MANAGER,
            OTHER_MANAGER,
            STAFF,
            COLLEAGUE,
            ASSISTANT,
            SalesStory.HEADQUARTERS,
            SalesStory.CALL_CENTER,
            SalesStory.MANAGER_IN_NAMBA);

    private static List<Refusal> probed(SalesAction action, SalesStory story, SalesCaller caller, Instant at) {
        return refusals(SalesActions.probe(story.history(), caller, at, SalesReference.OPEN), action);
    }

    private static List<Refusal> refusals(List<Probed> probed, SalesAction action) {
        return probed.stream()
                .filter(one -> one.action().equals(action.address))
                .findFirst()
                .orElseThrow()
                .refusals();
    }

    private static SalesStory withTaskOf(SalesCaller caller) {
        return assigned()
                .and(
                        new ActivityPlanned(1, caller.actor().user(), ActivityKind.TASK, "-", null, null),
                        minute(25),
                        caller);
    }

    private static SalesStory fullOfAppraisals() {
        SalesStory story = followedUp();
        for (int i = 0; i < 20; i++) {
            story = story.and(new AppraisalDone(LocalDate.parse("2026-03-02"), null, null), minute(35), STAFF);
        }
        return story;
    }

    static Stream<SalesStory> states() {
        return Stream.of(
                queued(),
                held(50),
                held(70),
                delivered(),
                assigned(),
                assigned().and(new LeadAssigned(COLLEAGUE_ID), minute(25), MANAGER),
                withTaskOf(STAFF),
                withTaskOf(MANAGER),
                withTaskOf(STAFF).and(new ActivityUpdated(1, TaskState.CLOSED, null), minute(26), STAFF),
                delivered().and(followUp(TaskState.IN_PROGRESS), minute(20), MANAGER),
                followedUp(),
                assigned().and(followUp(TaskState.CLOSED), minute(30), STAFF),
                fullOfAppraisals(),
                outOfScope(),
                outOfScope().and(new FeedbackGiven("-", null), minute(20), OTHER_MANAGER),
                converted(),
                converted().and(new ContractRecorded(ContractResult.LOST), minute(45), STAFF),
                notConverted());
    }

    @ParameterizedTest
    @MethodSource("states")
    @DisplayName("what is shown is what the command's handler then says, in every state, to every role")
    void agreesWithTheShell(SalesStory story) {
        Instant at = minute(60);
        for (SalesCaller caller : CALLERS) {
            for (SalesAction action : SalesAction.values()) {
                assertThat(probed(action, story, caller, at))
                        .as("%s by %s", action, caller)
                        .isEqualTo(story.when(action.by(story.state().at(at), caller, at))
                                .outcome()
                                .refusals());
            }
        }
    }

    @Test
    void everyActionIsShownOnce() {
        assertThat(SalesActions.probe(delivered().history(), MANAGER, minute(60), SalesReference.OPEN))
                .extracting(Probed::action)
                .containsExactlyInAnyOrder(Stream.concat(
                                Arrays.stream(SalesAction.values()).map(action -> action.address),
                                Stream.of("disputes"))
                        .toArray(String[]::new));
    }

    @Test
    @DisplayName("SA-42, SA-22, SA-21: why not, and what can be done")
    void why() {
        assertThat(probed(SalesAction.CONVERT, assigned(), STAFF, minute(60)))
                .containsExactly(Refusal.ofState("SA-42", "lead-not-followed-up-yet"));
        assertThat(probed(SalesAction.CONVERT, followedUp(), STAFF, minute(60))).isEmpty();
        assertThat(probed(SalesAction.MARK_OUT_OF_SCOPE, delivered(), MANAGER, minute(60)))
                .isEmpty();
        assertThat(probed(SalesAction.FOLLOW_UP, assigned(), COLLEAGUE, minute(60)))
                .containsExactly(SalesRules.UNKNOWN);
        assertThat(probed(SalesAction.FOLLOW_UP, assigned(), ASSISTANT, minute(60)))
                .containsExactly(SalesRules.WRONG_ROLE);
    }

    @Test
    @DisplayName("SA-33: an own open task is what can be updated, whatever others and closed ones there are")
    void ownOpenTask() {
        SalesStory closedAndAnothers = withTaskOf(MANAGER)
                .and(
                        new ActivityPlanned(2, STAFF.actor().user(), ActivityKind.TASK, "-", null, null),
                        minute(26),
                        STAFF)
                .and(new ActivityUpdated(2, TaskState.CLOSED, null), minute(27), STAFF);
        assertThat(probed(SalesAction.UPDATE_ACTIVITY, closedAndAnothers, STAFF, minute(60)))
                .containsExactly(Refusal.ofState("SA-33", "task-closed"));
        SalesStory open = closedAndAnothers.and(
                new ActivityPlanned(3, STAFF.actor().user(), ActivityKind.TASK, "-", null, null), minute(28), STAFF);
        assertThat(probed(SalesAction.UPDATE_ACTIVITY, open, STAFF, minute(60))).isEmpty();
    }

    @Test
    @DisplayName("what is shown never differs from what the commands then do, on whatever history")
    void agreesOnRandomHistories(TestReporter reporter) {
        long seed = Long.getLong("leadledger.seed", System.nanoTime());
        reporter.publishEntry("leadledger.seed", Long.toString(seed));
        Random random = new Random(seed);
        Set<SalesAction> possible = EnumSet.noneOf(SalesAction.class);
        for (int i = 0; i < LEADS; i++) {
            RandomSalesLead lead = new RandomSalesLead(random);
            for (int step = 0; step < STEPS; step++) {
                lead.step();
                SalesCaller caller = oneOf(random);
                Instant at = lead.now();
                SalesLead now = lead.lead().at(at);
                List<Probed> probed = SalesActions.probe(lead.history(), caller, at, SalesReference.OPEN);
                for (SalesAction action : SalesAction.values()) {
                    List<Refusal> shown = refusals(probed, action);
                    boolean accepted = commands(action, now, caller, at).stream()
                            .anyMatch(command -> command.access(now).equals(Access.GRANTED)
                                    && command.decide(now) instanceof Decision.Accepted);
                    assertThat(shown.isEmpty())
                            .as("%s by %s at %s, seed %d, story %s", action, caller, at, seed, lead.story())
                            .isEqualTo(accepted);
                    if (shown.isEmpty()) {
                        possible.add(action);
                    }
                }
            }
        }
        assertThat(possible)
                .as("each action was possible at times, seed %d", seed)
                .containsExactlyInAnyOrder(SalesAction.values());
    }

    /** Mostly one that may work leads of Shibuya. */
    private static SalesCaller oneOf(Random random) {
        return CALLERS.get(random.nextInt(random.nextBoolean() ? 3 : CALLERS.size()));
    }

    /** A task is any of the lead's, and updated so that something is new. */
    private static List<SalesCommand> commands(SalesAction action, SalesLead lead, SalesCaller caller, Instant at) {
        if (action != SalesAction.UPDATE_ACTIVITY || !(lead instanceof SalesLead.Delivered delivered)) {
            return List.of(action.by(lead, caller, at));
        }
        List<SalesCommand> commands = new ArrayList<>();
        delivered
                .course()
                .activities()
                .keySet()
                .forEach(number -> commands.add(new UpdateActivity(
                        SalesStory.LEAD, caller, at, number, Input.of(new Progress(TaskState.CLOSED, "new")))));
        return commands;
    }
}
