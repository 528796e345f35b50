package leadledger.events.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the ledger is known to reach on this node, and whom to wake when it grows. */
final class LedgerTail {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerTail.class);

    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
    private volatile long position;
    private volatile Instant recordedAt = Instant.EPOCH;

    long position() {
        return position;
    }

    /** The time that recorded time is known to have reached; with events refused it may be later than the last event's. */
    Instant recordedAt() {
        return recordedAt;
    }

    /** Positions only grow; a late report of an earlier one changes nothing. */
    void advanceTo(long known, Instant knownRecordedAt) {
        synchronized (this) {
            if (knownRecordedAt.isAfter(recordedAt)) {
                recordedAt = knownRecordedAt;
            }
            if (known <= position) {
                return;
            }
            position = known;
            notifyAll();
        }
        listeners.forEach(LedgerTail::run);
    }

    /** Listeners run on the threads that append and listen, which must not end with them. */
    private static void run(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.error("a listener to the ledger's growth failed", e);
        }
    }

    /** Waits until the ledger is known to reach beyond the position, at most for the given time. */
    boolean awaitBeyond(long after, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (this) {
            while (position <= after) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                wait(Math.max(1, left / 1_000_000));
            }
            return true;
        }
    }

    void addListener(Runnable listener) {
        listeners.add(listener);
    }

    void removeListener(Runnable listener) {
        listeners.remove(listener);
    }
}
