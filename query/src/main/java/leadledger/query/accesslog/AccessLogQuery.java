package leadledger.query.accesslog;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What part of the access log is asked for, newest first.
 *
 * @param limit entries at most
 * @param after the last entry of the page before; none: from the newest
 * @param from logged at or after
 * @param to logged before
 * @param subject only of this user
 * @param leadId only about this lead
 * @param action only of this kind
 * @param status only with this outcome
 * @param role only of this role
 */
record AccessLogQuery(
        int limit,
        @Nullable AccessCursor after,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String subject,
        @Nullable UUID leadId,
        @Nullable String action,
        @Nullable Integer status,
        @Nullable String role) {}
