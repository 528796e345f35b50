package leadledger.events.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import leadledger.events.ledger.AppendRefusedException.Reason;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Axon's way into the ledger.
 *
 * <p>Events become durable in the unit of work's prepare-commit phase, so nothing after it may fail or publish. What the
 * append needs beside the events, and the receipt it gives, travel in the unit of work: {@link #holdUntil},
 * {@link #keepAnswer}, {@link #receipt}.
 */
public final class LedgerStorageEngine implements EventStorageEngine {

    private static final String NOT_AFTER = LedgerStorageEngine.class.getName() + ".notAfter";
    private static final String ANSWER = LedgerStorageEngine.class.getName() + ".answer";
    private static final String RECEIPT = LedgerStorageEngine.class.getName() + ".receipt";
    private static final byte[] NO_METADATA = "{}".getBytes(UTF_8);
    private static final int PAGE = 1_000;

    private final PostgresLedger ledger;
    private final EventCatalog catalog;
    private final Function<Object, Optional<Instant>> claimedMoment;

    /**
     * An engine on a ledger.
     *
     * @param claimedMoment the moment at which an event claims to have happened, if it does (SL-20)
     */
    public LedgerStorageEngine(
            PostgresLedger ledger, EventCatalog catalog, Function<Object, Optional<Instant>> claimedMoment) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.claimedMoment = claimedMoment;
    }

    /** The decision of this unit of work holds only for events recorded at or before the moment. */
    public static void holdUntil(UnitOfWork<?> unitOfWork, Instant moment) {
        unitOfWork.root().resources().put(NOT_AFTER, moment);
    }

    /** The answer to keep under the command's idempotency key, in the transaction of its events. */
    public static void keepAnswer(UnitOfWork<?> unitOfWork, CommandAnswer answer) {
        unitOfWork.root().resources().put(ANSWER, answer);
    }

    /** The receipt of what this unit of work appended; empty if it appended nothing or has not committed yet. */
    public static Optional<Receipt> receipt(UnitOfWork<?> unitOfWork) {
        return Optional.ofNullable(unitOfWork.root().getResource(RECEIPT));
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (events.isEmpty()) {
            return;
        }
        UUID streamId = null;
        List<NewEvent> newEvents = new ArrayList<>(events.size());
        for (EventMessage<?> event : events) {
            if (!(event instanceof DomainEventMessage<?> domainEvent)) {
                throw new IllegalArgumentException("the ledger takes events of a stream only");
            }
            UUID next = UUID.fromString(domainEvent.getAggregateIdentifier());
            if (streamId != null && !streamId.equals(next)) {
                throw new IllegalArgumentException("one command appends to one stream");
            }
            streamId = next;
            newEvents.add(newEvent(domainEvent));
        }
        if (streamId == null) {
            throw new IllegalStateException("unreachable: there is at least one event");
        }
        append(streamId, newEvents);
    }

    private void append(UUID streamId, List<NewEvent> newEvents) {
        @Nullable
        UnitOfWork<?> root =
                CurrentUnitOfWork.isStarted() ? CurrentUnitOfWork.get().root() : null;
        Instant notAfter = root == null ? null : root.getResource(NOT_AFTER);
        CommandAnswer answer = root == null ? null : root.getResource(ANSWER);
        try {
            Receipt receipt = ledger.append(new NewEvents(streamId, newEvents, notAfter, answer));
            if (root != null) {
                root.resources().put(RECEIPT, receipt);
            }
        } catch (AppendRefusedException e) {
            if (e.reason() == Reason.REPEATED) {
                throw e;
            }
            throw newEvents.getFirst().sequence() == 0
                    ? new AggregateStreamCreationException("the stream exists already", e)
                    : new ConcurrencyException("the stream has grown or the moment has passed", e);
        }
    }

    private NewEvent newEvent(DomainEventMessage<?> message) {
        MetaData metaData = message.getMetaData();
        EventCatalog.Encoded encoded = catalog.encode(message.getPayload());
        return new NewEvent(
                UUID.fromString(message.getIdentifier()),
                message.getType(),
                Math.toIntExact(message.getSequenceNumber()),
                encoded.type(),
                encoded.revision(),
                claimedMoment.apply(message.getPayload()).orElse(null),
                LedgerMetaData.actor(metaData),
                LedgerMetaData.tenant(metaData),
                LedgerMetaData.correlationId(metaData),
                LedgerMetaData.causationId(metaData),
                encoded.payload(),
                NO_METADATA);
    }

    /** Streams are short and folded states are cached, so the ledger keeps no snapshots. */
    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new UnsupportedOperationException("the ledger keeps no snapshots");
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        return Optional.empty();
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        Optional<UUID> streamId = streamId(aggregateIdentifier);
        if (streamId.isEmpty()) {
            return DomainEventStream.empty();
        }
        List<LedgerEventMessage<?>> events = new ArrayList<>();
        for (StoredEvent stored : ledger.readStream(streamId.get(), Math.toIntExact(firstSequenceNumber))) {
            events.add(LedgerEventMessage.of(stored, catalog));
        }
        return DomainEventStream.of(events);
    }

    /** Every stream of the ledger has a UUID; another text names none. */
    private static Optional<UUID> streamId(String aggregateIdentifier) {
        try {
            return Optional.of(UUID.fromString(aggregateIdentifier));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
        Iterator<LedgerEventMessage<?>> pages = new Pages(position(token));
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        return streamId(aggregateIdentifier)
                .flatMap(streamId -> ledger.lastSequence(streamId).stream()
                        .mapToObj(sequence -> (long) sequence)
                        .findFirst());
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(ledger.head());
    }

    /** The place from which a reader sees every event recorded at or after the moment. */
    @Override
    public TrackingToken createTokenAt(Instant moment) {
        return new GlobalSequenceTrackingToken(ledger.positionAsOf(moment.minusNanos(1)));
    }

    static long position(@Nullable TrackingToken token) {
        TrackingToken lower = token == null ? null : WrappedToken.unwrapLowerBound(token);
        return lower == null ? 0 : lower.position().orElse(0);
    }

    /** Reads on page by page; asks again after an end, since the ledger may have grown. */
    private final class Pages implements Iterator<LedgerEventMessage<?>> {

        private long position;
        private Iterator<StoredEvent> page = List.<StoredEvent>of().iterator();

        Pages(long position) {
            this.position = position;
        }

        @Override
        public boolean hasNext() {
            if (!page.hasNext()) {
                page = ledger.readAfter(position, PAGE).iterator();
            }
            return page.hasNext();
        }

        @Override
        public LedgerEventMessage<?> next() {
            StoredEvent stored = page.next();
            position = stored.position();
            return LedgerEventMessage.of(stored, catalog);
        }
    }
}
