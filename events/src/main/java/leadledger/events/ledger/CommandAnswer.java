package leadledger.events.ledger;

/**
 * The part of a command's answer that is known before its events are stored, kept under its idempotency key in their
 * transaction.
 *
 * @param keyHash SHA-256 of the caller and its key: keys may hold anything, so they are never stored (LG-22)
 * @param requestHash SHA-256 of the request, to tell a repetition from another request under the same key
 * @param detail what the endpoint needs to give the same answer again; no personal data
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes as stored; nobody compares these records.
public record CommandAnswer(byte[] keyHash, byte[] requestHash, String detail) {}
