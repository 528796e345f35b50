package leadledger.query.saleslead;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import leadledger.events.calendar.BusinessHours;
import leadledger.events.calendar.OutletCalendar;
import leadledger.events.calendar.Shift;
import leadledger.events.sales.SalesStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SA-32: minutes from the delivery to the first follow-up")
class FollowUpTimeTest {

    /** Mondays from 10:00 to 18:00 in Tokyo. */
    private static final OutletCalendar MONDAYS = OutletCalendar.ALWAYS_OPEN.changed(
            Instant.MIN,
            new BusinessHours(
                    ZoneId.of("Asia/Tokyo"), Map.of(DayOfWeek.MONDAY, List.of(new Shift(600, 1_080))), Map.of()));

    private static final Instant BEFORE_CLOSING = Instant.parse("2026-11-23T08:30:00Z");
    private static final Instant NEXT_DAY = Instant.parse("2026-11-24T08:30:59.999Z");

    @Test
    @DisplayName("whole minutes, rounded down, by the clock and within business hours; they stand once it has come")
    void fixed() {
        assertThat(FollowUpTime.of(BEFORE_CLOSING, NEXT_DAY, SalesStatus.FOLLOWING_UP, MONDAYS, Instant.MAX))
                .isEqualTo(new FollowUpTime(1_440, 30, false));
        assertThat(FollowUpTime.of(
                        BEFORE_CLOSING, BEFORE_CLOSING.plusMillis(59_999), SalesStatus.CONVERTED, MONDAYS, Instant.MAX))
                .isEqualTo(new FollowUpTime(0, 0, false));
    }

    @Test
    @DisplayName("they run as long as none has come, never backwards")
    void running() {
        assertThat(FollowUpTime.of(BEFORE_CLOSING, null, SalesStatus.NEW, MONDAYS, BEFORE_CLOSING.plusSeconds(60)))
                .isEqualTo(new FollowUpTime(1, 1, true));
        assertThat(FollowUpTime.of(BEFORE_CLOSING, null, SalesStatus.NEW, MONDAYS, BEFORE_CLOSING.minusSeconds(1)))
                .isEqualTo(new FollowUpTime(0, 0, true));
    }

    @Test
    @DisplayName("there are none of what is not delivered, or was set aside without any (SA-22)")
    void none() {
        assertThat(FollowUpTime.of(null, null, SalesStatus.QUEUED, MONDAYS, NEXT_DAY))
                .isNull();
        assertThat(FollowUpTime.of(BEFORE_CLOSING, null, SalesStatus.OUT_OF_SCOPE, MONDAYS, NEXT_DAY))
                .isNull();
    }
}
