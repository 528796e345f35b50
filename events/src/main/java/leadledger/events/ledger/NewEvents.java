package leadledger.events.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one command appends to one stream: all of it or nothing (LG-05).
 *
 * @param streamId the stream
 * @param events at least one, with contiguous sequences; the first one's sequence is the expected length of the stream
 * @param notAfter the latest recorded time at which the decision behind the events still holds; none: always
 * @param answer the answer to keep under the command's idempotency key; none: no key was given
 */
public record NewEvents(
        UUID streamId, List<NewEvent> events, @Nullable Instant notAfter, @Nullable CommandAnswer answer) {

    public NewEvents {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a command that appends has at least one event");
        }
        int expected = events.getFirst().sequence();
        for (NewEvent event : events) {
            if (event.sequence() != expected++) {
                throw new IllegalArgumentException("sequences of one command are contiguous");
            }
        }
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
