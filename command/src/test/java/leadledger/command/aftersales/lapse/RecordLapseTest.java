package leadledger.command.aftersales.lapse;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.DEADLINE;
import static leadledger.command.aftersales.LeadStory.LEAD;
import static leadledger.command.aftersales.LeadStory.OSAKA;
import static leadledger.command.aftersales.LeadStory.actor;
import static leadledger.command.aftersales.LeadStory.lead;
import static leadledger.command.aftersales.LeadStory.leadWithAttempts;
import static leadledger.command.aftersales.LeadStory.minute;
import static leadledger.command.aftersales.LeadStory.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import leadledger.command.aftersales.AftersalesCommand;
import leadledger.command.aftersales.LeadStory;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@DisplayName("AS-61, AS-62: after sixty days an open lead comes to its end by itself")
class RecordLapseTest {

    private static final Instant JUST_AFTER = DEADLINE.plusMillis(1);

    private static RecordLapse lapse(Instant at) {
        return new RecordLapse(LEAD, AftersalesCommand.SERVICE, at);
    }

    @Test
    void anAssignedLeadIsLost() {
        lead().when(lapse(JUST_AFTER)).happened(new LeadLost());
        leadWithAttempts(5).when(lapse(JUST_AFTER.plus(Duration.ofDays(900)))).happened(new LeadLost());
    }

    @Test
    void aBookedLeadStaysBookedForEver() {
        leadWithAttempts(1).booked(2, minute(9_000)).when(lapse(JUST_AFTER)).happened(new BookingBecameFinal());
    }

    @Test
    @DisplayName("AS-63: not at the very moment of the deadline; whoever comes too early changes nothing")
    void notYet() {
        lead().when(lapse(DEADLINE)).nothingNew();
        lead().when(lapse(minute(1))).nothingNew();
        leadWithAttempts(1).booked(2, minute(9_000)).when(lapse(DEADLINE)).nothingNew();
    }

    @Test
    void onceOnly() {
        lead().and(new LeadLost(), JUST_AFTER).when(lapse(JUST_AFTER)).nothingNew();
        leadWithAttempts(1)
                .booked(2, minute(9_000))
                .and(new BookingBecameFinal(), JUST_AFTER)
                .when(lapse(JUST_AFTER))
                .nothingNew();
    }

    @Test
    void aLeadThatEndedOtherwiseDoesNotLapse() {
        leadWithAttempts(1).sold(2).when(lapse(JUST_AFTER)).nothingNew();
        leadWithAttempts(1)
                .recontact(2, LocalDate.parse("2027-01-01"), Instant.parse("2026-12-31T15:00:00Z"))
                .when(lapse(JUST_AFTER))
                .nothingNew();
    }

    @Test
    @DisplayName("AS-65: the sixty days count from the newest assignment, and its booking is gone")
    void afterAMove() {
        LeadStory moved = leadWithAttempts(1).booked(2, minute(9_000)).movedTo(OSAKA, 10);
        moved.when(lapse(DEADLINE.plus(Duration.ofMinutes(10)))).nothingNew();
        moved.when(lapse(DEADLINE.plus(Duration.ofMinutes(10)).plusMillis(1))).happened(new LeadLost());
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"SYSTEM", "AFTERSALES_AGENT", "AFTERSALES_MANAGER"})
    void nobodyElseSaysSo(Role role) {
        lead().when(new RecordLapse(LEAD, actor(role), JUST_AFTER)).refused(Refusal.ofUnknownLead());
        lead().when(new RecordLapse(LEAD, AGENT, JUST_AFTER)).refused(Refusal.ofUnknownLead());
    }

    @Test
    void aLeadThatDoesNotExistIsNotFound() {
        nothing().when(lapse(JUST_AFTER)).notFound();
    }

    @Test
    @DisplayName("AS-64: it may be recorded at any time after")
    void holdsForEver() {
        assertThat(lapse(JUST_AFTER).holdsUntil(lead().state())).isNull();
    }
}
