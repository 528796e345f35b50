/** Proves AS-70. */
@NullMarked
package leadledger.command.aftersales.editlead;

import org.jspecify.annotations.NullMarked;
