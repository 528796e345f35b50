/** Proves AS-50 to AS-52. */
@NullMarked
package leadledger.command.aftersales.recontact;

import org.jspecify.annotations.NullMarked;
