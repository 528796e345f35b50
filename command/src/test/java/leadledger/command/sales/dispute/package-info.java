/** Proves SL-40 for sales leads. */
@NullMarked
package leadledger.command.sales.dispute;

import org.jspecify.annotations.NullMarked;
