package leadledger.query.listing;

import java.time.Instant;

/**
 * How recent an answer is.
 *
 * @param position every event up to here is in it
 * @param at when it was read
 */
public record UpToDate(long position, Instant at) {}
