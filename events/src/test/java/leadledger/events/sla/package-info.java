/** Service levels, judged by the specification's worked cases. */
@NullMarked
package leadledger.events.sla;

import org.jspecify.annotations.NullMarked;
