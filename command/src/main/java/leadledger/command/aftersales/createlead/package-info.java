/** A lead is created and assigned to a dealer (AS-01 to AS-04). Imports no other use case. */
@NullMarked
package leadledger.command.aftersales.createlead;

import org.jspecify.annotations.NullMarked;
