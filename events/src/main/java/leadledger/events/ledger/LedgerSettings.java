package leadledger.events.ledger;

import java.time.Duration;

/**
 * Limits of one node's ledger.
 *
 * @param queueCommands commands that may wait for their commit; more are turned away
 * @param batchCommands commands in one commit at most
 * @param batchBytes payload and metadata bytes in one commit at most, beyond a first command of any size
 * @param appendTimeout how long an append may take, database outages included
 * @param pollInterval how long a reader may miss a notification
 */
public record LedgerSettings(
        int queueCommands, int batchCommands, int batchBytes, Duration appendTimeout, Duration pollInterval) {

    /** What a node runs with unless told otherwise. */
    public static final LedgerSettings DEFAULTS =
            new LedgerSettings(10_000, 512, 4 << 20, Duration.ofSeconds(20), Duration.ofMillis(500));
}
