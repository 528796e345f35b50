/** Service levels over many leads: how many verdicts of each kind, straight from the ledger. */
@NullMarked
package leadledger.query.slareport;

import org.jspecify.annotations.NullMarked;
