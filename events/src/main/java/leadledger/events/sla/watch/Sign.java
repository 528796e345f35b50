package leadledger.events.sla.watch;

import java.util.List;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.OutletId;
import leadledger.events.sla.Sla;
import org.jspecify.annotations.Nullable;

/**
 * A sign on one lead.
 *
 * @param kind what it is
 * @param sla which service level it is about
 * @param subject position of the event that it is about
 * @param assignment number of the assignment (SL-07); 1 for a sales lead
 * @param dealer whose lead it was
 * @param outlet whose lead it was; none: an aftersales lead
 * @param figures the arithmetic
 * @param events what it rests on, in the order of recording
 */
public record Sign(
        SignKind kind,
        Sla sla,
        long subject,
        int assignment,
        DealerId dealer,
        @Nullable OutletId outlet,
        Figures figures,
        List<Trace> events) {

    public Sign {
        events = List.copyOf(events);
    }

    /** Whether it is the same sign, perhaps with other evidence. */
    public boolean isSameAs(Sign other) {
        return kind == other.kind && sla == other.sla && subject == other.subject;
    }
}
