package leadledger.app.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What browsers are told of every answer (AC-06), also of those that other filters give: nothing is kept, guessed, framed or
 * passed on. Whatever comes later may say more.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class AnswerHeadersFilter extends OncePerRequestFilter {

    /** Answers are data: a browser that shows one loads nothing and runs nothing. */
    private static final String OF_DATA = "default-src 'none'; frame-ancestors 'none'";

    /** Pages bring their own scripts; styles also stand in elements, as the API browser has them. */
    private static final String OF_PAGES = "default-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static boolean isPage(String path) {
        return path.startsWith("/swagger-ui/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy", isPage(request.getRequestURI()) ? OF_PAGES : OF_DATA);
        if (!isPage(request.getRequestURI())) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        chain.doFilter(request, response);
    }
}
