package leadledger.query.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.shared.Recorded;

/** A lead's events as read from a ledger, without one. Positions are 10, 20, 30 … */
public final class RecordedLead {

    private final UUID lead = new UUID(1, 2);
    private final List<Recorded<AftersalesEvent>> events = new ArrayList<>();

    /** One more event. */
    public RecordedLead then(Instant recordedAt, String actor, AftersalesEvent event) {
        events.add(new Recorded<>(
                10L * (events.size() + 1),
                events.size(),
                new UUID(3, events.size()),
                lead,
                "aftersales." + event.getClass().getSimpleName(),
                recordedAt,
                event.claimedMoment().orElse(recordedAt),
                actor,
                "JP-OSAKA",
                event));
        return this;
    }

    /** The events so far. */
    public List<Recorded<AftersalesEvent>> events() {
        return List.copyOf(events);
    }
}
