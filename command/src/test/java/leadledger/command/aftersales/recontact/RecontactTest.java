package leadledger.command.aftersales.recontact;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.DEADLINE;
import static leadledger.command.aftersales.LeadStory.IS_FINAL;
import static leadledger.command.aftersales.LeadStory.LEAD;
import static leadledger.command.aftersales.LeadStory.MANAGER;
import static leadledger.command.aftersales.LeadStory.NO_ATTEMPT;
import static leadledger.command.aftersales.LeadStory.lead;
import static leadledger.command.aftersales.LeadStory.leadWithAttempts;
import static leadledger.command.aftersales.LeadStory.minute;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import leadledger.command.aftersales.AftersalesLead;
import leadledger.command.aftersales.AftersalesLead.Final;
import leadledger.command.aftersales.LeadStory;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.LeadStatus;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("AS-50: a lead is closed to ask again on a later day")
class RecontactTest {

    private static final Refusal NOT_IN_FUTURE = Refusal.ofValue("AS-50", "day-not-in-future", "recontactOn");
    private static final Refusal IS_DUE = Refusal.ofState("AS-52", "re-contact-is-due");

    private static Recontact recontact(Instant at, String zone, LocalDate on) {
        return new Recontact(LEAD, AGENT, at, ZoneId.of(zone), Input.of(on));
    }

    private static Recontact inTokyo(Instant at, LocalDate on) {
        return recontact(at, "Asia/Tokyo", on);
    }

    private static Refusal beyond(LocalDate last) {
        return Refusal.ofValue("AS-50", "day-beyond-horizon", "recontactOn").with("last", last);
    }

    /** A lead assigned and contacted just before, so that its sixty days do not matter. */
    private static LeadStory leadBefore(Instant now) {
        return LeadStory.leadAssignedAt(now.minusSeconds(60)).attemptAt(now.minusSeconds(30));
    }

    private static Instant start(LocalDate day, String zone) {
        return day.atStartOfDay(ZoneId.of(zone)).toInstant();
    }

    @Test
    void fromAssignedAndFromBooked() {
        LocalDate on = LocalDate.parse("2026-05-01");
        RecontactAgreed agreed = new RecontactAgreed(on, Instant.parse("2026-04-30T15:00:00Z"));
        leadWithAttempts(1).when(inTokyo(minute(60), on)).happened(agreed);
        leadWithAttempts(1)
                .booked(2, minute(9_000))
                .when(inTokyo(minute(60), on))
                .happened(agreed);
        leadWithAttempts(1)
                .when(new Recontact(LEAD, MANAGER, minute(60), ZoneId.of("Asia/Tokyo"), Input.of(on)))
                .happened(agreed);
    }

    @Test
    @DisplayName("AS-50: the lead is closed without sale then and waits for its day")
    void theState() {
        LocalDate on = LocalDate.parse("2026-05-01");
        Instant dueAt = Instant.parse("2026-04-30T15:00:00Z");
        assertThat(leadWithAttempts(1).recontact(3, on, dueAt).state()).isInstanceOfSatisfying(Final.class, ended -> {
            assertThat(ended.status()).isEqualTo(LeadStatus.CLOSED_WITHOUT_SALE);
            assertThat(ended.recontact()).isEqualTo(new AftersalesLead.Recontact(on, dueAt, null));
        });
    }

