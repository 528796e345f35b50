package leadledger.command.aftersales;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.AGENT_IN_OSAKA;
import static leadledger.command.aftersales.LeadStory.DEADLINE;
import static leadledger.command.aftersales.LeadStory.HEADQUARTERS;
import static leadledger.command.aftersales.LeadStory.MANAGER;
import static leadledger.command.aftersales.LeadStory.OSAKA;
import static leadledger.command.aftersales.LeadStory.actor;
import static leadledger.command.aftersales.LeadStory.lead;
import static leadledger.command.aftersales.LeadStory.leadWithAttempts;
import static leadledger.command.aftersales.LeadStory.minute;
import static leadledger.command.aftersales.LeadStory.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import leadledger.command.decision.Access;
import leadledger.command.decision.Decision;
import leadledger.command.desk.CommandTerms;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.shared.Actor;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("AC-01, AC-02: who may take which action on a lead, whatever its state")
class AccessTest {

    private static final Actor MANAGER_IN_OSAKA = Actor.ofDealer("manager-2", Role.AFTERSALES_MANAGER, OSAKA);
    private static final Refusal UNKNOWN = Refusal.ofUnknownLead();
    private static final Refusal WRONG_ROLE = Refusal.ofRole("AC-01");

    /** Tokyo's leads in every state, and one whose sixty days have passed unrecorded at the moment of the test. */
    private static final List<LeadStory> LEADS = List.of(
            lead(),
            leadWithAttempts(1),
            leadWithAttempts(1).booked(2, minute(9_000)),
            leadWithAttempts(1).sold(2),
            leadWithAttempts(1).recontact(2, LocalDate.parse("2026-12-01"), Instant.parse("2026-11-30T15:00:00Z")),
            lead().and(new LeadLost(), DEADLINE.plusMillis(1)));

    static Stream<Arguments> denied() {
        return Stream.of(Action.values())
                .flatMap(action -> Stream.of(
                                AGENT,
                                MANAGER,
                                AGENT_IN_OSAKA,
                                MANAGER_IN_OSAKA,
                                HEADQUARTERS,
                                actor(Role.AUDITOR),
                                actor(Role.INTAKE),
                                actor(Role.CALL_CENTER),
                                actor(Role.OUTLET_MANAGER),
                                actor(Role.SALES_STAFF),
                                actor(Role.SALES_ASSISTANT),
                                actor(Role.ADMIN),
                                actor(Role.SYSTEM))
                        .map(actor -> Arguments.of(action, actor)));
    }

    /** As access.md says it: none if the action is the actor's to take. */
    private static List<Refusal> expected(Action action, Actor actor) {
        return switch (actor.role()) {
            case AFTERSALES_AGENT, AFTERSALES_MANAGER ->
                OSAKA.equals(actor.dealer())
                        ? List.of(UNKNOWN)
                        : action == Action.REASSIGN ? List.of(WRONG_ROLE) : List.of();
            case HQ -> action == Action.REASSIGN ? List.of() : List.of(WRONG_ROLE);
            case AUDITOR -> List.of(WRONG_ROLE);
            case INTAKE, CALL_CENTER, OUTLET_MANAGER, SALES_STAFF, SALES_ASSISTANT, PRIVACY_OFFICER, ADMIN, SYSTEM ->
                List.of(UNKNOWN);
        };
    }

    @ParameterizedTest
    @MethodSource("denied")
    @DisplayName("404 where the lead is not the actor's to see, 403 where it is and the action is not")
    void whoMay(Action action, Actor actor) {
        List<Refusal> expected = expected(action, actor);
        for (LeadStory story : LEADS) {
            for (Instant at : List.of(minute(60), DEADLINE.plusMillis(2))) {
                AftersalesCommand command = action.by(actor, at);
                if (expected.isEmpty()) {
                    assertThat(story.when(command).outcome().refusals())
                            .as("%s on %s", command, story)
                            .noneMatch(refusal ->
                                    refusal.kind() == Refusal.Kind.ROLE || refusal.kind() == Refusal.Kind.UNKNOWN);
                } else {
                    story.when(command).refused(expected.toArray(Refusal[]::new));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "AC-01: to headquarters another market's lead is as unknown as one that does not exist, whatever they ask")
    void anotherMarket(Action action) {
        Actor italy = Actor.ofHeadquarters("hq-2", new MarketId("IT"));
        for (LeadStory story : LEADS) {
            for (Instant at : List.of(minute(60), DEADLINE.plusMillis(2))) {
                // Even with a version that is not the lead's: of a lead that is not seen nothing is told.
                CommandTerms terms = CommandTerms.of(new UUID(0, 7), 99, null, Set.of(new DealerId("IT-MILANO")));
                story.when(action.by(italy, at), Map.of("terms", terms)).refused(UNKNOWN);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a lead that does not exist is not found, by nobody")
    void noLead(Action action) {
        for (Actor actor : List.of(AGENT, HEADQUARTERS, actor(Role.AUDITOR), actor(Role.SYSTEM))) {
            nothing().when(action.by(actor, minute(60))).notFound();
            assertThat(action.by(actor, minute(60)).access(AftersalesLead.UNBORN))
                    .isEqualTo(Access.UNKNOWN_LEAD);
            assertThat(action.by(actor, minute(60)).decide(AftersalesLead.UNBORN))
                    .isEqualTo(Decision.unknownLead());
        }
    }
}
