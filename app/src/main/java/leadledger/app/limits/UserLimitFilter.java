package leadledger.app.limits;

import io.github.bucket4j.TimeMeter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import leadledger.app.problems.Problems;
import leadledger.app.security.Caller;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits what one user sends, from however many addresses; after it is known who that is. */
final class UserLimitFilter extends OncePerRequestFilter {

    private final Buckets requests;
    private final Refusing refusing;

    UserLimitFilter(LimitSettings settings, TimeMeter time, Problems problems) {
        this.requests = new Buckets(settings.user(), time);
        this.refusing = new Refusing(problems);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Refusing.isUnlimited(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration wait =
                Caller.current().map(actor -> requests.take(actor.subject())).orElse(Duration.ZERO);
        if (wait.isZero()) {
            chain.doFilter(request, response);
        } else {
            refusing.answer(request, response, wait);
        }
    }
}