    @ParameterizedTest
    @DisplayName("AS-50: the first day is tomorrow, in the dealer's zone, across its midnight")
    @CsvSource({
        "2026-03-05T14:59:59.999Z, Asia/Tokyo, 2026-03-05",
        "2026-03-05T15:00:00.000Z, Asia/Tokyo, 2026-03-06",
        "2026-03-05T22:59:59.999Z, Europe/Rome, 2026-03-05",
        "2026-03-05T23:00:00.000Z, Europe/Rome, 2026-03-06",
        "2026-03-29T00:59:59.999Z, Europe/Rome, 2026-03-29",
        "2026-03-29T21:59:59.999Z, Europe/Rome, 2026-03-29",
        "2026-03-29T22:00:00.000Z, Europe/Rome, 2026-03-30",
        "2026-10-24T21:59:59.999Z, Europe/Rome, 2026-10-24",
        "2026-10-24T22:00:00.000Z, Europe/Rome, 2026-10-25",
        "2026-10-25T22:59:59.999Z, Europe/Rome, 2026-10-25",
        "2026-10-25T23:00:00.000Z, Europe/Rome, 2026-10-26",
        "2026-12-31T23:59:59.999Z, UTC, 2026-12-31"
    })
    void today(Instant now, String zone, LocalDate today) {
        LeadStory story = leadBefore(now);
        LocalDate tomorrow = today.plusDays(1);
        story.when(recontact(now, zone, today)).refused(NOT_IN_FUTURE);
        story.when(recontact(now, zone, today.minusDays(1))).refused(NOT_IN_FUTURE);
        story.when(recontact(now, zone, tomorrow)).happened(new RecontactAgreed(tomorrow, start(tomorrow, zone)));
    }

    @ParameterizedTest
    @DisplayName("AS-50: the last day is 24 months from today, that day included, the end of a month clamped")
    @CsvSource({
        "2026-03-05T00:00:00Z, UTC, 2028-03-05",
        "2024-02-29T12:00:00Z, Asia/Tokyo, 2026-02-28",
        "2026-02-28T12:00:00Z, Asia/Tokyo, 2028-02-28",
        "2026-08-31T12:00:00Z, Europe/Rome, 2028-08-31",
        "2026-08-30T22:00:00Z, Europe/Rome, 2028-08-31",
        "2026-08-30T21:59:59.999Z, Europe/Rome, 2028-08-30",
        "2026-12-31T15:00:00Z, Asia/Tokyo, 2029-01-01",
        "2026-12-31T14:59:59.999Z, Asia/Tokyo, 2028-12-31"
    })
    void horizon(Instant now, String zone, LocalDate last) {
        LeadStory story = leadBefore(now);
        story.when(recontact(now, zone, last)).happened(new RecontactAgreed(last, start(last, zone)));
        story.when(recontact(now, zone, last.plusDays(1))).refused(beyond(last));
        story.when(recontact(now, zone, LocalDate.MAX)).refused(beyond(last));
        story.when(recontact(now, zone, LocalDate.MIN)).refused(NOT_IN_FUTURE);
    }

    @ParameterizedTest
    @DisplayName("AS-51: due at the start of the day in the dealer's zone, whatever clocks do on it")
    @CsvSource({
        "2026-03-28, Europe/Rome, 2026-03-27T23:00:00Z",
        "2026-03-29, Europe/Rome, 2026-03-28T23:00:00Z",
        "2026-03-30, Europe/Rome, 2026-03-29T22:00:00Z",
        "2026-10-25, Europe/Rome, 2026-10-24T22:00:00Z",
        "2026-10-26, Europe/Rome, 2026-10-25T23:00:00Z",
        "2026-04-01, Asia/Tokyo, 2026-03-31T15:00:00Z",
        // In Santiago the day of the change begins at one o'clock.
        "2026-09-06, America/Santiago, 2026-09-06T04:00:00Z"
    })
    void startOfDay(LocalDate on, String zone, Instant dueAt) {
        leadWithAttempts(1).when(recontact(minute(60), zone, on)).happened(new RecontactAgreed(on, dueAt));
    }

    @Test
    void theStateIsJudgedBeforeTheInput() {
        Refusal fault = Refusal.ofValue("AS-50", "not-a-day", "recontactOn");
        Recontact faulty =
                new Recontact(LEAD, AGENT, minute(60), ZoneId.of("Asia/Tokyo"), Input.faulty(List.of(fault)));
        lead().when(faulty).refused(NO_ATTEMPT);
        leadWithAttempts(1).sold(2).when(faulty).refused(IS_FINAL);
        leadWithAttempts(1).when(faulty).refused(fault);
    }

