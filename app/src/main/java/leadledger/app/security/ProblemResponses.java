package leadledger.app.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Refusals made in filters, before any endpoint, as RFC 9457 problems. */
@Component
final class ProblemResponses implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final String TYPE_PREFIX = "urn:lead-ledger:problem:";

    private final AuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
    private final AccessDeniedHandler insufficientScope = new BearerTokenAccessDeniedHandler();
    private final JsonMapper json;

    ProblemResponses(JsonMapper json) {
        this.json = json;
    }

    /** 401, with the challenge in {@code WWW-Authenticate}. */
    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException authenticationException)
            throws IOException {
        challenge(request, response, authenticationException);
        write(
                response,
                HttpStatus.valueOf(response.getStatus()),
                "unauthenticated",
                "A valid token is needed: Authorization: Bearer …");
    }

    /** 403: the token is in order, and its owner may not do this. */
    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException accessDeniedException)
            throws IOException {
        forbid(request, response, accessDeniedException);
        write(response, HttpStatus.FORBIDDEN, "forbidden", "The token's role may not do this.");
    }

    /** 413. */
    void tooLarge(HttpServletResponse response, long limitBytes) throws IOException {
        write(
                response,
                HttpStatus.CONTENT_TOO_LARGE,
                "content-too-large",
                "A request body has at most " + limitBytes + " bytes.");
    }

    private void challenge(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        try {
            challenge.commence(request, response, exception);
        } catch (jakarta.servlet.ServletException e) {
            throw new IOException(e);
        }
    }

    private void forbid(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
            throws IOException {
        try {
            insufficientScope.handle(request, response, exception);
        } catch (jakarta.servlet.ServletException e) {
            throw new IOException(e);
        }
    }

    private void write(HttpServletResponse response, HttpStatus status, String type, String detail)
            throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", TYPE_PREFIX + type);
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("detail", detail);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        json.writeValue(response.getOutputStream(), problem);
    }
}
