/** Service levels over many leads: rates from the kept facts, and as of any moment from the ledger. */
@NullMarked
package leadledger.query.slareport;

import org.jspecify.annotations.NullMarked;
