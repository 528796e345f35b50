package leadledger.events.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;

/**
 * A stored event as Axon sees it, as part of a stream or of the whole ledger. The payload is decoded when somebody asks
 * for it: an event that cannot be read must fail in its handler, not in the reader that all handlers share.
 *
 * @param <T> type of the decoded event
 */
public final class LedgerEventMessage<T> implements DomainEventMessage<T>, TrackedEventMessage<T> {

    private static final long serialVersionUID = 1L;

    private final transient StoredEvent stored;
    private final transient Supplier<T> payload;
    private final Class<T> payloadType;
    private final MetaData metaData;
    private final TrackingToken token;

    private LedgerEventMessage(
            StoredEvent stored, Supplier<T> payload, Class<T> payloadType, MetaData metaData, TrackingToken token) {
        this.stored = stored;
        this.payload = payload;
        this.payloadType = payloadType;
        this.metaData = metaData;
        this.token = token;
    }

    static LedgerEventMessage<?> of(StoredEvent stored, EventCatalog catalog) {
        return of(stored, catalog, catalog.classOf(stored.type()));
    }

    private static <T> LedgerEventMessage<T> of(StoredEvent stored, EventCatalog catalog, Class<T> type) {
        return new LedgerEventMessage<>(
                stored,
                () -> type.cast(catalog.decode(stored).event()),
                type,
                LedgerMetaData.of(stored),
                new GlobalSequenceTrackingToken(stored.position()));
    }

    /** The row of the ledger behind the message. */
    public StoredEvent stored() {
        return stored;
    }

    @Override
    public String getIdentifier() {
        return stored.eventId().toString();
    }

    @Override
    public MetaData getMetaData() {
        return metaData;
    }

    /** Decodes at each call; throws {@link UndecodableEventException} for an event of a type unknown here. */
    @Override
    public T getPayload() {
        return payload.get();
    }

    @Override
    public Class<T> getPayloadType() {
        return payloadType;
    }

    /** By this, handlers of commands fold the stream, so it is the time that counts (LG-40). */
    @Override
    public Instant getTimestamp() {
        return stored.knownAt();
    }

    @Override
    public long getSequenceNumber() {
        return stored.sequence();
    }

    @Override
    public String getAggregateIdentifier() {
        return stored.streamId().toString();
    }

    @Override
    public String getType() {
        return stored.streamKind();
    }

    @Override
    public TrackingToken trackingToken() {
        return token;
    }

    @Override
    public LedgerEventMessage<T> withTrackingToken(TrackingToken newToken) {
        return new LedgerEventMessage<>(stored, payload, payloadType, metaData, newToken);
    }

    @Override
    public LedgerEventMessage<T> withMetaData(Map<String, ?> newMetaData) {
        return new LedgerEventMessage<>(stored, payload, payloadType, MetaData.from(newMetaData), token);
    }

    @Override
    public LedgerEventMessage<T> andMetaData(Map<String, ?> added) {
        return new LedgerEventMessage<>(stored, payload, payloadType, metaData.mergedWith(added), token);
    }
}
