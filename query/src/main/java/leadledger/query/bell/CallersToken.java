package leadledger.query.bell;

import java.time.Duration;

/** The token of whoever makes the request of this thread. */
@FunctionalInterface
public interface CallersToken {

    /** How long it still holds; nothing or less: no longer. */
    Duration left();
}
