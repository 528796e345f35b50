package leadledger.events.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one command appends to one stream: all of it or nothing (LG-05). */
public final class NewEvents {

    private final UUID streamId;
    private final List<NewEvent> events;
    private final @Nullable Instant notAfter;
    private final @Nullable CommandAnswer answer;
    private final List<LedgerLeaf.Frame> frames;

    /**
     * What one command appends. Hashes the payloads, so that this is done by the thread of the command: all commands wait
     * for the appender's.
     *
     * @param streamId the stream
     * @param events at least one, with contiguous sequences; the first one's sequence is the expected length of the stream
     * @param notAfter the latest recorded time at which the decision behind the events still holds; none: always
     * @param answer the answer to keep under the command's idempotency key; none: no key was given
     */
    public NewEvents(UUID streamId, List<NewEvent> events, @Nullable Instant notAfter, @Nullable CommandAnswer answer) {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a command that appends has at least one event");
        }
        int expected = events.getFirst().sequence();
        for (NewEvent event : events) {
            if (event.sequence() != expected++) {
                throw new IllegalArgumentException("sequences of one command are contiguous");
            }
        }
        this.streamId = streamId;
        this.events = List.copyOf(events);
        this.notAfter = notAfter;
        this.answer = answer;
        List<LedgerLeaf.Frame> hashed = new ArrayList<>(events.size());
        for (NewEvent event : events) {
            hashed.add(LedgerLeaf.frame(streamId, event));
        }
        this.frames = List.copyOf(hashed);
    }

    UUID streamId() {
        return streamId;
    }

    List<NewEvent> events() {
        return events;
    }

    @Nullable
    Instant notAfter() {
        return notAfter;
    }

    @Nullable
    CommandAnswer answer() {
        return answer;
    }

    /** What is known of the leaf of each event, in order. */
    List<LedgerLeaf.Frame> frames() {
        return frames;
    }

    int firstSequence() {
        return events.getFirst().sequence();
    }

    int lastSequence() {
        return events.getLast().sequence();
    }

    long bytes() {
        long bytes = 0;
        for (NewEvent event : events) {
            bytes += event.payload().length + event.metadata().length;
        }
        return bytes;
    }
}
