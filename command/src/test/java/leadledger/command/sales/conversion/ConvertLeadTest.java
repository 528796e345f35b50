package leadledger.command.sales.conversion;

import static leadledger.command.sales.SalesRules.IS_FINAL;
import static leadledger.command.sales.SalesRules.IS_OUT_OF_SCOPE;
import static leadledger.command.sales.SalesRules.IS_QUEUED;
import static leadledger.command.sales.SalesRules.areForOwnerAndManagers;
import static leadledger.command.sales.SalesStory.LEAD;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.STAFF;
import static leadledger.command.sales.SalesStory.assigned;
import static leadledger.command.sales.SalesStory.converted;
import static leadledger.command.sales.SalesStory.followUp;
import static leadledger.command.sales.SalesStory.followedUp;
import static leadledger.command.sales.SalesStory.minute;
import static leadledger.command.sales.SalesStory.notConverted;
import static leadledger.command.sales.SalesStory.nothing;
import static leadledger.command.sales.SalesStory.outOfScope;
import static leadledger.command.sales.SalesStory.queued;

import leadledger.command.sales.SalesCaller;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.TaskState;
import leadledger.events.shared.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SA-42: a lead that is followed up becomes an opportunity")
class ConvertLeadTest {

    private static ConvertLead by(SalesCaller caller) {
        return new ConvertLead(LEAD, caller, minute(50), "OP-2026-000007");
    }

    @Test
    void followedUpLead() {
        followedUp().when(by(STAFF)).happened(new LeadConverted("OP-2026-000007"));
        followedUp()
                .and(followUp(TaskState.CLOSED), minute(40), STAFF)
                .when(by(MANAGER))
                .happened(new LeadConverted("OP-2026-000007"));
    }

    @Test
    @DisplayName("not before it is followed up, and once only: it is final")
    void states() {
        queued().when(by(MANAGER)).refused(IS_QUEUED);
        assigned().when(by(STAFF)).refused(Refusal.ofState("SA-42", "lead-not-followed-up-yet"));
        outOfScope().when(by(MANAGER)).refused(IS_OUT_OF_SCOPE);
        converted().when(by(STAFF)).refused(IS_FINAL);
        notConverted().when(by(STAFF)).refused(IS_FINAL);
        nothing().when(by(MANAGER)).notFound();
    }

    @Test
    @DisplayName("SA-21: for the owner, and for the managers of the outlet")
    void access() {
        areForOwnerAndManagers(followedUp(), ConvertLeadTest::by);
    }
}
