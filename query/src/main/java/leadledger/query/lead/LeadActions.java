package leadledger.query.lead;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Recorded;

/**
 * Tells which actions a reader could take on a lead at a moment. What decides that lives on the writing side, which this side does
 * not know; the application joins the two.
 *
 * @param <E> the process's events
 */
@FunctionalInterface
public interface LeadActions<E> {

    /**
     * Every action with the reasons against it, in the reader's language.
     *
     * @param events what was recorded of the lead by then
     * @param at the moment; by it deadlines have passed or not
     */
    List<ActionState> of(List<Recorded<E>> events, Actor reader, Locale language, Instant at);

    /**
     * One action.
     *
     * @param action its name, as in the address it is posted to
     * @param allowed whether it would be accepted then
     * @param reasons why not; empty if it is allowed
     */
    record ActionState(String action, boolean allowed, List<Reason> reasons) {}

    /**
     * Why an action is not allowed.
     *
     * @param rule the rule against it
     * @param code stable name of the finding
     * @param detail the finding in words
     */
    record Reason(String rule, String code, String detail) {}
}
