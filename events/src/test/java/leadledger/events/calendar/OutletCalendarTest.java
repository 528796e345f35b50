package leadledger.events.calendar;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** 2026-06-01 is a Monday. */
@DisplayName("SA-10: when an outlet is open")
class OutletCalendarTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

    /** Mondays to Fridays 09:00–12:00 and 13:00–18:00, Saturdays 10:00–24:00, Sundays 00:00–02:00. */
    private static final Map<DayOfWeek, List<Shift>> WEEK = week();

    private static Map<DayOfWeek, List<Shift>> week() {
        Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : List.of(MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)) {
            week.put(day, List.of(shift(13, 18), shift(9, 12)));
        }
        week.put(SATURDAY, List.of(shift(10, 24)));
        week.put(SUNDAY, List.of(shift(0, 2)));
        return week;
    }

    private static Shift shift(int opens, int closes) {
        return new Shift(opens * 60, closes * 60);
    }

    private static OutletCalendar calendar(
            ZoneId zone, Map<DayOfWeek, List<Shift>> weekly, Map<LocalDate, List<Shift>> special) {
        return OutletCalendar.ALWAYS_OPEN.changed(LONG_AGO, new BusinessHours(zone, weekly, special));
    }

    private static final OutletCalendar SHIBUYA = calendar(
            TOKYO,
            WEEK,
            Map.of(
                    LocalDate.of(2026, 6, 3), List.of(),
                    LocalDate.of(2026, 6, 7), List.of(shift(11, 15))));

    private static Instant tokyo(String local) {
        return LocalDateTime.parse("2026-06-" + local).atZone(TOKYO).toInstant();
    }

    @Test
    void hoursAreHalfOpen() {
        assertThat(SHIBUYA.isOpen(tokyo("01T08:59:59.999"))).isFalse();
        assertThat(SHIBUYA.isOpen(tokyo("01T09:00"))).isTrue();
        assertThat(SHIBUYA.isOpen(tokyo("01T11:59:59.999"))).isTrue();
        assertThat(SHIBUYA.isOpen(tokyo("01T12:00"))).isFalse();
    }

    @Test
    void aDayMayHaveSeveralShifts() {
        assertThat(SHIBUYA.opensAt(tokyo("01T09:30"))).contains(tokyo("01T09:30"));
        assertThat(SHIBUYA.opensAt(tokyo("01T12:00"))).contains(tokyo("01T13:00"));
        assertThat(SHIBUYA.opensAt(tokyo("01T18:00"))).contains(tokyo("02T09:00"));
        assertThat(SHIBUYA.openBetween(tokyo("01T00:00"), tokyo("02T00:00"))).isEqualTo(Duration.ofHours(8));
    }

    @Test
    void midnightIsNoClosingWhereTheNextDayBeginsOpen() {
        OutletCalendar late = calendar(TOKYO, WEEK, Map.of());

        assertThat(late.isOpen(tokyo("06T23:59:59.999"))).isTrue();
        assertThat(late.isOpen(tokyo("07T00:00"))).isTrue();
        assertThat(late.closesAt(tokyo("06T10:00"))).contains(tokyo("07T02:00"));
        assertThat(late.openBetween(tokyo("06T23:00"), tokyo("07T01:00"))).isEqualTo(Duration.ofHours(2));
        assertThat(SHIBUYA.closesAt(tokyo("06T10:00")))
                .as("the next day begins closed")
                .contains(tokyo("07T00:00"));
    }

    @Test
    void closingIsWhereNoShiftGoesOn() {
        assertThat(SHIBUYA.closesAt(tokyo("01T09:30"))).contains(tokyo("01T12:00"));
        assertThat(SHIBUYA.closesAt(tokyo("01T12:30")))
                .as("it is closed already")
                .contains(tokyo("01T12:30"));
        OutletCalendar meeting = calendar(TOKYO, Map.of(MONDAY, List.of(shift(9, 12), shift(12, 15))), Map.of());
        assertThat(meeting.closesAt(tokyo("01T09:00"))).contains(tokyo("01T15:00"));
    }

    @Test
    void whereItNeverClosesNoClosingIsInSight() {
        Map<DayOfWeek, List<Shift>> always = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            always.put(day, List.of(shift(0, 24)));
        }
        OutletCalendar roundTheClock = calendar(TOKYO, always, Map.of());

        assertThat(roundTheClock.closesAt(tokyo("01T09:00"))).isEmpty();
        assertThat(OutletCalendar.ALWAYS_OPEN.closesAt(tokyo("01T09:00"))).isEmpty();
        assertThat(roundTheClock.openBetween(tokyo("01T09:00"), tokyo("11T09:00")))
                .isEqualTo(Duration.ofDays(10));
    }

    @Test
    void onHolidaysItIsClosedAndOnSpecialDaysHoursOfTheirOwnHold() {
        assertThat(SHIBUYA.opensAt(tokyo("02T18:00"))).contains(tokyo("04T09:00"));
        assertThat(SHIBUYA.isOpen(tokyo("07T00:30")))
                .as("not by the weekly hours")
                .isFalse();
        assertThat(SHIBUYA.opensAt(tokyo("07T00:30"))).contains(tokyo("07T11:00"));
    }

    @Test
    void hoursAreLocal() {
        OutletCalendar milano = calendar(ROME, WEEK, Map.of());

        assertThat(milano.opensAt(Instant.parse("2026-01-12T00:00:00Z")))
                .contains(Instant.parse("2026-01-12T08:00:00Z"));
        assertThat(milano.opensAt(Instant.parse("2026-07-13T00:00:00Z")))
                .contains(Instant.parse("2026-07-13T07:00:00Z"));
    }

    /** In Rome, 2026-03-29 02:00 is 03:00: at 01:00 UTC. */
    @Test
    @DisplayName("where clocks are put forward, a time that does not exist is the first that does")
    void clocksPutForward() {
        Instant change = Instant.parse("2026-03-29T01:00:00Z");
        LocalDate day = LocalDate.of(2026, 3, 29);
        OutletCalendar through = calendar(ROME, Map.of(SUNDAY, List.of(shift(0, 24))), Map.of());
        OutletCalendar closesInside =
                calendar(ROME, Map.of(), Map.of(day, List.of(new Shift(60, 150), new Shift(180, 240))));
        OutletCalendar inside = calendar(ROME, Map.of(), Map.of(day, List.of(new Shift(135, 165))));

        assertThat(through.openBetween(change.minusSeconds(86_400), change.plusSeconds(86_400)))
                .isEqualTo(Duration.ofHours(23));
        assertThat(closesInside.closesAt(change.minusSeconds(1)))
                .as("02:30 is 03:00, at which it opens again")
                .contains(change.plusSeconds(3_600));
        assertThat(closesInside.openBetween(change.minusSeconds(86_400), change.plusSeconds(86_400)))
                .isEqualTo(Duration.ofHours(2));
        assertThat(inside.opensAt(change.minusSeconds(86_400)))
                .as("a shift in the hour left out does not take place")
                .isEmpty();
    }

    /** In Rome, 2026-10-25 03:00 is 02:00 again: at 01:00 UTC. */
    @Test
    @DisplayName("where clocks are put back, a time that comes twice is the first of the two")
    void clocksPutBack() {
        Instant change = Instant.parse("2026-10-25T01:00:00Z");
        LocalDate day = LocalDate.of(2026, 10, 25);
        OutletCalendar through = calendar(ROME, Map.of(SUNDAY, List.of(shift(0, 24))), Map.of());
        OutletCalendar closesInside = calendar(ROME, Map.of(), Map.of(day, List.of(new Shift(60, 150))));
        OutletCalendar opensInside = calendar(ROME, Map.of(), Map.of(day, List.of(new Shift(150, 240))));

        assertThat(through.openBetween(change.minusSeconds(86_400), change.plusSeconds(86_400)))
                .isEqualTo(Duration.ofHours(25));
        assertThat(closesInside.closesAt(Instant.parse("2026-10-25T00:00:00Z"))).contains(change.minusSeconds(1_800));
        assertThat(closesInside.isOpen(change)).as("02:00 again").isFalse();
        assertThat(opensInside.opensAt(change.minusSeconds(86_400))).contains(change.minusSeconds(1_800));
        assertThat(opensInside.openBetween(change.minusSeconds(86_400), change.plusSeconds(86_400)))
                .isEqualTo(Duration.ofMinutes(150));
    }

    /** In Beirut, 2026-03-29 began at 01:00. */
    @Test
    void aDayThatBeginsLaterBeginsOpen() {
        OutletCalendar beirut = calendar(
                ZoneId.of("Asia/Beirut"),
                Map.of(SATURDAY, List.of(shift(20, 24)), SUNDAY, List.of(shift(0, 3))),
                Map.of());

        assertThat(beirut.closesAt(Instant.parse("2026-03-28T20:00:00Z")))
                .contains(Instant.parse("2026-03-29T00:00:00Z"));
    }

    @Test
    void whereNobodyEverSaidWhenItIsAlwaysOpen() {
        Instant moment = tokyo("01T03:00");

        assertThat(OutletCalendar.ALWAYS_OPEN.isOpen(moment)).isTrue();
        assertThat(OutletCalendar.ALWAYS_OPEN.opensAt(moment)).contains(moment);
        assertThat(OutletCalendar.ALWAYS_OPEN.openBetween(moment, moment.plusSeconds(90)))
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(OutletCalendar.ALWAYS_OPEN.lastMomentWithin(moment, Duration.ofHours(1)))
                .contains(moment.plusSeconds(3_600));
    }

    @Test
    void whatIsNeverOpenNeverOpens() {
        OutletCalendar closed = calendar(TOKYO, Map.of(), Map.of());

        assertThat(closed.opensAt(tokyo("01T09:00"))).isEmpty();
        assertThat(closed.closesAt(tokyo("01T09:00"))).contains(tokyo("01T09:00"));
        assertThat(closed.lastMomentWithin(tokyo("01T09:00"), Duration.ZERO)).isEmpty();
        assertThat(closed.openBetween(tokyo("01T09:00"), tokyo("30T09:00"))).isZero();
    }

    @Test
    @DisplayName("SL-10: other hours hold from when they were recorded on, and change nothing that is past")
    void changesTakeEffectFromWhenRecorded() {
        Instant change = tokyo("01T10:00");
        OutletCalendar changed = SHIBUYA.changed(
                change, new BusinessHours(TOKYO, Map.of(MONDAY, List.of(shift(8, 11)), TUESDAY, List.of()), Map.of()));

        assertThat(changed.isOpen(tokyo("01T08:30"))).as("before the change").isFalse();
        assertThat(changed.closesAt(tokyo("01T09:00"))).contains(tokyo("01T11:00"));
        assertThat(changed.openBetween(tokyo("01T00:00"), tokyo("03T00:00"))).isEqualTo(Duration.ofHours(2));
        assertThat(changed.opensAt(tokyo("01T11:00"))).contains(tokyo("08T08:00"));
        assertThat(changed.asOf(change.minusMillis(1))).isEqualTo(SHIBUYA);
        assertThat(changed.asOf(change)).isEqualTo(changed).isSameAs(changed);
    }

    @Test
    void untilHoursWereFirstDefinedItWasOpen() {
        OutletCalendar since =
                OutletCalendar.ALWAYS_OPEN.changed(tokyo("01T12:30"), new BusinessHours(TOKYO, WEEK, Map.of()));

        assertThat(since.closesAt(tokyo("01T03:00"))).contains(tokyo("01T12:30"));
        assertThat(since.openBetween(tokyo("01T11:30"), tokyo("01T14:00"))).isEqualTo(Duration.ofHours(2));
        assertThat(since.asOf(tokyo("01T12:29"))).isEqualTo(OutletCalendar.ALWAYS_OPEN);
    }

    @Test
    void aClosureThatIsChangedEndsWithTheChange() {
        OutletCalendar reopened = calendar(TOKYO, Map.of(), Map.of())
                .changed(tokyo("01T10:00"), new BusinessHours(TOKYO, WEEK, Map.of()));

        assertThat(reopened.opensAt(LONG_AGO)).contains(tokyo("01T10:00"));
    }

    @Test
    void hoursComeIntoForceInOrder() {
        BusinessHours hours = new BusinessHours(TOKYO, WEEK, Map.of());

        assertThatThrownBy(() -> SHIBUYA.changed(LONG_AGO.minusMillis(1), hours))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(SHIBUYA.changed(LONG_AGO, hours).isOpen(tokyo("03T09:00")))
                .as("of two of one moment the later holds")
                .isTrue();
    }

    @Test
    void timeThatEndsWithinAShiftEndsThere() {
        assertThat(SHIBUYA.lastMomentWithin(tokyo("01T11:30"), Duration.ofMinutes(29)))
                .contains(tokyo("01T11:59"));
        assertThat(SHIBUYA.lastMomentWithin(tokyo("01T11:30"), Duration.ofMinutes(31)))
                .contains(tokyo("01T13:01"));
    }

    @Test
    @DisplayName("time that ends exactly with a shift lasts to the next opening")
    void timeThatEndsWithAShiftLastsToTheNext() {
        assertThat(SHIBUYA.lastMomentWithin(tokyo("01T11:30"), Duration.ofMinutes(30)))
                .contains(tokyo("01T13:00"));
        assertThat(SHIBUYA.lastMomentWithin(tokyo("02T17:00"), Duration.ofMinutes(60)))
                .as("over a holiday")
                .contains(tokyo("04T09:00"));
        assertThat(SHIBUYA.lastMomentWithin(tokyo("01T12:30"), Duration.ZERO)).contains(tokyo("01T13:00"));
    }

    @Test
    void whereTimeGoesBackwardsNothingWasOpen() {
        assertThat(SHIBUYA.openBetween(tokyo("02T10:00"), tokyo("01T10:00"))).isZero();
        assertThat(SHIBUYA.openBetween(tokyo("01T10:00"), tokyo("01T10:00"))).isZero();
    }

    @Test
    @DisplayName("a closure of more than four hundred days is counted through, though its end is not looked for")
    void aLongClosure() {
        LocalDate reopening = LocalDate.of(2027, 9, 1);
        OutletCalendar closed = calendar(TOKYO, Map.of(), Map.of(reopening, List.of(shift(9, 10))));

        assertThat(closed.opensAt(tokyo("01T09:00"))).isEmpty();
        assertThat(closed.openBetween(tokyo("01T09:00"), tokyo("01T09:00").plus(Duration.ofDays(800))))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void shiftsOfADayDoNotOverlap() {
        Map<DayOfWeek, List<Shift>> overlapping = Map.of(MONDAY, List.of(shift(9, 13), shift(12, 18)));

        assertThatThrownBy(() -> new BusinessHours(TOKYO, overlapping, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SpecialDay(LocalDate.of(2026, 6, 1), List.of(shift(9, 13), shift(12, 18))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Shift(600, 600)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Shift(600, 1_441)).isInstanceOf(IllegalArgumentException.class);
    }
}
