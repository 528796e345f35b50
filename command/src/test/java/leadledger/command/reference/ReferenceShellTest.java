package leadledger.command.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.exactSequenceOf;
import static org.axonframework.test.matchers.Matchers.matches;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandTerms;
import leadledger.command.desk.Outcome;
import leadledger.events.reference.Names;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.VehicleRegistered;
import leadledger.events.shared.Actor;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import leadledger.events.shared.Vin;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("LG-01, LG-02: reference data is appended as headquarters' own")
class ReferenceShellTest {

    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final Actor HQ = Actor.ofHeadquarters("hq-1", new MarketId("JP"));
    private static final CampaignDefined CAMPAIGN = new CampaignDefined("A", new Names("名", "name", "nome"), true);

    private static <T> ResultValidator<T> when(
            Class<T> shell, List<? extends ReferenceEvent> given, ReferenceCommand<?> command, CommandTerms terms) {
        AggregateTestFixture<T> fixture = new AggregateTestFixture<>(shell);
        fixture.registerCommandTargetResolver(message -> new VersionedAggregateIdentifier(
                (Object) ((ReferenceCommand<?>) message.getPayload()).streamId().toString(), null));
        TestExecutor<T> executor = given.isEmpty() ? fixture.givenNoPriorActivity() : fixture.given(given);
        return executor.when(command, Map.of("terms", terms));
    }

    private static CommandTerms anyVersion() {
        return CommandTerms.of(new UUID(0, 7), null, null);
    }

    private static DefineCampaign define(Actor actor) {
        return new DefineCampaign("A", actor, NOW, Input.of(CAMPAIGN));
    }

    @Test
    void aFirstDefinitionCarriesWhoAndWhose() {
        when(ReferenceShell.class, List.of(), define(HQ), anyVersion())
                .expectResultMessagePayload(Outcome.accepted(1, "A"))
                .expectEventsMatching(exactSequenceOf(matches((EventMessage<?> event) -> {
                    assertThat(event.getPayload()).isEqualTo(CAMPAIGN);
                    assertThat(event.getMetaData())
                            .containsEntry("actor", "HQ/hq-1")
                            .containsEntry("tenant", "HQ")
                            .containsEntry("correlationId", new UUID(0, 7));
                    return true;
                })));
    }

    @Test
    void theSameAgainAppendsNothing() {
        when(ReferenceShell.class, List.of(CAMPAIGN), define(HQ), anyVersion())
                .expectResultMessagePayload(Outcome.accepted(1, "A"))
                .expectNoEvents();
    }

    @Test
    void aRefusalAppendsNothing() {
        CampaignDefined other = new CampaignDefined("A", CAMPAIGN.names(), false);
        when(ReferenceShell.class, List.of(other), define(Actor.of("a-1", Role.AUDITOR)), anyVersion())
                .expectResultMessagePayload(Outcome.refused(1, List.of(Refusal.ofRole("AS-02"))))
                .expectNoEvents();
    }

    @Test
    void anExpectedVersionThatIsNotThereIsRefused() {
        when(ReferenceShell.class, List.of(CAMPAIGN), define(HQ), CommandTerms.of(new UUID(0, 7), 2, null))
                .expectResultMessagePayload(Outcome.refused(1, List.of(CommandTerms.versionMismatch(1))))
                .expectNoEvents();
    }

    @Test
    void aVehicleHasAStreamOfItsOwnKind() {
        VehicleRegistered vehicle = new VehicleRegistered(
                new Vin("ZFA31200000123456"), "Berlina", null, null, null, null, null, null, null, null);

        when(
                        VehicleShell.class,
                        List.of(),
                        new RegisterVehicle(vehicle.vin(), HQ, NOW, Input.of(vehicle)),
                        anyVersion())
                .expectResultMessagePayload(Outcome.accepted(1, "ZFA31200000123456"))
                .expectEvents(vehicle);
    }
}
