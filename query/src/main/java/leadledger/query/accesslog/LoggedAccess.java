package leadledger.query.accesslog;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the access log (アクセスログ).
 *
 * @param sequence its number
 * @param at when, by the service's clock
 * @param subject who; absent: not authenticated
 * @param role in which role
 * @param dealer of which dealer
 * @param market of which market
 * @param action what: a reading, `REFUSED`, or `REFUSALS_LEFT_OUT` for refused attempts that were too many to be logged one
 *     by one
 * @param method method of the request
 * @param route template of its address; absent: no address of this service
 * @param leadId the lead that the address names
 * @param rows number of rows given out, for lists; with `REFUSALS_LEFT_OUT` the number of attempts
 * @param status the HTTP status of the answer
 * @param problemCode code of the problem; absent: it was answered
 * @param rule the rule behind it
 * @param traceId of the problem
 * @param inClear whether personal data was shown unmasked
 * @param reason why the reader wanted to see it
 */
record LoggedAccess(
        long sequence,
        Instant at,
        @Nullable String subject,
        @Nullable String role,
        @Nullable String dealer,
        @Nullable String market,
        String action,
        @Nullable String method,
        @Nullable String route,
        @Nullable UUID leadId,
        @Nullable Integer rows,
        int status,
        @Nullable String problemCode,
        @Nullable String rule,
        @Nullable String traceId,
        boolean inClear,
        @Nullable String reason) {}
