/** Exports on a real ledger. */
@NullMarked
package leadledger.query.export;

import org.jspecify.annotations.NullMarked;
