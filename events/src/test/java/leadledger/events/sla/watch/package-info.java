/** Tests of the signs that headquarters watch. */
@NullMarked
package leadledger.events.sla.watch;

import org.jspecify.annotations.NullMarked;
