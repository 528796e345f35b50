/** Reading one sales lead from its own events: who may, whose it is, and what is hidden. No read model is involved. */
@NullMarked
package leadledger.query.saleslead;

import org.jspecify.annotations.NullMarked;
