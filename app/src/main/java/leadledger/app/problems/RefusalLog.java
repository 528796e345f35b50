package leadledger.app.problems;

import jakarta.servlet.http.HttpServletRequest;

/** Takes note of every attempt that is not let through: 401, 403, 404, 429 (AC-05). */
@FunctionalInterface
public interface RefusalLog {

    /** Takes note before the problem is written; never throws, and never takes long. */
    void refused(HttpServletRequest request, Problem problem);
}
