package leadledger.command.sales.assignlead;

import static leadledger.command.sales.SalesRules.FAULT;
import static leadledger.command.sales.SalesRules.IS_FINAL;
import static leadledger.command.sales.SalesRules.IS_OUT_OF_SCOPE;
import static leadledger.command.sales.SalesRules.IS_QUEUED;
import static leadledger.command.sales.SalesRules.areForManagers;
import static leadledger.command.sales.SalesRules.areForManagersAlone;
import static leadledger.command.sales.SalesRules.faulty;
import static leadledger.command.sales.SalesStory.COLLEAGUE_ID;
import static leadledger.command.sales.SalesStory.LEAD;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.OTHER_MANAGER;
import static leadledger.command.sales.SalesStory.STAFF_ID;
import static leadledger.command.sales.SalesStory.assigned;
import static leadledger.command.sales.SalesStory.converted;
import static leadledger.command.sales.SalesStory.delivered;
import static leadledger.command.sales.SalesStory.followedUp;
import static leadledger.command.sales.SalesStory.held;
import static leadledger.command.sales.SalesStory.minute;
import static leadledger.command.sales.SalesStory.notConverted;
import static leadledger.command.sales.SalesStory.nothing;
import static leadledger.command.sales.SalesStory.outOfScope;
import static leadledger.command.sales.SalesStory.queued;

import leadledger.command.decision.Input;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.TestSalesNetwork;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.UserId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("SA-20: a manager assigns a lead to one of the outlet's sales staff")
class AssignLeadTest {

    private static final Refusal UNKNOWN_STAFF = Refusal.ofValue("SA-20", "unknown-sales-staff", "user");

    private static AssignLead by(SalesCaller caller, String user) {
        return new AssignLead(LEAD, caller, minute(50), new TestSalesNetwork(), Input.of(new UserId(user)));
    }

    @Test
    @DisplayName("a new lead, for the first time")
    void first() {
        delivered().when(by(MANAGER, "staff-1")).happened(new LeadAssigned(STAFF_ID));
    }

    @Test
    @DisplayName("anew, while it is new and while it is followed up")
    void anew() {
        assigned().when(by(OTHER_MANAGER, "staff-2")).happened(new LeadAssigned(COLLEAGUE_ID));
        followedUp().when(by(MANAGER, "staff-2")).happened(new LeadAssigned(COLLEAGUE_ID));
    }

    @Test
    @DisplayName("to the same owner again: nothing new")
    void sameOwner() {
        assigned().when(by(MANAGER, "staff-1")).nothingNew();
    }

    @Test
    @DisplayName("SA-21: an assistant cannot be an owner")
    void assistant() {
        delivered().when(by(MANAGER, "assistant-1")).refused(Refusal.ofValue("SA-21", "assistant-cannot-own", "user"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"staff-3", "manager-1", "nobody"})
    @DisplayName("AC-01: another outlet's staff, a mere manager and nobody at all are refused alike")
    void noStaffOfTheOutlet(String user) {
        delivered().when(by(MANAGER, user)).refused(UNKNOWN_STAFF);
    }

    @Test
    @DisplayName("not in the queue, not out of scope, not at its end; that is told before what is wrong with the input")
    void states() {
        AssignLead faulty = new AssignLead(LEAD, MANAGER, minute(50), new TestSalesNetwork(), faulty());
        queued().when(faulty).refused(IS_QUEUED);
        outOfScope().when(faulty).refused(IS_OUT_OF_SCOPE);
        converted().when(faulty).refused(IS_FINAL);
        notConverted().when(faulty).refused(IS_FINAL);
        delivered().when(faulty).refused(FAULT);
        nothing().when(faulty).notFound();
    }

    @Test
    @DisplayName(
            "SA-10: a held delivery takes place in the moment in which the outlet opens, and not a millisecond before")
    void heldDelivery() {
        held(50).when(by(MANAGER, "staff-1")).deliveredBefore(by(MANAGER, "staff-1"));
        held(51).when(by(MANAGER, "staff-1")).refused(IS_QUEUED);
    }

    @Test
    @DisplayName("SA-20, AC-01: for the managers of the lead's outlet alone")
    void access() {
        areForManagers(assigned(), caller -> by(caller, "staff-2"));
        areForManagersAlone(delivered(), caller -> by(caller, "staff-2"));
    }
}
