/** Disputes over the verdict of a sales lead (SL-40). Imports no other use case. */
@NullMarked
package leadledger.command.sales.dispute;

import org.jspecify.annotations.NullMarked;
