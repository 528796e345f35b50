package leadledger.command.sales.deliverlead;

import static leadledger.command.sales.SalesReference.CLOSED_DOWN;
import static leadledger.command.sales.SalesReference.MILANO;
import static leadledger.command.sales.SalesReference.OPEN;
import static leadledger.command.sales.SalesReference.openDaily;
import static leadledger.command.sales.SalesStory.ASSISTANT;
import static leadledger.command.sales.SalesStory.AUDITOR;
import static leadledger.command.sales.SalesStory.CALL_CENTER;
import static leadledger.command.sales.SalesStory.CALL_CENTER_IN_ITALY;
import static leadledger.command.sales.SalesStory.CAPTURED;
import static leadledger.command.sales.SalesStory.COLLEAGUE;
import static leadledger.command.sales.SalesStory.DEALERS_AGENT;
import static leadledger.command.sales.SalesStory.GINZA;
import static leadledger.command.sales.SalesStory.HEADQUARTERS;
import static leadledger.command.sales.SalesStory.HEADQUARTERS_IN_ITALY;
import static leadledger.command.sales.SalesStory.INTAKE;
import static leadledger.command.sales.SalesStory.LEAD;
import static leadledger.command.sales.SalesStory.MANAGER;
import static leadledger.command.sales.SalesStory.MANAGER_IN_GINZA;
import static leadledger.command.sales.SalesStory.MANAGER_IN_NAMBA;
import static leadledger.command.sales.SalesStory.NAMBA;
import static leadledger.command.sales.SalesStory.OTHER_MANAGER;
import static leadledger.command.sales.SalesStory.QUEUE;
import static leadledger.command.sales.SalesStory.SHIBUYA;
import static leadledger.command.sales.SalesStory.STAFF;
import static leadledger.command.sales.SalesStory.STAFF_IN_NAMBA;
import static leadledger.command.sales.SalesStory.assigned;
import static leadledger.command.sales.SalesStory.converted;
import static leadledger.command.sales.SalesStory.delivered;
import static leadledger.command.sales.SalesStory.held;
import static leadledger.command.sales.SalesStory.minute;
import static leadledger.command.sales.SalesStory.nothing;
import static leadledger.command.sales.SalesStory.queued;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import leadledger.command.decision.Input;
import leadledger.command.desk.CommandTerms;
import leadledger.command.sales.SalesCaller;
import leadledger.command.sales.SalesReference;
import leadledger.command.sales.deliverlead.DeliverLead.Destination;
import leadledger.events.calendar.Shift;
import leadledger.events.reference.ReferenceBook;
import leadledger.events.reference.ReferenceLookup;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.shared.Actor;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("SA-10, SA-11: a lead is delivered to an outlet, or pulled")
class DeliverLeadTest {

    /** In Tokyo: the lead is captured on a Monday at 09:00. */
    private static final ReferenceBook TEN_TO_SIX = openDaily(OPEN, SHIBUYA, 10, 18);

    private static final Instant TEN = minute(60);
    private static final Instant SIX = minute(9 * 60);
    private static final LeadDelivered AT_ONCE = new LeadDelivered(SHIBUYA, DeliveryKind.AT_ONCE, null);
    private static final LeadDelivered PULLED = new LeadDelivered(SHIBUYA, DeliveryKind.PULLED, null);
    private static final Refusal SHIBUYA_WON =
            Refusal.ofState("SA-11", "lead-delivered-to").with("outlet", "渋谷店");
    private static final Refusal WRONG_ROLE = Refusal.ofRole("AC-01");

    private static DeliverLead by(
            SalesCaller caller, @Nullable OutletId outlet, Instant at, ReferenceLookup references) {
        return new DeliverLead(LEAD, caller, at, Input.of(new Destination(outlet)), references);
    }

    private static DeliverLead deliver(OutletId outlet, Instant at) {
        return by(CALL_CENTER, outlet, at, TEN_TO_SIX);
    }

    private static DeliverLead pull(SalesCaller caller, @Nullable OutletId outlet) {
        return by(caller, outlet, minute(5), TEN_TO_SIX);
    }

    private static Refusal value(String code) {
        return Refusal.ofValue("SA-10", code, "outlet");
    }

