package leadledger.app.dev;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
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
        return StepForward.parse(text, clock.instant()).orElseThrow(NoWayForwardException::new);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(NoWayForwardException refusal) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, "advance is " + StepForward.FORM);
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
