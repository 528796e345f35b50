/** The call centre comments and completes a queued lead (SA-02). Imports no other use case. */
@NullMarked
package leadledger.command.sales.completelead;

import org.jspecify.annotations.NullMarked;
