package leadledger.events.ledger;

import java.time.Instant;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/** The whole ledger as a source for Axon's streaming event processors. */
public final class LedgerMessageSource implements StreamableMessageSource<TrackedEventMessage<?>> {

    private final PostgresLedger ledger;
    private final EventCatalog catalog;
    private final LedgerStorageEngine engine;

    /** A source that reads the ledger through the catalog. */
    public LedgerMessageSource(PostgresLedger ledger, EventCatalog catalog, LedgerStorageEngine engine) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.engine = engine;
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        return new LedgerStream(ledger, catalog, LedgerStorageEngine.position(token));
    }

    @Override
    public TrackingToken createTailToken() {
        return engine.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
        return engine.createHeadToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant moment) {
        return engine.createTokenAt(moment);
    }
}
