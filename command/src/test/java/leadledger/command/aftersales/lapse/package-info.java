/** Proves AS-61 to AS-64. */
@NullMarked
package leadledger.command.aftersales.lapse;

import org.jspecify.annotations.NullMarked;
