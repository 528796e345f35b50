/** Proves AS-13. */
@NullMarked
package leadledger.command.aftersales.correctcontactattempt;

import org.jspecify.annotations.NullMarked;