    @Nested
    @DisplayName("SA-10: the call centre delivers")
    class ByTheCallCenter {

        @Test
        @DisplayName("within business hours, at once: from the very moment of opening")
        void atTheOpening() {
            queued().when(deliver(SHIBUYA, TEN)).happened(AT_ONCE);
            queued().when(deliver(SHIBUYA, TEN.minusMillis(1))).happened(new DeliveryHeld(SHIBUYA, TEN));
        }

        @Test
        @DisplayName("hours are half-open: to the last millisecond before closing, not at it")
        void atTheClosing() {
            queued().when(deliver(SHIBUYA, SIX.minusMillis(1))).happened(AT_ONCE);
            queued().when(deliver(SHIBUYA, SIX)).happened(new DeliveryHeld(SHIBUYA, minute(25 * 60)));
        }

        @Test
        @DisplayName("a holiday is passed over")
        void holiday() {
            ReferenceLookup closedOnTuesday = openDaily(OPEN, SHIBUYA, 10, 18, LocalDate.parse("2026-03-03"));
            queued().when(by(CALL_CENTER, SHIBUYA, SIX, closedOnTuesday))
                    .happened(new DeliveryHeld(SHIBUYA, minute(49 * 60)));
        }

        @Test
        @DisplayName("between two shifts of a day it is held until the second")
        void shifts() {
            ReferenceLookup withNoonBreak =
                    SalesReference.hours(OPEN, SHIBUYA, List.of(new Shift(600, 720), new Shift(780, 1_080)));
            queued().when(by(CALL_CENTER, SHIBUYA, minute(180), withNoonBreak))
                    .happened(new DeliveryHeld(SHIBUYA, minute(240)));
            queued().when(by(CALL_CENTER, SHIBUYA, minute(240), withNoonBreak)).happened(AT_ONCE);
        }

        @Test
        @DisplayName("24:00 runs on into the next day's 00:00")
        void midnight() {
            ReferenceLookup overnight =
                    SalesReference.hours(OPEN, SHIBUYA, List.of(new Shift(0, 180), new Shift(1_200, 1_440)));
            Instant midnight = minute(15 * 60);
            DeliverLead atMidnight = by(CALL_CENTER, SHIBUYA, midnight, overnight);
            queued().when(atMidnight).happened(AT_ONCE);
            queued().when(by(CALL_CENTER, SHIBUYA, midnight.minusMillis(1), overnight))
                    .happened(AT_ONCE);
            assertThat(by(CALL_CENTER, SHIBUYA, midnight.minusMillis(1), overnight)
                            .holdsUntil(queued().state()))
                    .isEqualTo(minute(18 * 60).minusMillis(1));
        }

        @Test
        @DisplayName("an outlet that has no hours is always open")
        void noHours() {
            queued().when(by(CALL_CENTER, NAMBA, minute(1), TEN_TO_SIX))
                    .happened(new LeadDelivered(NAMBA, DeliveryKind.AT_ONCE, null));
        }

        @Test
        @DisplayName("what the calendar said holds until it says otherwise")
        void holdsUntil() {
            assertThat(deliver(SHIBUYA, TEN).holdsUntil(queued().state())).isEqualTo(SIX.minusMillis(1));
            assertThat(deliver(SHIBUYA, CAPTURED).holdsUntil(queued().state())).isEqualTo(TEN.minusMillis(1));
            assertThat(by(CALL_CENTER, NAMBA, minute(1), TEN_TO_SIX).holdsUntil(queued().state()))
                    .isNull();
            assertThat(by(CALL_CENTER, NAMBA, minute(1), TEN_TO_SIX).holdsUntil(held(7).state()))
                    .isEqualTo(minute(7).minusMillis(1));
        }

        @Test
        @DisplayName("no opening in sight")
        void neverOpens() {
            queued().when(by(CALL_CENTER, SHIBUYA, minute(1), SalesReference.hours(OPEN, SHIBUYA, List.of())))
                    .refused(value("outlet-does-not-open"));
        }

