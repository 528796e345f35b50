package leadledger.command.sales.contract;

import static leadledger.command.sales.SalesRules.FAULT;
import static leadledger.command.sales.SalesRules.IS_FINAL;
import static leadledger.command.sales.SalesRules.IS_OUT_OF_SCOPE;
import static leadledger.command.sales.SalesRules.IS_QUEUED;
import static leadledger.command.sales.SalesRules.areForOwnerAndManagers;
import static leadledger.command.sales.SalesRules.faults;
import static leadledger.command.sales.SalesRules.faulty;
import static leadledger.command.sales.SalesStory.LEAD;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.STAFF;
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
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesStory;
import leadledger.command.sales.contract.RecordContract.Contract;
import leadledger.command.sales.contract.RecordContractApi.ContractBody;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.SalesEvent.ContractCorrected;
import leadledger.events.sales.SalesEvent.ContractRecorded;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("SA-42: a contract's result is recorded once, and corrected with a reason")
class RecordContractTest {

    private static RecordContract by(SalesCaller caller, ContractResult result, @Nullable String reason) {
        return new RecordContract(LEAD, caller, minute(60), Input.of(new Contract(result, reason)));
    }

    private static SalesStory won() {
        return converted().and(new ContractRecorded(ContractResult.WON), minute(50), STAFF);
    }

    @ParameterizedTest
    @EnumSource
    void first(ContractResult result) {
        converted().when(by(STAFF, result, null)).happened(new ContractRecorded(result));
    }

    @Test
    @DisplayName("the first one is no correction: a reason has nothing to correct")
    void reasonForNothing() {
        converted()
                .when(by(STAFF, ContractResult.WON, "typo"))
                .refused(Refusal.ofValue("SA-42", "nothing-to-correct", "reason"));
    }

    @Test
    @DisplayName("the same again: nothing new, with a reason or without")
    void sameAgain() {
        won().when(by(MANAGER, ContractResult.WON, null)).nothingNew();
        won().when(by(MANAGER, ContractResult.WON, "typo")).nothingNew();
    }

    @Test
    @DisplayName("another one later is a correction, and needs a reason; that may be corrected again")
    void corrected() {
        won().when(by(STAFF, ContractResult.LOST, null))
                .refused(Refusal.ofValue("SA-42", "reason-needed-to-correct", "reason"));
        won().when(by(STAFF, ContractResult.LOST, "typo")).happened(new ContractCorrected(ContractResult.LOST, "typo"));
        won().and(new ContractCorrected(ContractResult.LOST, "typo"), minute(55), STAFF)
                .when(by(STAFF, ContractResult.WON, "no typo"))
                .happened(new ContractCorrected(ContractResult.WON, "no typo"));
        won().and(new ContractCorrected(ContractResult.LOST, "typo"), minute(55), STAFF)
                .when(by(STAFF, ContractResult.LOST, null))
                .nothingNew();
    }

    @Test
    @DisplayName("only on a converted lead; that is told before what is wrong with the input")
    void states() {
        RecordContract faulty = new RecordContract(LEAD, MANAGER, minute(60), faulty());
        Refusal notConvertedYet = Refusal.ofState("SA-42", "lead-not-converted-yet");
        queued().when(faulty).refused(IS_QUEUED);
        delivered().when(faulty).refused(notConvertedYet);
        followedUp().when(faulty).refused(notConvertedYet);
        outOfScope().when(faulty).refused(IS_OUT_OF_SCOPE);
        notConverted().when(faulty).refused(IS_FINAL);
        converted().when(faulty).refused(FAULT);
        nothing().when(faulty).notFound();
    }

    @Test
    @DisplayName("SA-21: for the owner, and for the managers of the outlet")
    void access() {
        areForOwnerAndManagers(converted(), caller -> by(caller, ContractResult.WON, null));
    }

    @Test
    void bodyIsReadAndAllThatIsWrongIsToldAtOnce() {
        assertThat(new ContractBody("LOST", " ").read()).isEqualTo(Input.of(new Contract(ContractResult.LOST, null)));
        assertThat(new ContractBody("WON", "typo").read())
                .isEqualTo(Input.of(new Contract(ContractResult.WON, "typo")));
        assertThat(faults(new ContractBody("DRAWN", "a".repeat(1_001)).read()))
                .extracting(Refusal::code)
                .containsExactly("not-one-of", "text-too-long");
        assertThat(new ContractBody(null, null).read())
                .isEqualTo(Input.faulty(List.of(Refusal.ofValue("SA-42", "field-required", "result"))));
    }
}
