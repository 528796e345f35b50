package leadledger.command.sales.deliverlead;

import static leadledger.command.sales.SalesStory.LEAD;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.SHIBUYA;
import static leadledger.command.sales.SalesStory.delivered;
import static leadledger.command.sales.SalesStory.held;
import static leadledger.command.sales.SalesStory.minute;
import static leadledger.command.sales.SalesStory.queued;

import java.time.Instant;
import leadledger.command.sales.SalesCaller;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.shared.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SA-10: a held delivery takes place when the outlet opens")
class RecordDeliveryTest {

    private static final Instant OPENS = minute(60);
    private static final LeadDelivered TO_SHIBUYA = new LeadDelivered(SHIBUYA, DeliveryKind.HELD, OPENS);

    private static RecordDelivery at(Instant moment) {
        return new RecordDelivery(LEAD, SalesCaller.SERVICE, moment);
    }

    @Test
    @DisplayName("in the very moment in which the outlet opens")
    void atTheMoment() {
        held(60).when(at(OPENS)).happened(TO_SHIBUYA);
    }

    @Test
    @DisplayName("recorded later, it still took place in that moment")
    void recordedLater() {
        held(60).when(at(OPENS.plusSeconds(3_600))).happened(TO_SHIBUYA);
    }

    @Test
    @DisplayName("not a millisecond earlier")
    void tooEarly() {
        held(60).when(at(OPENS.minusMillis(1))).nothingNew();
    }

    @Test
    @DisplayName("nothing to do where nothing is held, or it has taken place")
    void nothingHeld() {
        queued().when(at(OPENS)).nothingNew();
        delivered().when(at(OPENS)).nothingNew();
    }

    @Test
    @DisplayName("AC-01: it is for the service itself")
    void forTheServiceOnly() {
        held(60).when(new RecordDelivery(LEAD, MANAGER, OPENS)).refused(Refusal.ofUnknownLead());
    }
}
