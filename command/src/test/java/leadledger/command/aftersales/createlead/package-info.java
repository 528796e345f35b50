/** Proves AS-01 to AS-04 and AS-30. */
@NullMarked
package leadledger.command.aftersales.createlead;

import org.jspecify.annotations.NullMarked;
