package leadledger.query.bell;

import java.time.Duration;

/**
 * Pace and limits of one node's notification streams.
 *
 * @param heartbeat a stream with nothing to tell says after so long that it is still there
 * @param retry how long a client is asked to wait before it connects anew
 * @param streamsPerUser streams of one user at a time
 * @param streamsPerNode streams of all users at a time
 * @param waitingPerStream notifications that wait for a slow client; with one more its stream is ended
 * @param missedAtMost notifications that are sent afterwards to a client that was away; beyond, it is told to reload
 */
record BellSettings(
        Duration heartbeat,
        Duration retry,
        int streamsPerUser,
        int streamsPerNode,
        int waitingPerStream,
        int missedAtMost) {

    /** What a node runs with; tests make some of it smaller. */
    static final BellSettings DEFAULTS =
            new BellSettings(Duration.ofSeconds(15), Duration.ofSeconds(5), 5, 1_000, 256, 200);
}
