package leadledger.events.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Follows the ledger from a position on, for one reader at a time. Sleeps until the ledger grows: there is no polling
 * here, and thanks to gapless positions nothing to remember but one number (LG-04).
 */
final class LedgerStream implements BlockingStream<TrackedEventMessage<?>> {

    private static final int PAGE = 1_000;
    private static final Duration ENDLESS = Duration.ofDays(1);

    private final PostgresLedger ledger;
    private final EventCatalog catalog;
    private final Queue<StoredEvent> page = new ArrayDeque<>();
    private long position;
    private @Nullable Runnable onAvailable;

    LedgerStream(PostgresLedger ledger, EventCatalog catalog, long position) {
        this.ledger = ledger;
        this.catalog = catalog;
        this.position = position;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        if (page.isEmpty() && ledger.knownHead() > position) {
            readPage();
        }
        StoredEvent next = page.peek();
        return next == null ? Optional.empty() : Optional.of(LedgerEventMessage.of(next, catalog));
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        if (page.isEmpty()
                && (ledger.knownHead() > position
                        || (timeout > 0 && ledger.awaitBeyond(position, Duration.of(timeout, unit.toChronoUnit()))))) {
            readPage();
        }
        return !page.isEmpty();
    }

    private void readPage() {
        page.addAll(ledger.readAfter(position, PAGE));
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable((int) ENDLESS.toSeconds(), TimeUnit.SECONDS)) {
            // Only a day without any event brings us here.
        }
        StoredEvent next = page.poll();
        if (next == null) {
            throw new NoSuchElementException("one reader at a time");
        }
        position = next.position();
        return LedgerEventMessage.of(next, catalog);
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        forgetCallback();
        onAvailable = callback;
        ledger.addGrowthListener(callback);
        return true;
    }

    @Override
    public void close() {
        forgetCallback();
    }

    private void forgetCallback() {
        if (onAvailable != null) {
            ledger.removeGrowthListener(onAvailable);
            onAvailable = null;
        }
    }
}
