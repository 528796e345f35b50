/** Proves AS-10 and AS-11. */
@NullMarked
package leadledger.command.aftersales.recordcontactattempt;

import org.jspecify.annotations.NullMarked;