        @Test
        @DisplayName("to an active outlet of the market that sells the brand, and to no other")
        void unfitOutlets() {
            queued().when(by(CALL_CENTER, null, TEN, TEN_TO_SIX)).refused(value("field-required"));
            queued().when(deliver(CLOSED_DOWN, TEN)).refused(value("outlet-takes-no-leads"));
            queued().when(deliver(MILANO, TEN)).refused(value("outlet-takes-no-leads"));
            queued().when(deliver(new OutletId("JP-TOKYO.NOWHERE"), TEN)).refused(value("outlet-takes-no-leads"));
            queued().when(deliver(GINZA, TEN)).refused(value("brand-not-sold-at-outlet"));
        }

        @Test
        @DisplayName("while it is held, the same again records nothing")
        void heldAlready() {
            held(60).when(deliver(SHIBUYA, minute(30))).nothingNew();
        }

        @Test
        @DisplayName("while it is held, the same action redirects: at once if the other outlet is open, else held anew")
        void redirected() {
            held(60).when(by(CALL_CENTER, NAMBA, minute(30), TEN_TO_SIX))
                    .happened(new LeadDelivered(NAMBA, DeliveryKind.AT_ONCE, null));
            held(60).when(by(CALL_CENTER, NAMBA, minute(30), openDaily(TEN_TO_SIX, NAMBA, 11, 18)))
                    .happened(new DeliveryHeld(NAMBA, minute(120)));
        }

        @Test
        @DisplayName("after the calendar changed, the same action follows it")
        void followsTheCalendar() {
            held(60).when(by(CALL_CENTER, SHIBUYA, minute(30), openDaily(OPEN, SHIBUYA, 11, 18)))
                    .happened(new DeliveryHeld(SHIBUYA, minute(120)));
            held(60).when(by(CALL_CENTER, SHIBUYA, minute(30), OPEN)).happened(AT_ONCE);
        }
    }

    @Nested
    @DisplayName("SA-11: a manager pulls")
    class ByAManager {

        @Test
        @DisplayName("at once, whatever the hours; the outlet need not be named where only one takes the lead")
        void atOnce() {
            queued().when(pull(MANAGER, SHIBUYA)).happened(PULLED);
            queued().when(pull(MANAGER, null)).happened(PULLED);
            queued().when(by(MANAGER, null, SIX, SalesReference.hours(OPEN, SHIBUYA, List.of())))
                    .happened(PULLED);
        }

        @Test
        @DisplayName("another outlet's pull wins over a held delivery")
        void overHeld() {
            held(60).when(pull(MANAGER_IN_NAMBA, null)).happened(new LeadDelivered(NAMBA, DeliveryKind.PULLED, null));
            held(60).when(pull(MANAGER, null)).happened(PULLED);
        }

        @Test
        @DisplayName("to an outlet of its own that takes the lead")
        void ownOutlets() {
            SalesCaller ofTwo = responsibleFor(SHIBUYA, GINZA);
            queued().when(pull(ofTwo, null)).happened(PULLED);
            queued().when(pull(ofTwo, GINZA)).refused(Refusal.ofValue("SA-11", "brand-not-sold-at-outlet", "outlet"));
            queued().when(pull(MANAGER, NAMBA)).refused(Refusal.ofValue("AC-02", "field-not-yours-to-set", "outlet"));
            queued().when(pull(MANAGER, new OutletId("JP-TOKYO.NOWHERE")))
                    .refused(Refusal.ofValue("AC-02", "field-not-yours-to-set", "outlet"));
            queued().when(pull(responsibleFor(SHIBUYA, CLOSED_DOWN), CLOSED_DOWN))
                    .refused(Refusal.ofValue("SA-11", "outlet-takes-no-leads", "outlet"));
        }

        @Test
        @DisplayName("one who has several that take it says which")
        void several() {
            SalesCaller ofTwo = responsibleFor(SHIBUYA, NAMBA);
            queued().when(pull(ofTwo, null)).refused(Refusal.ofValue("SA-11", "field-required", "outlet"));
            queued().when(pull(ofTwo, NAMBA)).happened(new LeadDelivered(NAMBA, DeliveryKind.PULLED, null));
        }

        private static SalesCaller responsibleFor(OutletId... outlets) {
            return new SalesCaller(Actor.ofOutlets("manager-9", Role.OUTLET_MANAGER, Set.of(outlets)), Set.of(QUEUE));
        }
    }

