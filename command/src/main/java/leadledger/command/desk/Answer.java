package leadledger.command.desk;

import java.util.UUID;

/**
 * The answer to a command that was carried out.
 *
 * @param streamId the lead, or the item of reference data
 * @param reference its short reference, or its code
 * @param version its version now: how many events it has
 * @param position the ledger's position of the command's last event; a query that waits for it sees the command
 * @param recorded whether anything was recorded because of it; if not, it had been so before
 */
public record Answer(UUID streamId, String reference, int version, long position, boolean recorded) {}
