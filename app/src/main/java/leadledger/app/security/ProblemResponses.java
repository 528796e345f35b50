package leadledger.app.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import leadledger.app.problems.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** Refusals made in filters, before any endpoint: what RFC 6750 wants in the headers, and a problem in the body. */
@Component
final class ProblemResponses implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemResponses.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final AuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
    private final AccessDeniedHandler insufficientScope = new BearerTokenAccessDeniedHandler();
    private final Problems problems;

    ProblemResponses(Problems problems) {
        this.problems = problems;
    }

    /**
     * 401, or 400 where the request carries its token in a way that RFC 6750 forbids, or 503 where the token may be good
     * and the issuer, who would know, does not answer.
     */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException, ServletException {
        if (exception instanceof AuthenticationServiceException) {
            LOG.warn("no keys from the token issuer, so nobody can be let in");
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            problems.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, "service-unavailable");
            return;
        }
        challenge.commence(request, response, exception);
        problems.write(request, response, HttpStatus.valueOf(response.getStatus()), "unauthenticated");
    }

    /** 403: the token is in order, and its owner may not do this. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
            throws IOException, ServletException {
        insufficientScope.handle(request, response, exception);
        problems.write(request, response, HttpStatus.FORBIDDEN, "forbidden");
    }

    /** 413. */
    void tooLarge(HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.write(request, response, HttpStatus.CONTENT_TOO_LARGE, "content-too-large");
    }
}
