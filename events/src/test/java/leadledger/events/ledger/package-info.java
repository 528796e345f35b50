/** The contract of the ledger, proven on real PostgreSQL: each test is a sentence and cites its rule. */
@NullMarked
package leadledger.events.ledger;

import org.jspecify.annotations.NullMarked;
