package leadledger.command.aftersales;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.AGENT_IN_OSAKA;
import static leadledger.command.aftersales.LeadStory.DEADLINE;
import static leadledger.command.aftersales.LeadStory.HEADQUARTERS;
import static leadledger.command.aftersales.LeadStory.IS_FINAL;
import static leadledger.command.aftersales.LeadStory.MANAGER;
import static leadledger.command.aftersales.LeadStory.NO_ATTEMPT;
import static leadledger.command.aftersales.LeadStory.OSAKA;
import static leadledger.command.aftersales.LeadStory.TOKYO;
import static leadledger.command.aftersales.LeadStory.actor;
import static leadledger.command.aftersales.LeadStory.lead;
import static leadledger.command.aftersales.LeadStory.leadWithAttempts;
import static leadledger.command.aftersales.LeadStory.minute;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import leadledger.command.decision.Probed;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import leadledger.events.sla.SlaPolicy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Repeat a random run with {@code -Dleadledger.seed=…}, as reported. */
@DisplayName("The actions shown as possible are those that would be accepted, and the others say why not")
class AftersalesActionsTest {

    private static final int LEADS = 1_000;
    private static final int STEPS = 30;
    private static final Instant DUE_AT = Instant.parse("2026-03-31T15:00:00Z");
    private static final LeadStory WAITING = leadWithAttempts(1).recontact(3, LocalDate.parse("2026-04-01"), DUE_AT);

    static final List<Actor> ACTORS = List.of(
            AGENT,
            MANAGER,
            AGENT_IN_OSAKA,
            HEADQUARTERS,
            actor(Role.AUDITOR),
            actor(Role.INTAKE),
            actor(Role.ADMIN),
            actor(Role.SYSTEM));

    private static Probed probed(Action action, LeadStory story, Actor actor, Instant at) {
        return AftersalesActions.probe(story.history(), actor, at, SlaPolicy.DEFAULT).stream()
                .filter(probed -> probed.action().equals(action.address))
                .findFirst()
                .orElseThrow();
    }

    static Stream<LeadStory> states() {
        return Stream.of(
                lead(),
                leadWithAttempts(1),
                leadWithAttempts(4),
                leadWithAttempts(5),
                leadWithAttempts(1).booked(2, minute(9_000)),
                leadWithAttempts(5).booked(6, minute(9_000)),
                leadWithAttempts(3).movedTo(OSAKA, 5),
                leadWithAttempts(3).movedTo(OSAKA, 5).movedTo(TOKYO, 6),
                leadWithAttempts(3).movedTo(OSAKA, 5).attempt(6, null),
                lead().movedTo(new DealerId("ONE"), 5),
                lead().attemptAt(minute(2_000)).sold(2_001),
                leadWithAttempts(1).sold(2),
                leadWithAttempts(1).booked(2, minute(9_000)).sold(3),
                leadWithAttempts(1).and(new LeadClosedWithoutSale("OTHER", "OTHER", "-", null), minute(2)),
                WAITING,
                WAITING.and(new RecontactLeadCreated(new LeadId(LeadStory.LEAD.value())), DUE_AT),
                leadWithAttempts(1).and(new LeadLost(), DEADLINE.plusMillis(1)),
                leadWithAttempts(1).booked(2, minute(9_000)).and(new BookingBecameFinal(), DEADLINE.plusMillis(1)));
    }

    @ParameterizedTest
    @MethodSource("states")
    @DisplayName(
            "what is shown is what the command's handler then says, in every state, to every role, around every limit")
    void agreesWithTheShell(LeadStory story) {
        Instant last = story.history().getLast().recordedAt();
        List<Instant> moments = Stream.of(
                        minute(60),
                        minute(1).plus(Duration.ofDays(30)),
                        minute(1).plus(Duration.ofDays(30)).plusMillis(1),
                        DUE_AT.minusMillis(1),
                        DUE_AT,
                        DEADLINE,
                        DEADLINE.plusMillis(1),
                        last)
                .filter(moment -> !moment.isBefore(last))
                .toList();
        for (Instant at : moments) {
            for (Actor actor : ACTORS) {
                for (Action action : Action.values()) {
                    assertThat(probed(action, story, actor, at).refusals())
                            .as("%s by %s at %s", action, actor, at)
                            .isEqualTo(
                                    story.when(action.by(actor, at)).outcome().refusals());
                }
            }
        }
    }

    @Test
    void everyActionIsShownOnceAndNoOther() {
        assertThat(AftersalesActions.probe(lead().history(), AGENT, minute(60), SlaPolicy.DEFAULT))
                .extracting(Probed::action)
                .containsExactlyInAnyOrder(Arrays.stream(Action.values())
                        .map(action -> action.address)
                        .toArray(String[]::new));
    }

    @Test
    @DisplayName("AS-12, AS-10, AS-60: why not")
    void why() {
        assertThat(probed(Action.BOOK, lead(), AGENT, minute(60)).refusals()).containsExactly(NO_ATTEMPT);
        assertThat(probed(Action.RECORD_ATTEMPT, leadWithAttempts(5), AGENT, minute(60))
                        .refusals())
                .extracting(Refusal::rule)
                .containsExactly("AS-10");
        assertThat(probed(Action.EDIT, lead(), AGENT, DEADLINE).refusals()).isEmpty();
        assertThat(probed(Action.EDIT, lead(), AGENT, DEADLINE.plusMillis(1)).refusals())
                .containsExactly(IS_FINAL);
    }

    /** Faults of the input are none of the lead's, and an input without any is what is asked about. */
    @Test
    @DisplayName("what is shown never differs from what the commands then do, on whatever history")
    void agreesOnRandomHistories(TestReporter reporter) {
        long seed = Long.getLong("leadledger.seed", System.nanoTime());
        reporter.publishEntry("leadledger.seed", Long.toString(seed));
        Random random = new Random(seed);
        Set<Action> possible = EnumSet.noneOf(Action.class);
        for (int i = 0; i < LEADS; i++) {
            RandomLead lead = new RandomLead(random);
            for (int step = 0; step < STEPS; step++) {
                lead.step();
                Actor actor = ACTORS.get(random.nextInt(ACTORS.size()));
                Instant at = lead.now();
                List<Probed> probed = AftersalesActions.probe(lead.history(), actor, at, SlaPolicy.DEFAULT);
                for (Action action : Action.values()) {
                    List<Refusal> refusals = probed.stream()
                            .filter(one -> one.action().equals(action.address))
                            .findFirst()
                            .orElseThrow()
                            .refusals();
                    assertThat(refusals)
                            .as("%s by %s at %s, seed %d, story %s", action, actor, at, seed, lead.story())
                            .isEqualTo(lead.refusals(action.by(actor, at)).stream()
                                    .filter(refusal -> refusal.kind() != Refusal.Kind.VALUE)
                                    .toList());
                    if (refusals.isEmpty()) {
                        possible.add(action);
                    }
                }
            }
        }
        assertThat(possible)
                .as("each action was possible at times, seed %d", seed)
                .containsExactlyInAnyOrder(Action.values());
    }
}
