/**
 * The append-only ledger in PostgreSQL and Axon's view of it (LG-01 to LG-06). The only package of this module with SQL
 * or Axon in it.
 */
@NullMarked
package leadledger.events.ledger;

import org.jspecify.annotations.NullMarked;
