package leadledger.query.slareport;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import leadledger.query.lead.LeadReader;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.stereotype.Component;

/**
 * Bounds how many replays of the ledger run at once on this node: each decodes it on the request's thread and holds many
 * leads in memory.
 */
@Component
public final class ReplayPlaces {

    private static final int PLACES = 2;

    private final Semaphore free;
    private final Duration longestWait;

    /** As many places as a node has. */
    public ReplayPlaces() {
        this(PLACES, LeadReader.LONGEST_WAIT);
    }

    ReplayPlaces(int places, Duration longestWait) {
        this.free = new Semaphore(places);
        this.longestWait = longestWait;
    }

    /**
     * Runs a replay as soon as there is a place for it.
     *
     * @throws TransientDataAccessResourceException when none gets free in time: the request is answered as in an outage that
     *     passes by itself
     */
    public <T> T inOne(Supplier<T> replay) {
        try {
            if (!free.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TransientDataAccessResourceException("too many replays run");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientDataAccessResourceException("interrupted while waiting for a replay", e);
        }
        try {
            return replay.get();
        } finally {
            free.release();
        }
    }
}