    @Nested
    @DisplayName("AS-52: the day can be changed")
    class Moving {

        private final LocalDate on = LocalDate.parse("2026-04-01");
        private final Instant dueAt = Instant.parse("2026-03-31T15:00:00Z");
        private final LocalDate other = LocalDate.parse("2026-06-15");
        private final RecontactMoved moved = new RecontactMoved(other, Instant.parse("2026-06-14T15:00:00Z"));
        private final LeadStory waiting = leadWithAttempts(1).recontact(3, on, dueAt);

        @Test
        void untilTheLastMillisecondBeforeItBegins() {
            waiting.when(inTokyo(minute(60), other)).happened(moved);
            waiting.when(inTokyo(dueAt.minusMillis(1), other)).happened(moved);
        }

        @Test
        void notFromThatMomentOn() {
            waiting.when(inTokyo(dueAt, other)).refused(IS_DUE);
            waiting.when(inTokyo(dueAt, on)).refused(IS_DUE);
            waiting.when(inTokyo(dueAt.plus(Duration.ofDays(900)), other)).refused(IS_DUE);
        }

        @Test
        void notOnceTheChildExists() {
            waiting.and(new RecontactLeadCreated(new LeadId(new UUID(0, 9))), dueAt)
                    .when(inTokyo(dueAt.minusMillis(1), other))
                    .refused(IS_DUE);
        }

        @Test
        @DisplayName("also after the sixty days: the lead has ended and lapses no more")
        void afterTheSixtyDays() {
            LocalDate late = LocalDate.parse("2026-12-24");
            leadWithAttempts(1)
                    .recontact(3, late, Instant.parse("2026-12-23T15:00:00Z"))
                    .when(inTokyo(DEADLINE.plusMillis(1), other))
                    .happened(moved);
        }

        @Test
        void againAndAgainAndTheNewDayCounts() {
            LeadStory twice = waiting.and(moved, minute(60));
            twice.when(inTokyo(dueAt, on.plusDays(1)))
                    .happened(new RecontactMoved(on.plusDays(1), dueAt.plus(Duration.ofDays(1))));
            twice.when(inTokyo(moved.dueAt(), other.plusDays(1))).refused(IS_DUE);
            twice.when(inTokyo(moved.dueAt().minusMillis(1), other.plusDays(1)))
                    .happened(
                            new RecontactMoved(other.plusDays(1), moved.dueAt().plus(Duration.ofDays(1))));
        }

        @Test
        void toTheSameDayNothingHappens() {
            waiting.when(inTokyo(minute(60), on)).nothingNew();
            waiting.and(moved, minute(60)).when(inTokyo(minute(70), other)).nothingNew();
        }

        @Test
        @DisplayName("AS-50: to a future day within 24 months from the day of this command")
        void withinTheHorizon() {
            Instant now = Instant.parse("2026-03-20T03:00:00Z");
            LocalDate last = LocalDate.parse("2028-03-20");
            waiting.when(inTokyo(now, LocalDate.parse("2026-03-20"))).refused(NOT_IN_FUTURE);
            waiting.when(inTokyo(now, LocalDate.parse("2026-03-21")))
                    .happened(new RecontactMoved(LocalDate.parse("2026-03-21"), Instant.parse("2026-03-20T15:00:00Z")));
            waiting.when(inTokyo(now, last)).happened(new RecontactMoved(last, start(last, "Asia/Tokyo")));
            waiting.when(inTokyo(now, last.plusDays(1))).refused(beyond(last));
        }

        @Test
        void theMoveHoldsOnlyIfItIsRecordedBeforeTheDayBegins() {
            assertThat(inTokyo(minute(60), other).holdsUntil(waiting.state())).isEqualTo(dueAt.minusMillis(1));
        }

        @Test
        @DisplayName("AS-60: a lead that ended otherwise is not re-contacted")
        void notAfterAnotherEnd() {
            leadWithAttempts(1).sold(2).when(inTokyo(minute(60), other)).refused(IS_FINAL);
        }
    }
}
