package leadledger.app.limits;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import leadledger.app.problems.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Answers 429 (AC-06). */
record Refusing(Problems problems) {

    private static final String HEALTH = "/actuator/health";

    /** Whoever watches over the service is not to be kept out when it matters. */
    static boolean isUnlimited(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
    }

    void answer(HttpServletRequest request, HttpServletResponse response, Duration wait) throws IOException {
        // Whole seconds, rounded up: earlier it would be in vain.
        response.setHeader(
                HttpHeaders.RETRY_AFTER,
                Long.toString(wait.plusNanos(999_999_999L).toSeconds()));
        problems.write(request, response, HttpStatus.TOO_MANY_REQUESTS, "too-many-requests");
    }
}
