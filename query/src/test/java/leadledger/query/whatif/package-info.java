/** Key figures, recomputed from the ledger. */
@NullMarked
package leadledger.query.whatif;

import org.jspecify.annotations.NullMarked;
