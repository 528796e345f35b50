package leadledger.app.benchmark;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.ledger.EventCatalog;
import leadledger.events.ledger.LedgerIds;
import leadledger.events.ledger.NewEvent;
import leadledger.events.ledger.NewEvents;
import leadledger.events.shared.Actor;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/** Leads with a history of the same length, and which of them nobody asks at the moment: callers never meet on one. */
final class Leads {

    private static final byte[] NO_METADATA = {'{', '}'};
    private static final String ACTOR =
            Actor.ofHeadquarters("hq-1", new MarketId("JP")).ledgerForm();
    private static final int WRITERS = 64;

    private final List<LeadId> ids;
    private final Queue<Integer> free;
    private final AtomicIntegerArray turns;

    private Leads(List<LeadId> ids) {
        this.ids = ids;
        this.free = new ConcurrentLinkedQueue<>(
                IntStream.range(0, ids.size()).boxed().toList());
        this.turns = new AtomicIntegerArray(ids.size());
    }

    static Leads of(int count) {
        List<LeadId> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(new LeadId(LedgerIds.next()));
        }
        return new Leads(ids);
    }

    /** A question to the lead that has rested longest. */
    @FunctionalInterface
    interface Question {
        /**
         * Asks.
         *
         * @param lead number of the lead
         * @param turn how often it was asked before
         */
        void ask(int lead, int turn);
    }

    void next(Question question) {
        int lead = free.remove();
        question.ask(lead, turns.getAndIncrement(lead));
        free.add(lead);
    }

    List<LeadId> ids() {
        return ids;
    }

    LeadId id(int number) {
        return ids.get(number);
    }

    /** Gives each lead so many events in the ledger. */
    void fill(OurNode node, int eventsEach) {
        AtomicInteger number = new AtomicInteger();
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(() -> {
                int lead = number.getAndIncrement();
                while (lead < ids.size()) {
                    List<NewEvent> events = new ArrayList<>();
                    for (int sequence = 0; sequence < eventsEach; sequence++) {
                        events.add(newEvent(node.catalog(), lead, sequence, Samples.event(id(lead), lead, sequence)));
                    }
                    node.ledger().append(new NewEvents(id(lead).value(), events, null, null));
                    lead = number.getAndIncrement();
                }
                return lead;
            });
        }
        Load.onVirtualThreads(writers);
    }

    static NewEvent newEvent(EventCatalog catalog, int lead, int sequence, AftersalesEvent event) {
        EventCatalog.Encoded encoded = catalog.encode(event);
        return new NewEvent(
                LedgerIds.next(),
                AftersalesEvent.STREAM_KIND,
                sequence,
                encoded.type(),
                encoded.revision(),
                event.claimedMoment().orElse(null),
                ACTOR,
                Samples.dealer(lead).value(),
                LedgerIds.next(),
                LedgerIds.next(),
                encoded.payload(),
                NO_METADATA);
    }

    /** Gives each lead so many events in stock Axon's table. */
    void fill(StockNode node, int eventsEach) {
        List<DomainEventMessage<?>> batch = new ArrayList<>();
        for (int lead = 0; lead < ids.size(); lead++) {
            for (int sequence = 0; sequence < eventsEach; sequence++) {
                batch.add(message(id(lead), lead, sequence, Samples.event(id(lead), lead, sequence), Instant.now()));
            }
            if (batch.size() >= StockNode.BATCH || lead == ids.size() - 1) {
                node.engine().appendEvents(batch);
                batch.clear();
            }
        }
    }

    static DomainEventMessage<?> message(LeadId id, int lead, int sequence, AftersalesEvent event, Instant at) {
        return new GenericDomainEventMessage<>(
                AftersalesEvent.STREAM_KIND,
                id.toString(),
                sequence,
                event,
                Samples.metaData(lead),
                LedgerIds.next().toString(),
                at);
    }
}
