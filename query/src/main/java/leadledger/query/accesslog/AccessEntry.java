package leadledger.query.accesslog;

import java.util.UUID;
import leadledger.events.shared.Actor;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the access log, before it is stamped. Nothing in it comes from the request as it was sent but the reason.
 *
 * @param actor who it was; none: not authenticated
 * @param action what it is about
 * @param method method of the request; none: not known to HTTP
 * @param route template of its address; none: no address of this service
 * @param leadId the lead that the address names, if it names one
 * @param rows number of rows that were given out, for lists
 * @param outcome how it was answered
 * @param inClear whether personal data was shown unmasked
 * @param reason why the reader wanted to see it
 */
public record AccessEntry(
        @Nullable Actor actor,
        AccessAction action,
        @Nullable String method,
        @Nullable String route,
        @Nullable UUID leadId,
        @Nullable Integer rows,
        Outcome outcome,
        boolean inClear,
        @Nullable String reason) {

    /**
     * How a request was answered.
     *
     * @param status the HTTP status
     * @param problemCode code of the problem; none: it was answered
     * @param rule the rule behind the problem, if there is one
     * @param traceId the problem's
     */
    public record Outcome(
            int status,
            @Nullable String problemCode,
            @Nullable String rule,
            @Nullable String traceId) {

        /** It was answered. */
        static final Outcome OK = new Outcome(200, null, null, null);
    }

    /** A reading that is about to be answered. */
    public static AccessEntry ofReading(Disclosure disclosure, @Nullable UUID leadId, @Nullable Integer rows) {
        return new AccessEntry(
                disclosure.reader(),
                disclosure.action(),
                disclosure.action().method(),
                disclosure.action().route(),
                leadId,
                rows,
                Outcome.OK,
                disclosure.isInClear(),
                disclosure.reason());
    }

    /** An attempt that was refused. */
    public static AccessEntry ofRefusal(
            @Nullable Actor actor, String method, @Nullable String route, @Nullable UUID leadId, Outcome outcome) {
        return new AccessEntry(actor, AccessAction.REFUSED, method, route, leadId, null, outcome, false, null);
    }

    /** Stands for refused attempts that were too many to be logged one by one. */
    static AccessEntry ofLeftOut(int refusals) {
        return new AccessEntry(
                null,
                AccessAction.REFUSALS_LEFT_OUT,
                null,
                null,
                null,
                refusals,
                new Outcome(429, null, null, null),
                false,
                null);
    }
}
