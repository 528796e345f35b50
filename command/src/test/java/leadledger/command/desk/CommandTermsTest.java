package leadledger.command.desk;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.AGENT_IN_OSAKA;
import static leadledger.command.aftersales.LeadStory.ASSIGNED;
import static leadledger.command.aftersales.LeadStory.JAPAN;
import static leadledger.command.aftersales.LeadStory.LEAD;
import static leadledger.command.aftersales.LeadStory.REFERENCE;
import static leadledger.command.aftersales.LeadStory.actor;
import static leadledger.command.aftersales.LeadStory.lead;
import static leadledger.command.aftersales.LeadStory.leadWithAttempts;
import static leadledger.command.aftersales.LeadStory.minute;
import static leadledger.command.aftersales.LeadStory.nothing;
import static leadledger.events.aftersales.ContactChannel.PHONE;
import static leadledger.events.aftersales.ContactOutcome.REACHED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.LeadAccess;
import leadledger.command.aftersales.LeadStory;
import leadledger.command.aftersales.LeadStory.Then;
import leadledger.command.aftersales.createlead.CreateLead;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt;
import leadledger.command.aftersales.recordcontactattempt.RecordContactAttempt.Attempt;
import leadledger.command.decision.Access;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Refusal.Kind;
import leadledger.events.shared.Role;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A command with an expected version (If-Match) is carried out on that version only")
class CommandTermsTest {

    private static final UUID REQUEST = new UUID(0, 7);
    private static final Input<Attempt> ATTEMPT = Input.of(new Attempt(PHONE, REACHED, null));
    private static final Input<Attempt> FAULTY =
            Input.faulty(List.of(Refusal.ofValue("AS-10", "field-required", "channel")));

    private static Then when(LeadStory story, Actor actor, Input<Attempt> attempt, @Nullable Integer expected) {
        return story.when(
                new RecordContactAttempt(LEAD, actor, minute(60), attempt),
                CommandTerms.of(REQUEST, expected, null, JAPAN).toMetaData());
    }

    private static Refusal changedTo(int version) {
        Refusal refusal = CommandTerms.versionMismatch(version);
        assertThat(refusal.kind()).isEqualTo(Kind.VERSION);
        assertThat(refusal.code()).isEqualTo("version-mismatch");
        assertThat(refusal.arguments()).containsEntry("currentVersion", Integer.toString(version));
        return refusal;
    }

    @Test
    void theVersionIsTheNumberOfEvents() {
        when(lead(), AGENT, ATTEMPT, 1).happened(new ContactAttemptRecorded(1, PHONE, REACHED, null));
        when(leadWithAttempts(3), AGENT, ATTEMPT, 4).happened(new ContactAttemptRecorded(4, PHONE, REACHED, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4, 999_999_999})
    void anotherVersionIsRefusedAndTheCurrentOneTold(int expected) {
        when(leadWithAttempts(2), AGENT, ATTEMPT, expected).refused(changedTo(3));
    }

    @Test
    void noVersionExpectedIsAnyVersion() {
        when(leadWithAttempts(2), AGENT, ATTEMPT, null).happened(new ContactAttemptRecorded(3, PHONE, REACHED, null));
    }

    @Test
    @DisplayName("404 and 403 come before 412, and 412 before 409 and 422")
    void precedence() {
        when(leadWithAttempts(5), AGENT_IN_OSAKA, FAULTY, 1).refused(Refusal.ofUnknownLead());
        when(leadWithAttempts(5), actor(Role.HQ), FAULTY, 1).refused(Refusal.ofRole("AC-01"));
        when(leadWithAttempts(5), AGENT, FAULTY, 1).refused(changedTo(6));
        when(lead(), AGENT, FAULTY, 2).refused(changedTo(1));
    }

    @Test
    void aLeadThatIsToBeCreatedHasNoVersionYet() {
        nothing()
                .when(
                        new CreateLead(LEAD, AGENT, ASSIGNED, REFERENCE, Input.faulty(List.of())),
                        CommandTerms.of(REQUEST, 3, null).toMetaData())
                .refused(changedTo(0));
    }

    @Test
    @DisplayName("AC-01: what says that a lead is another dealer's says the same where there is none")
    void theSameForForeignAndMissing() {
        assertThat(LeadAccess.toWork(lead().state(), AGENT_IN_OSAKA))
                .isEqualTo(LeadAccess.toWork(AftersalesLead.UNBORN, AGENT))
                .isEqualTo(new Access.Denied(Refusal.ofUnknownLead()));
    }

    @Test
    void termsTravelWithTheirCommand() {
        CommandTerms terms = CommandTerms.of(REQUEST, 3, null);
        assertThat(CommandTerms.of(
                        GenericCommandMessage.asCommandMessage("command").withMetaData(terms.toMetaData())))
                .isSameAs(terms);
    }

    @Test
    void aCommandWithoutTermsIsItsOwnRequestOnAnyVersion() {
        var message = GenericCommandMessage.asCommandMessage("command");
        CommandTerms terms = CommandTerms.of(message);
        assertThat(terms.correlationId()).hasToString(message.getIdentifier());
        assertThat(terms.key()).isNull();
        assertThat(terms.expects(17)).isTrue();
    }
}
