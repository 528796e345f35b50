package leadledger.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** Of the clock that moves, see {@code DemoRunTest}. */
class ServiceClockTest {

    private static final Instant MOMENT = Instant.parse("2026-11-22T08:30:00.123456789Z");

    @Test
    void timeIsCutToMilliseconds() {
        try (ServiceClock clock = ServiceClock.ofMachine(InstantSource.fixed(MOMENT))) {
            assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-22T08:30:00.123Z"));
        }
    }

    @Test
    void inProductionItCannotBeMoved() {
        try (ServiceClock clock = ServiceClock.ofMachine(InstantSource.fixed(MOMENT))) {
            assertThat(clock.aheadOfMachine()).isZero();
            assertThatThrownBy(() -> clock.advance(Duration.ofDays(1))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void itNeverGoesBack() {
        try (ServiceClock clock = ServiceClock.ofMachine(InstantSource.fixed(MOMENT))) {
            assertThatThrownBy(() -> clock.advance(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> clock.advance(Duration.ofHours(-1))).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
