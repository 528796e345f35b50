package leadledger.app.dev;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAmount;
import leadledger.app.wiring.ServiceClock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Moves the default run's time forward, so that days need not be waited for. Time never goes back (LG-03). */
@RestController
@Profile("dev")
@RequestMapping("/demo/clock")
class DemoClockApi {

    private static final Duration LONGEST_STEP = Duration.ofDays(400);
    private static final URI INVALID = URI.create("urn:lead-ledger:problem:invalid-advance");

    private final ServiceClock clock;

    DemoClockApi(ServiceClock clock) {
        this.clock = clock;
    }

    /** What time the service thinks it is, and how far that is ahead of the machine's clock. */
    @GetMapping
    Reading read() {
        return new Reading(clock.instant(), clock.aheadOfMachine());
    }

    /** Asks for JSON, which a foreign web page cannot send here without being let. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Reading advance(@RequestBody Advance request) {
        clock.advance(requireForward(request.advance()));
        return read();
    }

    private Duration requireForward(@Nullable String text) {
        Duration step = text == null ? null : duration(text);
        if (step == null || step.toMillis() <= 0 || step.compareTo(LONGEST_STEP) > 0) {
            throw new NoWayForwardException();
        }
        return step;
    }

    /** Days and months as the calendar counts them from now on, in UTC; null if the text is neither form of ISO 8601. */
    private @Nullable Duration duration(String text) {
        TemporalAmount amount = amount(text);
        if (amount == null) {
            return null;
        }
        try {
            ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
            return Duration.between(now, now.plus(amount));
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable TemporalAmount amount(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException notADuration) {
            try {
                return Period.parse(text);
            } catch (DateTimeParseException notAPeriod) {
                return null;
            }
        }
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(NoWayForwardException refusal) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "advance is an ISO 8601 duration or period such as P1D or PT25H, more than zero and at most 400 days");
        problem.setType(INVALID);
        problem.setProperty("field", "advance");
        return ResponseEntity.of(problem).build();
    }

    /** Not a rule of the service, so it is worded here and not where rules are. */
    static final class NoWayForwardException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    record Advance(@Nullable String advance) {}

    record Reading(Instant now, Duration ahead) {}
}
