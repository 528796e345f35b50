package leadledger.query.projection;

import java.time.Duration;

/**
 * Pace and sizes of one node's projections.
 *
 * @param heartbeat how often a node says that it is alive
 * @param goneAfter a node silent for this long is gone
 * @param claimInterval how often a node looks for segments that nobody works on
 * @param claimExtension how often a node renews its hold on a segment that is quiet; well under the token store's timeout
 * @param batchEvents events folded in one transaction at most
 * @param streamsPerPass streams that a rebuild folds at a time: about a kilobyte each in memory
 */
record ProjectionSettings(
        Duration heartbeat,
        Duration goneAfter,
        Duration claimInterval,
        Duration claimExtension,
        int batchEvents,
        int streamsPerPass) {

    /** What a node runs with; tests shorten it. */
    static final ProjectionSettings DEFAULTS = new ProjectionSettings(
            Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(5), 500, 400_000);
}
