/** Tests. */
@NullMarked
package leadledger.command.sales.capturelead;

import org.jspecify.annotations.NullMarked;
