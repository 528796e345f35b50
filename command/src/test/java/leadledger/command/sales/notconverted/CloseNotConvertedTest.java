package leadledger.command.sales.notconverted;

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

import leadledger.command.decision.Input;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.notconverted.CloseNotConvertedApi.NotConvertedBody;
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.shared.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SA-42: a lead that is followed up comes to nothing, for a reason")
class CloseNotConvertedTest {

    private static CloseNotConverted by(SalesCaller caller) {
        return new CloseNotConverted(LEAD, caller, minute(50), Input.of("bought elsewhere"));
    }

    @Test
    void followedUpLead() {
        followedUp().when(by(STAFF)).happened(new LeadNotConverted("bought elsewhere"));
    }

    @Test
    @DisplayName("not before it is followed up, and once only: it is final; told before what is wrong with the input")
    void states() {
        CloseNotConverted faulty = new CloseNotConverted(LEAD, MANAGER, minute(50), faulty());
        queued().when(faulty).refused(IS_QUEUED);
        delivered().when(faulty).refused(Refusal.ofState("SA-42", "lead-not-followed-up-yet"));
        outOfScope().when(faulty).refused(IS_OUT_OF_SCOPE);
        converted().when(faulty).refused(IS_FINAL);
        notConverted().when(faulty).refused(IS_FINAL);
        followedUp().when(faulty).refused(FAULT);
        nothing().when(faulty).notFound();
    }

    @Test
    @DisplayName("SA-21: for the owner, and for the managers of the outlet")
    void access() {
        areForOwnerAndManagers(followedUp(), CloseNotConvertedTest::by);
    }

    @Test
    void reasonIsRequiredAndBounded() {
        assertThat(new NotConvertedBody("a".repeat(1_000)).read()).isEqualTo(Input.of("a".repeat(1_000)));
        assertThat(faults(new NotConvertedBody(null).read()))
                .containsExactly(Refusal.ofValue("SA-42", "field-required", "reason"));
        assertThat(faults(new NotConvertedBody("a".repeat(1_001)).read()))
                .containsExactly(
                        Refusal.ofValue("SA-42", "text-too-long", "reason").with("most", 1_000));
    }
}
