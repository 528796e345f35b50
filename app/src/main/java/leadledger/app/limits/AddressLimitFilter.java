package leadledger.app.limits;

import io.github.bucket4j.TimeMeter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import leadledger.app.problems.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits what one address sends, before anybody is asked who it is; what fails at that question is limited further. */
final class AddressLimitFilter extends OncePerRequestFilter {

    private final Buckets requests;
    private final Buckets failures;
    private final Refusing refusing;

    AddressLimitFilter(LimitSettings settings, TimeMeter time, Problems problems) {
        this.requests = new Buckets(settings.address(), time);
        this.failures = new Buckets(settings.failedAuthentication(), time);
        this.refusing = new Refusing(problems);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Refusing.isUnlimited(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = ClientAddress.key(request.getRemoteAddr());
        Duration wait = failures.waitFor(address);
        if (wait.isZero()) {
            wait = requests.take(address);
        }
        if (!wait.isZero()) {
            refusing.answer(request, response, wait);
            return;
        }
        chain.doFilter(request, response);
        if (isUnauthenticated(response)) {
            failures.take(address);
        }
    }

    /** 401, or 400 for a token that was sent in a way that RFC 6750 forbids. */
    private static boolean isUnauthenticated(HttpServletResponse response) {
        return response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED
                || (response.getStatus() == HttpServletResponse.SC_BAD_REQUEST
                        && response.getHeader(HttpHeaders.WWW_AUTHENTICATE) != null);
    }
}
