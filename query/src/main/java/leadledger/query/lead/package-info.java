/** Reading one lead from its own events: who may, from when, and as of which moment. No read model is involved.
 * Whoever reads is logged. */
@NullMarked
package leadledger.query.lead;

import org.jspecify.annotations.NullMarked;
