package leadledger.app.problems;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Refusal.Kind;
import leadledger.events.shared.RefusedException;
import leadledger.query.bell.TooManyStreamsException;
import leadledger.query.export.BrokenExportException;
import leadledger.query.export.TooManyExportsException;
import leadledger.query.projection.NotYetVisibleException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;

/** Turns whatever an endpoint throws, or Spring on the way to it, into a problem. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
@Hidden
class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String SOON_SECONDS = "1";
    private static final String LATER_SECONDS = "5";

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    void refused(RefusedException e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.write(request, response, e.refusals());
    }

    @ExceptionHandler
    void unreadable(HttpMessageNotReadableException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        problems.write(request, response, List.of(UnreadableBody.refusal(e)));
    }

    @ExceptionHandler
    void wrongParameter(MethodArgumentTypeMismatchException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        problems.write(
                request,
                response,
                List.of(new Refusal("API-FORM", Kind.MALFORMED, "parameter-malformed", e.getName(), Map.of())));
    }

    /** The web server reads parameters when they are first asked for. */
    @ExceptionHandler(InvalidParameterException.class)
    void unreadableParameters(HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.writeStatus(request, response, HttpStatus.BAD_REQUEST, TraceId.next());
    }

    @ExceptionHandler(MaxUploadSizeExceededException.class)
    void tooLarge(HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.write(request, response, HttpStatus.CONTENT_TOO_LARGE, "content-too-large");
    }

    @ExceptionHandler(NotYetVisibleException.class)
    void notYetVisible(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, SOON_SECONDS);
        problems.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, "not-visible-yet");
    }

    @ExceptionHandler
    void tooManyStreams(TooManyStreamsException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, LATER_SECONDS);
        if (e.isOfThisUser()) {
            problems.write(request, response, HttpStatus.TOO_MANY_REQUESTS, "too-many-streams");
        } else {
            problems.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, "no-stream-left");
        }
    }

    @ExceptionHandler(TooManyExportsException.class)
    void tooManyExports(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, LATER_SECONDS);
        problems.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, "no-export-left");
    }

    /** Part of the answer is out: the web server is to cut the connection, so that nobody takes it for the whole. */
    @ExceptionHandler
    void broken(BrokenExportException e) {
        LOG.error("trace {}: an export broke off: {}", TraceId.next().text(), new StackWithoutMessages(e));
        throw e;
    }

    /** The security filters know the answer: back to them. */
    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void notLetIn(RuntimeException e) {
        throw e;
    }

    /** The caller has gone, and nobody reads an answer. */
    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void gone() {}

    @ExceptionHandler
    void anythingElse(Exception e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (e instanceof ErrorResponse bySpring && bySpring.getStatusCode().is4xxClientError()) {
            bySpring.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            problems.writeStatus(request, response, bySpring.getStatusCode(), TraceId.next());
        } else if (Outage.isBehind(e) || isUnavailable(e)) {
            TraceId traceId = TraceId.next();
            LOG.warn("trace {}: unavailable: {}", traceId.text(), new StackWithoutMessages(e));
            response.setHeader(HttpHeaders.RETRY_AFTER, LATER_SECONDS);
            problems.writeStatus(request, response, HttpStatus.SERVICE_UNAVAILABLE, traceId);
        } else {
            TraceId traceId = TraceId.next();
            LOG.error("trace {}: failed: {}", traceId.text(), new StackWithoutMessages(e));
            problems.writeStatus(request, response, HttpStatus.INTERNAL_SERVER_ERROR, traceId);
        }
    }

    private static boolean isUnavailable(Exception e) {
        return e instanceof ErrorResponse bySpring
                && bySpring.getStatusCode().isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE);
    }
}
