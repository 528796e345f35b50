/** What dealers and headquarters say in a dispute over a verdict, the same for both processes (SL-40). */
@NullMarked
package leadledger.events.dispute;

import org.jspecify.annotations.NullMarked;
