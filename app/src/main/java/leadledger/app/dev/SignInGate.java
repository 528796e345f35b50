package leadledger.app.dev;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Lets an authorization request through once user and profile are known, and until then shows the page that asks. */
final class SignInGate
        implements AuthorizationManager<RequestAuthorizationContext>, AuthenticationEntryPoint, AccessDeniedHandler {

    private final AccessDeniedHandler plainRefusal = new AccessDeniedHandlerImpl();

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> caller, RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        // Who wants no page gets the endpoint's own error if anything is missing.
        return new AuthorizationDecision(WaitingRequest.wantsNoPage(request)
                || (caller.get() instanceof SignedIn user
                        && user.isAuthenticated()
                        && !WaitingRequest.asksForChoice(request)));
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        if (isAuthorizationRequest(request)) {
            WaitingRequest.keep(request);
            response.sendRedirect(SignInPages.LOGIN);
        } else {
            response.sendError(HttpStatus.UNAUTHORIZED.value());
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
            throws IOException, ServletException {
        if (isAuthorizationRequest(request)
                && SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn) {
            WaitingRequest.keep(request);
            response.sendRedirect(WaitingRequest.asksForLogin(request) ? SignInPages.LOGIN : SignInPages.PROFILE);
        } else {
            plainRefusal.handle(request, response, exception);
        }
    }

    private static boolean isAuthorizationRequest(HttpServletRequest request) {
        return "GET".equals(request.getMethod()) && WaitingRequest.ENDPOINT.equals(request.getServletPath());
    }
}
