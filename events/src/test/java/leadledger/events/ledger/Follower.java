package leadledger.events.ledger;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/** Follows the whole ledger from its beginning, as an event processor does, and notes each position it is given. */
final class Follower implements AutoCloseable {

    private final List<Long> seen = new CopyOnWriteArrayList<>();
    private final BlockingStream<TrackedEventMessage<?>> stream;
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    Follower(PostgresLedger ledger) {
        EventCatalog catalog = LedgerJson.catalog();
        LedgerStorageEngine engine = new LedgerStorageEngine(ledger, catalog, event -> Optional.empty());
        stream = new LedgerMessageSource(ledger, catalog, engine).openStream(null);
        thread = Thread.ofPlatform().daemon(true).start(this::follow);
    }

    private void follow() {
        try {
            while (true) {
                seen.add(stream.nextAvailable().trackingToken().position().orElseThrow());
            }
        } catch (InterruptedException e) {
            // That is how it ends.
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** The positions seen so far, in the order in which they were seen. */
    List<Long> seen() {
        if (failure != null) {
            throw new AssertionError("the follower failed", failure);
        }
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stream.close();
    }
}
