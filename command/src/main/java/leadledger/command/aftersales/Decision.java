package leadledger.command.aftersales;

import java.util.List;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.shared.Refusal;

/** What a command comes to. */
public sealed interface Decision {

    /** There is no such lead. {@link AftersalesCommand#access} has said so before; kept so that deciding is total. */
    Decision UNKNOWN_LEAD = refused(Access.UNKNOWN);

    /** The lead has come to its end (AS-60). */
    Decision FINAL = refused(Refusal.ofState("AS-60", "lead-is-final"));

    /** These things happen. */
    static Decision accepted(AftersalesEvent... events) {
        return new Accepted(List.of(events));
    }

    /** Nothing happens, because of this. */
    static Decision refused(Refusal... refusals) {
        return new Refused(List.of(refusals));
    }

    /**
     * The command is carried out.
     *
     * @param events what happens, in order; none if it had been done already
     */
    record Accepted(List<AftersalesEvent> events) implements Decision {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /**
     * The command is not carried out.
     *
     * @param refusals at least one reason
     */
    record Refused(List<Refusal> refusals) implements Decision {
        public Refused {
            refusals = List.copyOf(refusals);
        }
    }
}
