package leadledger.command.sales.deliverlead;

import static leadledger.command.sales.SalesReference.OPEN;
import static leadledger.command.sales.SalesReference.changed;
import static leadledger.command.sales.SalesReference.openDaily;
import static leadledger.command.sales.SalesReference.outlet;
import static leadledger.command.sales.SalesReference.recorded;
import static leadledger.command.sales.SalesStory.ASSISTANT;
import static leadledger.command.sales.SalesStory.CALL_CENTER;
import static leadledger.command.sales.SalesStory.CALL_CENTER_IN_ITALY;
import static leadledger.command.sales.SalesStory.HEADQUARTERS;
import static leadledger.command.sales.SalesStory.INTAKE;
import static leadledger.command.sales.SalesStory.LEAD;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.MANAGER_IN_GINZA;
import static leadledger.command.sales.SalesStory.MANAGER_IN_NAMBA;
import static leadledger.command.sales.SalesStory.SHIBUYA;
import static leadledger.command.sales.SalesStory.STAFF;
import static leadledger.command.sales.SalesStory.delivered;
import static leadledger.command.sales.SalesStory.held;
import static leadledger.command.sales.SalesStory.minute;
import static leadledger.command.sales.SalesStory.queued;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesReference;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.sales.SalesEvent.HeldDeliveryMoved;
import leadledger.events.shared.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The lead is captured on a Monday at 09:00 in Tokyo; where it is held, until 10:00. */
@DisplayName("SA-10: while a delivery is held")
class HeldDeliveryTest {

    private static final ReferenceBook TEN_TO_SIX = openDaily(OPEN, SHIBUYA, 10, 18);
    private static final Instant TEN = minute(60);
    private static final Refusal SHIBUYA_WON =
            Refusal.ofState("SA-11", "lead-delivered-to").with("outlet", "渋谷店");

    @Nested
    @DisplayName("the call centre may cancel it")
    class Cancelled {

        private static CancelDelivery by(SalesCaller caller, Instant at) {
            return new CancelDelivery(LEAD, caller, at, OPEN);
        }

        @Test
        void untilTheOutletOpens() {
            held(60).when(by(CALL_CENTER, TEN.minusMillis(1))).happened(new HeldDeliveryCancelled());
            held(60).when(by(CALL_CENTER, TEN)).refused(SHIBUYA_WON);
            assertThat(by(CALL_CENTER, minute(2)).holdsUntil(held(60).state())).isEqualTo(TEN.minusMillis(1));
        }

        @Test
        void whereNoneIsHeldThereIsNothingToDo() {
            queued().when(by(CALL_CENTER, minute(2))).nothingNew();
            held(60).and(new HeldDeliveryCancelled(), minute(2), CALL_CENTER)
                    .when(by(CALL_CENTER, TEN))
                    .nothingNew();
        }

        @Test
        @DisplayName("AC-01: nobody else may")
        void access() {
            for (SalesCaller sees : List.of(MANAGER, MANAGER_IN_NAMBA, STAFF, ASSISTANT, HEADQUARTERS)) {
                held(60).when(by(sees, minute(2))).refused(Refusal.ofRole("AC-01"));
            }
            for (SalesCaller blind : List.of(CALL_CENTER_IN_ITALY, MANAGER_IN_GINZA, INTAKE)) {
                held(60).when(by(blind, minute(2))).refused(Refusal.ofUnknownLead());
                delivered().when(by(blind, TEN)).refused(Refusal.ofUnknownLead());
            }
            delivered().when(by(CALL_CENTER, TEN)).refused(SHIBUYA_WON);
            delivered().when(by(MANAGER, TEN)).refused(Refusal.ofRole("AC-01"));
            delivered().when(by(MANAGER_IN_NAMBA, TEN)).refused(Refusal.ofUnknownLead());
        }
    }

    @Nested
    @DisplayName("a change of the calendar moves it")
    class Moved {

        private static MoveHeldDelivery at(Instant moment, ReferenceLookup references) {
            return new MoveHeldDelivery(LEAD, SalesCaller.SERVICE, moment, references);
        }

        @Test
        void laterOrEarlier() {
            held(60).when(at(minute(30), changed(TEN_TO_SIX, minute(20), SHIBUYA, 12, 18)))
                    .happened(new HeldDeliveryMoved(minute(180)));
            held(180)
                    .when(at(minute(30), changed(TEN_TO_SIX, minute(20), SHIBUYA, 10, 18)))
                    .happened(new HeldDeliveryMoved(TEN));
        }

        @Test
        @DisplayName("to this very moment, if the outlet is open now")
        void isOpenNow() {
            held(60).when(at(minute(30), changed(TEN_TO_SIX, minute(20), SHIBUYA, 9, 18)))
                    .happened(new HeldDeliveryMoved(minute(30)));
        }

        @Test
        void notWhereTheCalendarSaysTheSame() {
            held(60).when(at(minute(30), TEN_TO_SIX)).nothingNew();
            held(60).when(at(minute(30), changed(TEN_TO_SIX, minute(20), SHIBUYA, 10, 17)))
                    .nothingNew();
        }

        @Test
        @DisplayName("not once the moment is there: then it has taken place")
        void past() {
            MoveHeldDelivery inTime = at(TEN.minusMillis(1), changed(TEN_TO_SIX, minute(20), SHIBUYA, 12, 18));
            held(60).when(inTime).happened(new HeldDeliveryMoved(minute(180)));
            assertThat(inTime.holdsUntil(held(60).state())).isEqualTo(TEN.minusMillis(1));
            MoveHeldDelivery late = at(TEN, changed(TEN_TO_SIX, minute(20), SHIBUYA, 12, 18));
            held(60).when(late).deliveredBefore(late);
        }

        @Test
        @DisplayName("an outlet that never opens, or takes no leads any more, gives the lead back to the queue")
        void takenBack() {
            ReferenceBook never = SalesReference.hours(OPEN, SHIBUYA, List.of());
            held(60).when(at(minute(30), never)).happened(new HeldDeliveryCancelled());
            ReferenceBook closedDown = recorded(TEN_TO_SIX, minute(20), outlet(SHIBUYA, "渋谷店", false, "ALFA"));
            held(60).when(at(minute(30), closedDown)).happened(new HeldDeliveryCancelled());
        }

        @Test
        void nothingIsHeld() {
            queued().when(at(minute(30), TEN_TO_SIX)).nothingNew();
            delivered().when(at(minute(30), TEN_TO_SIX)).nothingNew();
        }

        @Test
        @DisplayName("AC-01: by the service itself only")
        void access() {
            held(60).when(new MoveHeldDelivery(LEAD, CALL_CENTER, minute(30), OPEN))
                    .refused(Refusal.ofUnknownLead());
        }
    }
}
