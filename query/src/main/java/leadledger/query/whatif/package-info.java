/** What if another policy held (SL-11): both judge the same assignments, from a replay of the ledger. No personal data. */
@NullMarked
package leadledger.query.whatif;

import org.jspecify.annotations.NullMarked;
