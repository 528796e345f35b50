package leadledger.events.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The database could not be reached in time or too much is waiting. Whether the events were stored may be unknown: the
 * same command with the same idempotency key finds out.
 */
public final class LedgerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LedgerUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
