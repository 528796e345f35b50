/** Tests. */
@NullMarked
package leadledger.command.sales.completelead;

import org.jspecify.annotations.NullMarked;
