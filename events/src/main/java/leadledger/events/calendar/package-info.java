/** When outlets are open (営業時間), as a function of facts and never of a clock (SA-10). Plain Java. */
@NullMarked
package leadledger.events.calendar;

import org.jspecify.annotations.NullMarked;
