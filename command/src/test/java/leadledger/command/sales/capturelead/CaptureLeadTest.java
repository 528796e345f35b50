package leadledger.command.sales.capturelead;

import static leadledger.command.sales.SalesStory.ASSISTANT;
import static leadledger.command.sales.SalesStory.AUDITOR;
import static leadledger.command.sales.SalesStory.CALL_CENTER;
import static leadledger.command.sales.SalesStory.CUSTOMER;
import static leadledger.command.sales.SalesStory.DEALERS_AGENT;
import static leadledger.command.sales.SalesStory.HEADQUARTERS;
import static leadledger.command.sales.SalesStory.INTAKE;
import static leadledger.command.sales.SalesStory.LEAD;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.QUEUE;
import static leadledger.command.sales.SalesStory.REFERENCE;
import static leadledger.command.sales.SalesStory.STAFF;
import static leadledger.command.sales.SalesStory.capture;
import static leadledger.command.sales.SalesStory.delivered;
import static leadledger.command.sales.SalesStory.held;
import static leadledger.command.sales.SalesStory.minute;
import static leadledger.command.sales.SalesStory.nothing;
import static leadledger.command.sales.SalesStory.queued;

import java.util.List;
import leadledger.command.decision.Input;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesLead;
import leadledger.command.sales.capturelead.CaptureLead.NewLead;
import leadledger.events.sales.Utm;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Refusal;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SA-01: a captured lead is in the queue, and no outlet's yet")
class CaptureLeadTest {

    private static final NewLead NEW_LEAD = new NewLead(
            QUEUE,
            "WEB_FORM",
            "SPRING",
            Utm.NONE,
            CUSTOMER,
            Wishes.NONE,
            null,
            null,
            Consents.NONE,
            null,
            List.of(),
            List.of());

    private static CaptureLead by(SalesCaller caller) {
        return new CaptureLead(LEAD, caller, minute(0), REFERENCE, Input.of(NEW_LEAD));
    }

    @Test
    void byIntakeMachinesAndByTheCallCenter() {
        nothing().when(by(INTAKE)).happened(capture());
        nothing().when(by(CALL_CENTER)).happened(capture());
        Assertions.assertThat(queued().state())
                .isInstanceOfSatisfying(
                        SalesLead.Queued.class,
                        lead -> Assertions.assertThat(lead.held()).isNull());
    }

    @Test
    @DisplayName("the same lead sent again is not a second lead, whatever has become of it")
    void sentAgain() {
        queued().when(by(INTAKE)).nothingNew();
        held(60).when(by(INTAKE)).nothingNew();
        delivered().when(by(INTAKE)).nothingNew();
    }

    @Test
    @DisplayName("AC-01: by nobody else")
    void byNobodyElse() {
        for (SalesCaller other : List.of(MANAGER, STAFF, ASSISTANT, HEADQUARTERS, AUDITOR, DEALERS_AGENT)) {
            nothing().when(by(other)).refused(Refusal.ofRole("SA-01"));
            queued().when(by(other)).refused(Refusal.ofRole("SA-01"));
        }
    }

    @Test
    void whatIsWrongWithIt() {
        Refusal fault = Refusal.ofValue("SA-01", "unknown-brand", "brand");
        CaptureLead faulty = new CaptureLead(LEAD, INTAKE, minute(0), REFERENCE, Input.faulty(List.of(fault)));
        nothing().when(faulty).refused(fault);
    }
}
