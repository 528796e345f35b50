package leadledger.command.desk;

import leadledger.events.shared.LeadId;

/**
 * The answer to a command that was carried out.
 *
 * @param leadId the lead
 * @param reference its short reference
 * @param version its version now: how many events it has
 * @param position the ledger's position of the command's last event; a query that waits for it sees the command
 */
public record Answer(LeadId leadId, String reference, int version, long position) {}
