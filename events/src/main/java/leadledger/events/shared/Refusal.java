package leadledger.events.shared;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why something was not done: a rule and what it found. A value, not an exception: refusing is ordinary work.
 *
 * @param rule id of the rule, such as {@code AS-12}
 * @param kind what sort of no it is
 * @param code stable name of the finding, such as {@code no-contact-attempt-yet}; its texts in each language are filed
 *     under it
 * @param field the input at fault, as named in the request; none if the input is not at fault
 * @param arguments values that the text names, such as limits; never what the caller sent (LG-22)
 */
public record Refusal(
        String rule, Kind kind, String code, @Nullable String field, Map<String, String> arguments) {

    public Refusal {
        arguments = Map.copyOf(arguments);
    }

    /** The one answer for a lead that does not exist and for one that is not the caller's (AC-01). */
    public static Refusal ofUnknownLead() {
        return new Refusal("AC-01", Kind.UNKNOWN, "unknown-lead", null, Map.of());
    }

    /** The caller's role may not do it. */
    public static Refusal ofRole(String rule) {
        return new Refusal(rule, Kind.ROLE, "role-may-not", null, Map.of());
    }

    /** A finding about the state of the lead. */
    public static Refusal ofState(String rule, String code) {
        return new Refusal(rule, Kind.STATE, code, null, Map.of());
    }

    /** A finding about a value in the request. */
    public static Refusal ofValue(String rule, String code, String field) {
        return new Refusal(rule, Kind.VALUE, code, field, Map.of());
    }

    /** The same finding with a value for its text. */
    public Refusal with(String argument, Object value) {
        Map<String, String> more = new HashMap<>(arguments);
        more.put(argument, value.toString());
        return new Refusal(rule, kind, code, field, more);
    }

    /** What sort of no; where several apply, the first in this order is the answer. */
    public enum Kind {
        /** The request could not be read. */
        MALFORMED,
        /** There is no such thing, or it is not the caller's (AC-01). */
        UNKNOWN,
        /** The caller's role may not do it. */
        ROLE,
        /** The lead has changed since the caller saw it. */
        VERSION,
        /** The lead's state does not allow it. */
        STATE,
        /** A value in the request is not allowed. */
        VALUE
    }
}
