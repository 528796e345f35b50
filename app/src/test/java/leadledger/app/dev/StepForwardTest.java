package leadledger.app.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class StepForwardTest {

    private static final Instant LEAP_YEARS_DAY = Instant.parse("2028-01-31T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"PT0.001S,PT0.001S", "PT25H,PT25H", "P1D,PT24H", "P1M,PT696H", "P400D,PT9600H"})
    void aDurationOrAPeriodFromThatMomentOn(String text, Duration step) {
        assertThat(StepForward.parse(text, LEAP_YEARS_DAY)).contains(step);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"PT0S", "-P1D", "P401D", "PT9600H0.001S", "P999999999Y", "1 day", "P"})
    void nothingElse(String text) {
        assertThat(StepForward.parse(text, LEAP_YEARS_DAY)).isEmpty();
    }
}
