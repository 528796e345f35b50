package leadledger.query.export;

import java.time.Duration;

/**
 * Limits of exports on one node.
 *
 * @param atOnce how many run at once
 * @param longest how long one may take; a client that reads more slowly is cut off
 * @param leadsAtOnce of how many leads whose they are is looked up together
 * @param eventsAtOnce how many events are held in memory at most
 * @param stretch how many positions one search looks through
 */
record ExportSettings(int atOnce, Duration longest, int leadsAtOnce, int eventsAtOnce, int stretch) {

    static final ExportSettings DEFAULTS = new ExportSettings(2, Duration.ofHours(1), 100, 500, 5_000);
}
