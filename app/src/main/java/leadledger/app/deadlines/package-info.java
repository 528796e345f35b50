/** Lets deadlines take effect: finds what is due on the reading side and sends the commands of the writing side. */
@NullMarked
package leadledger.app.deadlines;

import org.jspecify.annotations.NullMarked;
