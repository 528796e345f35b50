/**
 * How a command travels from an endpoint to the ledger and back: idempotency, expected version, retry, receipt. Read
 * once, valid for all commands.
 */
@NullMarked
package leadledger.command.desk;

import org.jspecify.annotations.NullMarked;
