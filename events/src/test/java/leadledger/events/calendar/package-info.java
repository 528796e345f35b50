/** Tests of when outlets are open. */
@NullMarked
package leadledger.events.calendar;

import org.jspecify.annotations.NullMarked;
