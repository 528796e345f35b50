package leadledger.command.aftersales.closewithoutsale;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.IS_FINAL;
import static leadledger.command.aftersales.LeadStory.LEAD;
import static leadledger.command.aftersales.LeadStory.MANAGER;
import static leadledger.command.aftersales.LeadStory.NO_ATTEMPT;
import static leadledger.command.aftersales.LeadStory.lead;
import static leadledger.command.aftersales.LeadStory.leadWithAttempts;
import static leadledger.command.aftersales.LeadStory.minute;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.LeadStory;
import leadledger.command.aftersales.closewithoutsale.CloseWithoutSale.Ending;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("AS-40: a lead is closed without sale")
class CloseWithoutSaleTest {

    private static final Instant NOW = minute(60);
    private static final LeadStory ASSIGNED = leadWithAttempts(1);
    private static final LeadStory BOOKED = leadWithAttempts(1).booked(2, minute(9_000));
    private static final Refusal NOTE_REQUIRED =
            Refusal.ofValue("AS-41", "note-required-with-reason-other", "managementNote");
    private static final Refusal DAY_REQUIRED = Refusal.ofValue("AS-42", "ownership-end-required", "ownershipEndedOn");
    private static final Refusal DAY_IN_FUTURE = Refusal.ofValue("AS-42", "day-in-future", "ownershipEndedOn");
    private static final Refusal ITS_OWN_ACTION = Refusal.ofValue("AS-50", "re-contact-has-its-own-action", "reason");

    private static CloseWithoutSale close(
            String reason, String category, @Nullable String note, @Nullable LocalDate day) {
        return new CloseWithoutSale(
                LEAD, AGENT, NOW, ZoneOffset.UTC, Input.of(new Ending(reason, category, note, day)));
    }

    private static CloseWithoutSale sold(Instant at, String zone, LocalDate day) {
        return new CloseWithoutSale(
                LEAD, AGENT, at, ZoneId.of(zone), Input.of(new Ending("NO_LONGER_OWNER", "CAR", null, day)));
    }

    @Test
    void fromAssignedAndFromBookedWithReasonAndCategory() {
        for (LeadStory story : List.of(ASSIGNED, BOOKED)) {
            story.when(close("TOO_EXPENSIVE", "PRICE", null, null))
                    .happened(new LeadClosedWithoutSale("TOO_EXPENSIVE", "PRICE", null, null));
            story.when(close("TOO_EXPENSIVE", "PRICE", "fährt weiter", null))
                    .happened(new LeadClosedWithoutSale("TOO_EXPENSIVE", "PRICE", "fährt weiter", null));
        }
    }

    @Test
    void aManagerMayToo() {
        ASSIGNED.when(new CloseWithoutSale(
                        LEAD, MANAGER, NOW, ZoneOffset.UTC, Input.of(new Ending("A", "B", null, null))))
                .happened(new LeadClosedWithoutSale("A", "B", null, null));
    }

    @Nested
    @DisplayName("AS-41: the reason other")
    class Other {

        @Test
        void requiresTheNote() {
            ASSIGNED.when(close("OTHER", "OTHER", null, null)).refused(NOTE_REQUIRED);
            BOOKED.when(close("OTHER", "OTHER", null, null)).refused(NOTE_REQUIRED);
            BOOKED.when(close("OTHER", "OTHER", "moved away", null))
                    .happened(new LeadClosedWithoutSale("OTHER", "OTHER", "moved away", null));
        }

        @Test
        void isContentWithTheNoteOnTheLead() {
            LeadStory noted = ASSIGNED.edited(3, null, "moved away");
            noted.when(close("OTHER", "OTHER", null, null))
                    .happened(new LeadClosedWithoutSale("OTHER", "OTHER", "moved away", null));
            noted.when(close("OTHER", "OTHER", "died", null))
                    .happened(new LeadClosedWithoutSale("OTHER", "OTHER", "died", null));
            noted.edited(4, null, null)
                    .when(close("OTHER", "OTHER", null, null))
                    .refused(NOTE_REQUIRED);
        }
    }

    @Nested
    @DisplayName("AS-42: no longer the owner")
    class NoLongerOwner {

