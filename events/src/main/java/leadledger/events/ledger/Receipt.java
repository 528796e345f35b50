package leadledger.events.ledger;

import java.time.Instant;

/**
 * Proof of an append: given out after its commit only.
 *
 * @param lastPosition position of the command's last event
 * @param lastSequence sequence of that event in its stream
 * @param recordedAt recorded time of the command's events
 */
public record Receipt(long lastPosition, int lastSequence, Instant recordedAt) {}