    @Nested
    @DisplayName("SA-11, AC-01: who may, and who comes late")
    class Access {

        @Test
        @DisplayName("whoever sees the queued lead but does not deliver: 403; whoever does not see it: 404")
        void queuedLead() {
            for (SalesCaller sees : List.of(STAFF, STAFF_IN_NAMBA, ASSISTANT, HEADQUARTERS, AUDITOR)) {
                queued().when(pull(sees, SHIBUYA)).refused(WRONG_ROLE);
            }
            for (SalesCaller blind :
                    List.of(CALL_CENTER_IN_ITALY, HEADQUARTERS_IN_ITALY, MANAGER_IN_GINZA, INTAKE, DEALERS_AGENT)) {
                queued().when(pull(blind, SHIBUYA)).refused(Refusal.ofUnknownLead());
            }
            nothing().when(pull(MANAGER, SHIBUYA)).notFound();
        }

        @Test
        @DisplayName("whoever could have delivered it is told the outlet that has it, whatever became of it")
        void late() {
            for (SalesCaller late : List.of(CALL_CENTER, MANAGER, OTHER_MANAGER, MANAGER_IN_NAMBA)) {
                delivered().when(pull(late, null)).refused(SHIBUYA_WON);
                converted().when(pull(late, null)).refused(SHIBUYA_WON);
            }
        }

        @Test
        @DisplayName("that comes before the version, which is the lead's own")
        void beforeTheVersion() {
            delivered()
                    .when(pull(MANAGER_IN_NAMBA, null), Map.of("terms", CommandTerms.of(LEAD.value(), 1, null)))
                    .refused(SHIBUYA_WON);
        }

        @Test
        @DisplayName("whoever sees the delivered lead but does not deliver: 403; anyone else: 404")
        void deliveredLead() {
            for (SalesCaller sees : List.of(STAFF, ASSISTANT, HEADQUARTERS, AUDITOR)) {
                assigned().when(pull(sees, SHIBUYA)).refused(WRONG_ROLE);
            }
            for (SalesCaller blind : List.of(
                    COLLEAGUE,
                    STAFF_IN_NAMBA,
                    CALL_CENTER_IN_ITALY,
                    HEADQUARTERS_IN_ITALY,
                    MANAGER_IN_GINZA,
                    INTAKE,
                    DEALERS_AGENT)) {
                assigned().when(pull(blind, SHIBUYA)).refused(Refusal.ofUnknownLead());
            }
        }

        @Test
        @DisplayName("from the moment of opening on a held delivery has taken place, recorded or not")
        void heldHasTakenPlace() {
            held(60).when(by(MANAGER_IN_NAMBA, null, TEN.minusMillis(1), TEN_TO_SIX))
                    .happened(new LeadDelivered(NAMBA, DeliveryKind.PULLED, null));
            held(60).when(by(MANAGER_IN_NAMBA, null, TEN, TEN_TO_SIX)).refused(SHIBUYA_WON);
            held(60).when(by(CALL_CENTER, NAMBA, TEN, TEN_TO_SIX)).refused(SHIBUYA_WON);
        }

        @Test
        @DisplayName("an outlet without a name is told by its code")
        void withoutAName() {
            delivered()
                    .when(by(CALL_CENTER, SHIBUYA, TEN, ReferenceBook.EMPTY))
                    .refused(Refusal.ofState("SA-11", "lead-delivered-to").with("outlet", SHIBUYA.value()));
        }
    }

    @Test
    @DisplayName("a faulty body is told only to who may ask")
    void faultyBody() {
        Input<Destination> faulty = Input.faulty(List.of(value("not-an-outlet-code")));
        queued().when(new DeliverLead(LEAD, CALL_CENTER, TEN, faulty, OPEN)).refused(value("not-an-outlet-code"));
        queued().when(new DeliverLead(LEAD, STAFF, TEN, faulty, OPEN)).refused(WRONG_ROLE);
        delivered().when(new DeliverLead(LEAD, CALL_CENTER, TEN, faulty, OPEN)).refused(SHIBUYA_WON);
    }
}
