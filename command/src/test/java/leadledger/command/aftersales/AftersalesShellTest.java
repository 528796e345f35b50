package leadledger.command.aftersales;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.ASSIGNED;
import static leadledger.command.aftersales.LeadStory.LEAD;
import static leadledger.command.aftersales.LeadStory.OSAKA;
import static leadledger.command.aftersales.LeadStory.REFERENCE;
import static leadledger.command.aftersales.LeadStory.actor;
import static leadledger.command.aftersales.LeadStory.lead;
import static leadledger.command.aftersales.LeadStory.minute;
import static leadledger.command.aftersales.LeadStory.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.exactSequenceOf;
import static org.axonframework.test.matchers.Matchers.matches;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import leadledger.command.aftersales.LeadStory.Then;
import leadledger.command.aftersales.createlead.CreateLead;
import leadledger.command.aftersales.createlead.CreateLead.NewLead;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt.Attempt;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandTerms;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Role;
import org.axonframework.eventhandling.EventMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("LG-02: what is appended carries who did it, whose lead it is, and why")
class AftersalesShellTest {

    private static final UUID REQUEST = new UUID(0, 7);

    private static void carries(Then then, String actor, String tenant) {
        then.result().expectEventsMatching(exactSequenceOf(matches((EventMessage<?> event) -> {
            assertThat(event.getMetaData())
                    .containsEntry("actor", actor)
                    .containsEntry("tenant", tenant)
                    .containsKeys("correlationId", "causationId");
            return true;
        })));
    }

    private static RecordContactAttempt attempt() {
        return new RecordContactAttempt(
                LEAD, AGENT, minute(60), Input.of(new Attempt(ContactChannel.PHONE, ContactOutcome.REACHED, null)));
    }

    @Test
    void anAttemptCarriesTheDealersAgentAndTheDealer() {
        carries(lead().when(attempt()), "AFTERSALES_AGENT/agent-1", "JP-TOKYO");
    }

    @Test
    void aCreationByAMachineCarriesTheDealerItIsFor() {
        NewLead forOsaka = new NewLead(
                OSAKA,
                LeadType.CUSTOMER_DRIVEN,
                "WEB_FORM",
                "SERVICE_REMINDER",
                null,
                null,
                new RequestDetails(
                        null, "Yamada", null, null, null, null, null, null, null, null, null, null, List.of(), null,
                        null),
                Consents.NONE);
        carries(
                nothing().when(new CreateLead(LEAD, actor(Role.INTAKE), ASSIGNED, REFERENCE, Input.of(forOsaka))),
                "INTAKE/somebody-1",
                "JP-OSAKA");
    }

    @Test
    void theRequestIsTheCorrelationAndTheCommandTheCause() {
        lead().when(attempt(), Map.of("terms", CommandTerms.of(REQUEST, null, null)))
                .result()
                .expectEventsMatching(exactSequenceOf(matches((EventMessage<?> event) -> {
                    assertThat(event.getMetaData()).containsEntry("correlationId", REQUEST);
                    assertThat(event.getMetaData().get("causationId"))
                            .isInstanceOf(UUID.class)
                            .isNotEqualTo(REQUEST);
                    return true;
                })));
    }
}
