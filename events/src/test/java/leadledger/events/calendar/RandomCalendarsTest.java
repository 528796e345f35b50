package leadledger.events.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Calendars made by chance, about the changes of clocks; a failure names its seed. */
@DisplayName("SA-10: whatever the hours, what is counted, looked for and shown is the same time")
class RandomCalendarsTest {

    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("Asia/Tokyo"),
            ZoneId.of("Europe/Rome"),
            ZoneId.of("Asia/Beirut"),
            ZoneId.of("Australia/Lord_Howe"));
    private static final Instant BEGIN = Instant.parse("2026-03-20T00:00:00Z");
    private static final int SECONDS = 230 * 86_400;
    private static final int CALENDARS = 200;

    private static final class Chance {

        private final Random random;

        Chance(long seed) {
            random = new Random(seed);
        }

        OutletCalendar calendar() {
            OutletCalendar calendar = OutletCalendar.ALWAYS_OPEN;
            Instant since = BEGIN.plusSeconds(random.nextInt(SECONDS / 4));
            int versions = random.nextInt(4);
            for (int i = 0; i < versions; i++) {
                calendar = calendar.changed(since, hours());
                since = since.plusSeconds(60 + random.nextInt(SECONDS / 4)).plusMillis(random.nextInt(1_000));
            }
            return calendar;
        }

        private BusinessHours hours() {
            Map<DayOfWeek, List<Shift>> weekly = new EnumMap<>(DayOfWeek.class);
            for (DayOfWeek day : DayOfWeek.values()) {
                weekly.put(day, shifts());
            }
            Map<LocalDate, List<Shift>> special = new HashMap<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                special.put(LocalDate.of(2026, 3, 20).plusDays(random.nextInt(230)), shifts());
            }
            // The days on which clocks are changed in Rome.
            special.put(LocalDate.of(2026, 3, 29), shifts());
            special.put(LocalDate.of(2026, 10, 25), shifts());
            return new BusinessHours(ZONES.get(random.nextInt(ZONES.size())), weekly, special);
        }

        private List<Shift> shifts() {
            TreeSet<Integer> bounds = new TreeSet<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                bounds.add(random.nextInt(6) == 0 ? Shift.DAY : random.nextInt(8) == 0 ? 0 : random.nextInt(Shift.DAY));
            }
            List<Integer> inOrder = List.copyOf(bounds);
            List<Shift> shifts = new ArrayList<>();
            // Sometimes one shift meets the next.
            int step = random.nextInt(3) == 0 ? 1 : 2;
            for (int i = 0; i + 1 < inOrder.size(); i += step) {
                shifts.add(new Shift(inOrder.get(i), inOrder.get(i + 1)));
            }
            return shifts;
        }

        Instant moment() {
            return BEGIN.plusMillis((long) random.nextInt(SECONDS) * 1_000 + random.nextInt(1_000));
        }

        Instant later(Instant than, int mostSeconds) {
            return than.plusMillis((long) random.nextInt(mostSeconds) * 1_000 + random.nextInt(1_000));
        }

        Duration openTime() {
            return Duration.ofMinutes(random.nextInt(3) == 0 ? 0 : random.nextInt(600))
                    .plusMillis(random.nextInt(4) == 0 ? random.nextInt(1_000) : 0);
        }
    }

    @Test
    void whatIsCountedIsAdditiveAndNeverMoreThanTimePassed() {
        long seed = new Random().nextLong();
        Chance chance = new Chance(seed);
        for (int i = 0; i < CALENDARS; i++) {
            OutletCalendar calendar = chance.calendar();
            Instant from = chance.moment();
            Instant middle = chance.later(from, 40 * 86_400);
            Instant to = chance.later(middle, 40 * 86_400);

            Duration open = calendar.openBetween(from, to);

            assertThat(calendar.openBetween(from, middle).plus(calendar.openBetween(middle, to)))
                    .as("seed %d, calendar %d, %s, %s, %s", seed, i, from, middle, to)
                    .isEqualTo(open);
            assertThat(open).isBetween(Duration.ZERO, Duration.between(from, to));
        }
    }

    @Test
    void whatIsCountedIsWhatIsSeenMinuteByMinute() {
        long seed = new Random().nextLong();
        Chance chance = new Chance(seed);
        for (int i = 0; i < CALENDARS; i++) {
            OutletCalendar calendar = chance.calendar();
            Instant from = Instant.ofEpochSecond(chance.moment().getEpochSecond() / 60 * 60);
            Instant to = from.plus(Duration.ofHours(30));
            Duration seen = Duration.ZERO;
            for (Instant minute = from; minute.isBefore(to); minute = minute.plusSeconds(60)) {
                seen = seen.plus(seenOpen(calendar, minute));
            }

            assertThat(calendar.openBetween(from, to))
                    .as("seed %d, calendar %d, from %s", seed, i, from)
                    .isEqualTo(seen);
        }
    }

    /** Hours may change within a minute. */
    private static Duration seenOpen(OutletCalendar calendar, Instant minute) {
        Instant next = minute.plusSeconds(60);
        Optional<Instant> change = calendar.versions().stream()
                .map(OutletCalendar.Version::since)
                .filter(since -> since.isAfter(minute) && since.isBefore(next))
                .findFirst();
        return change.isPresent()
                ? seen(calendar, minute, change.get()).plus(seen(calendar, change.get(), next))
                : seen(calendar, minute, next);
    }

    private static Duration seen(OutletCalendar calendar, Instant from, Instant to) {
        return calendar.isOpen(from) ? Duration.between(from, to) : Duration.ZERO;
    }

    @Test
    void theLastMomentIsTheLast() {
        long seed = new Random().nextLong();
        Chance chance = new Chance(seed);
        int found = 0;
        for (int i = 0; i < CALENDARS; i++) {
            OutletCalendar calendar = chance.calendar();
            Instant from = chance.moment();
            Duration openTime = chance.openTime();
            Optional<Instant> last = calendar.lastMomentWithin(from, openTime);
            if (last.isEmpty()) {
                continue;
            }
            found++;

            assertThat(calendar.openBetween(from, last.get()))
                    .as("seed %d, calendar %d, from %s, %s", seed, i, from, openTime)
                    .isEqualTo(openTime);
            assertThat(calendar.openBetween(from, last.get().plusMillis(1)))
                    .as("seed %d, calendar %d, from %s, %s", seed, i, from, openTime)
                    .isGreaterThan(openTime);
        }
        assertThat(found).isGreaterThan(CALENDARS / 2);
    }

    @Test
    void openingAndClosingAreWhereItBeginsAndEnds() {
        long seed = new Random().nextLong();
        Chance chance = new Chance(seed);
        for (int i = 0; i < CALENDARS; i++) {
            OutletCalendar calendar = chance.calendar();
            Instant from = chance.moment();
            String about = "seed %d, calendar %d, from %s".formatted(seed, i, from);

            calendar.opensAt(from).ifPresent(opens -> {
                assertThat(calendar.openBetween(from, opens)).as(about).isZero();
                assertThat(calendar.isOpen(opens)).as(about).isTrue();
            });
            calendar.closesAt(from).ifPresent(closes -> {
                assertThat(calendar.openBetween(from, closes)).as(about).isEqualTo(Duration.between(from, closes));
                assertThat(calendar.isOpen(closes)).as(about).isFalse();
            });
        }
    }

    @Test
    void whatWasKnownEarlierSaysTheSameOfThePast() {
        long seed = new Random().nextLong();
        Chance chance = new Chance(seed);
        for (int i = 0; i < CALENDARS; i++) {
            OutletCalendar calendar = chance.calendar();
            Instant from = chance.moment();
            Instant known = chance.later(from, 40 * 86_400);

            assertThat(calendar.asOf(known).openBetween(from, known))
                    .as("seed %d, calendar %d, %s, %s", seed, i, from, known)
                    .isEqualTo(calendar.openBetween(from, known));
        }
    }
}
