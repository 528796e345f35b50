package leadledger.query.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerJson;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.shared.Recorded;

/** A sales lead's events as read from a ledger, without one. Positions are 10, 20, 30 … */
public final class RecordedSales {

    private static final EventCatalog CATALOG = LedgerJson.catalog();

    private final UUID lead;
    private final List<Recorded<SalesEvent>> events = new ArrayList<>();

    /** A lead that begins with its capture. */
    public RecordedSales(Instant recordedAt, String actor, LeadCaptured captured) {
        lead = captured.leadId().value();
        then(recordedAt, actor, captured);
    }

    /** One more event. */
    public RecordedSales then(Instant recordedAt, String actor, SalesEvent event) {
        events.add(new Recorded<>(
                10L * (events.size() + 1),
                events.size(),
                new UUID(3, events.size()),
                lead,
                CATALOG.typeOf(event.getClass()),
                recordedAt,
                recordedAt,
                actor,
                "TENANT",
                event));
        return this;
    }

    /** The events so far. */
    public List<Recorded<SalesEvent>> events() {
        return List.copyOf(events);
    }
}
