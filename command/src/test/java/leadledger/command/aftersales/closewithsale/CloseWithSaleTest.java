package leadledger.command.aftersales.closewithsale;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.CAR;
import static leadledger.command.aftersales.LeadStory.IS_FINAL;
import static leadledger.command.aftersales.LeadStory.LEAD;
import static leadledger.command.aftersales.LeadStory.MANAGER;
import static leadledger.command.aftersales.LeadStory.NO_ATTEMPT;
import static leadledger.command.aftersales.LeadStory.lead;
import static leadledger.command.aftersales.LeadStory.leadWithAttempts;
import static leadledger.command.aftersales.LeadStory.minute;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.LeadStory;
import leadledger.command.aftersales.closewithsale.CloseWithSale.Sale;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("AS-30, AS-31: a lead is closed with sale")
class CloseWithSaleTest {

    private static final Instant NOW = minute(60);
    private static final Vin OTHER_CAR = new Vin("1M8GDM9AXKP042788");
    private static final Refusal VIN_NEEDED = Refusal.ofValue("AS-30", "vin-needed-for-sale", "vin");
    private static final Refusal NOTE_REQUIRED =
            Refusal.ofValue("AS-31", "note-required-without-appointment", "managementNote");
    private static final LeadStory ASSIGNED = leadWithAttempts(1);
    private static final LeadStory BOOKED = leadWithAttempts(1).booked(2, minute(9_000));

    private static CloseWithSale close(@Nullable Vin vin, @Nullable String note) {
        return new CloseWithSale(LEAD, AGENT, NOW, Input.of(new Sale(vin, note)));
    }

    @Test
    @DisplayName("AS-31: after an appointment a correct VIN is enough")
    void fromBooked() {
        BOOKED.when(close(CAR, null)).happened(new LeadClosedWithSale(CAR, null));
        BOOKED.when(close(CAR, "Bremsen")).happened(new LeadClosedWithSale(CAR, "Bremsen"));
    }

    @Test
    @DisplayName("AS-31: without an appointment the lead management note is required")
    void fromAssigned() {
        ASSIGNED.when(close(CAR, "walked in")).happened(new LeadClosedWithSale(CAR, "walked in"));
        ASSIGNED.when(close(CAR, null)).refused(NOTE_REQUIRED);
    }

    @Test
    @DisplayName("AS-31: the note may be on the lead already, and one given with the command replaces it")
    void theLeadsOwnNote() {
        LeadStory noted = ASSIGNED.edited(3, null, "walked in");
        noted.when(close(CAR, null)).happened(new LeadClosedWithSale(CAR, "walked in"));
        noted.when(close(CAR, "phoned")).happened(new LeadClosedWithSale(CAR, "phoned"));
        BOOKED.edited(3, null, "walked in").when(close(CAR, null)).happened(new LeadClosedWithSale(CAR, "walked in"));
        ASSIGNED.edited(3, null, "walked in")
                .edited(4, null, null)
                .when(close(CAR, null))
                .refused(NOTE_REQUIRED);
    }

    @Test
    @DisplayName("AS-30: the VIN may be on the lead already, and one given with the command replaces it")
    void theLeadsOwnVin() {
        LeadStory known = BOOKED.edited(3, CAR, null);
        known.when(close(null, null)).happened(new LeadClosedWithSale(CAR, null));
        known.when(close(OTHER_CAR, null)).happened(new LeadClosedWithSale(OTHER_CAR, null));
        BOOKED.when(close(null, null)).refused(VIN_NEEDED);
    }

    @Test
    @DisplayName("AS-31, AS-65: the appointment was with the former dealer, so the new one needs a note")
    void aMoveTakesTheAppointmentAway() {
        LeadStory moved = BOOKED.movedTo(LeadStory.OSAKA, 3).movedTo(LeadStory.TOKYO, 4);
        moved.when(close(CAR, "note")).refused(NO_ATTEMPT);
        moved.attempt(5, null).when(close(CAR, null)).refused(NOTE_REQUIRED);
    }

    @Test
    void everythingThatIsMissingIsToldAtOnce() {
        ASSIGNED.when(close(null, null)).refused(VIN_NEEDED, NOTE_REQUIRED);
    }

    @Test
    void theStateIsJudgedBeforeTheInput() {
        Refusal one = Refusal.ofValue("AS-30", "not-a-vin", "vin");
        Refusal other = Refusal.ofValue("AS-31", "text-too-long", "managementNote");
        CloseWithSale faulty = new CloseWithSale(LEAD, AGENT, NOW, Input.faulty(List.of(one, other)));
        lead().when(faulty).refused(NO_ATTEMPT);
        BOOKED.sold(3).when(faulty).refused(IS_FINAL);
        BOOKED.when(faulty).refused(one, other);
    }

    @Test
    @DisplayName("AS-60: once more is refused like any other change")
    void onceMore() {
        BOOKED.sold(3).when(close(CAR, "sold")).refused(IS_FINAL);
    }

    @Test
    void aManagerMayToo() {
        BOOKED.when(new CloseWithSale(LEAD, MANAGER, NOW, Input.of(new Sale(CAR, null))))
                .happened(new LeadClosedWithSale(CAR, null));
    }

    @Test
    @DisplayName("the lead is closed with sale then, with the car and the note of the command")
    void theState() {
        assertThat(ASSIGNED.sold(3).state()).isInstanceOfSatisfying(Final.class, ended -> {
            assertThat(ended.status()).isEqualTo(LeadStatus.CLOSED_WITH_SALE);
            assertThat(ended.recontact()).isNull();
            assertThat(ended.course().vin()).isEqualTo(CAR);
            assertThat(ended.course().managementNote()).isEqualTo("sold");
        });
    }
}
