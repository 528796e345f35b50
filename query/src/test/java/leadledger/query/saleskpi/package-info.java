/** Key figures, recomputed from the ledger. */
@NullMarked
package leadledger.query.saleskpi;

import org.jspecify.annotations.NullMarked;
