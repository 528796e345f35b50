/** Proves AS-65. */
@NullMarked
package leadledger.command.aftersales.reassign;

import org.jspecify.annotations.NullMarked;