        @Test
        void requiresTheDayOnWhichOwnershipEnded() {
            ASSIGNED.when(close("NO_LONGER_OWNER", "CAR", null, null)).refused(DAY_REQUIRED);
            ASSIGNED.when(close("NO_LONGER_OWNER", "CAR", null, LocalDate.parse("2019-12-31")))
                    .happened(new LeadClosedWithoutSale("NO_LONGER_OWNER", "CAR", null, LocalDate.parse("2019-12-31")));
        }

        @ParameterizedTest
        @DisplayName("which is today at most, in the dealer's zone")
        @CsvSource({
            "2026-03-05T14:59:59.999Z, Asia/Tokyo, 2026-03-05",
            "2026-03-05T15:00:00.000Z, Asia/Tokyo, 2026-03-06",
            "2026-03-05T22:59:59.999Z, Europe/Rome, 2026-03-05",
            "2026-03-05T23:00:00.000Z, Europe/Rome, 2026-03-06",
            "2026-03-29T21:59:59.999Z, Europe/Rome, 2026-03-29",
            "2026-03-29T22:00:00.000Z, Europe/Rome, 2026-03-30",
            "2026-03-05T23:59:59.999Z, UTC, 2026-03-05"
        })
        void today(Instant now, String zone, LocalDate today) {
            ASSIGNED.when(sold(now, zone, today))
                    .happened(new LeadClosedWithoutSale("NO_LONGER_OWNER", "CAR", null, today));
            ASSIGNED.when(sold(now, zone, today.plusDays(1))).refused(DAY_IN_FUTURE);
        }

        @Test
        @DisplayName("with another reason the day is not required, but not in the future either")
        void otherReasons() {
            ASSIGNED.when(close("TOO_EXPENSIVE", "PRICE", null, LocalDate.parse("2026-03-02")))
                    .happened(new LeadClosedWithoutSale("TOO_EXPENSIVE", "PRICE", null, LocalDate.parse("2026-03-02")));
            ASSIGNED.when(close("TOO_EXPENSIVE", "PRICE", null, LocalDate.parse("2026-03-03")))
                    .refused(DAY_IN_FUTURE);
        }
    }

    @Test
    @DisplayName("AS-50: the reason re-contact cannot be chosen by hand")
    void reContact() {
        ASSIGNED.when(close("RE_CONTACT", "NOT_INTERESTED_NOW", "note", null)).refused(ITS_OWN_ACTION);
        BOOKED.when(close("RE_CONTACT", "NOT_INTERESTED_NOW", "note", null)).refused(ITS_OWN_ACTION);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        ASSIGNED.when(close("OTHER", "OTHER", null, LocalDate.parse("2026-03-03")))
                .refused(NOTE_REQUIRED, DAY_IN_FUTURE);
        ASSIGNED.when(close("RE_CONTACT", "NOT_INTERESTED_NOW", null, LocalDate.parse("2026-03-03")))
                .refused(ITS_OWN_ACTION, DAY_IN_FUTURE);
    }

    @Test
    void theStateIsJudgedBeforeTheInput() {
        Refusal fault = Refusal.ofValue("AS-40", "unknown-close-reason", "reason");
        CloseWithoutSale faulty =
                new CloseWithoutSale(LEAD, AGENT, NOW, ZoneOffset.UTC, Input.faulty(List.of(fault, DAY_REQUIRED)));
        lead().when(faulty).refused(NO_ATTEMPT);
        ASSIGNED.sold(3).when(faulty).refused(IS_FINAL);
        ASSIGNED.when(faulty).refused(fault, DAY_REQUIRED);
    }

    @Test
    @DisplayName("the lead is closed without sale then, with the note of the command and no re-contact")
    void theState() {
        assertThat(BOOKED.and(new LeadClosedWithoutSale("OTHER", "OTHER", "moved away", null), minute(3))
                        .state())
                .isInstanceOfSatisfying(Final.class, ended -> {
                    assertThat(ended.status()).isEqualTo(LeadStatus.CLOSED_WITHOUT_SALE);
                    assertThat(ended.recontact()).isNull();
                    assertThat(ended.course().managementNote()).isEqualTo("moved away");
                });
    }
}
