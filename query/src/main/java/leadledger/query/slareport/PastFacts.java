package leadledger.query.slareport;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import leadledger.events.ledger.PostgresLedger;
import leadledger.events.ledger.StoredEvent;
import leadledger.query.projection.DiscardedEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A single lead's facts as they were known at a past moment, folded from the ledger as the read model folds them. */
@Component
class PastFacts {

    private final PostgresLedger ledger;
    private final SlaLeadProjection projection;
    private final DiscardedEvents discardedEvents;

    PastFacts(PostgresLedger ledger, SlaLeadProjection projection, DiscardedEvents discardedEvents) {
        this.ledger = ledger;
        this.projection = projection;
        this.discardedEvents = discardedEvents;
    }

    /** The facts of a lead; none: there was no such lead yet. */
    @Nullable
    SlaLeadRow of(UUID lead, Instant moment) {
        Set<Long> discarded = discardedEvents.of(projection.name());
        SlaLeadRow row = null;
        for (StoredEvent event : ledger.readStream(lead, 0)) {
            if (event.knownAt().isAfter(moment)) {
                return row;
            }
            if (!discarded.contains(event.position())) {
                try {
                    row = projection.fold(row, event);
                } catch (RuntimeException e) {
                    // As the read model does, which parks the event and all behind it (LG-31).
                    return row;
                }
            }
        }
        return row;
    }
}
