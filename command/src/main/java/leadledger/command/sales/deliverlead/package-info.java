/** A lead goes to an outlet: delivered, held, redirected, cancelled, pulled (SA-10, SA-11). Imports no other use case. */
@NullMarked
package leadledger.command.sales.deliverlead;

import org.jspecify.annotations.NullMarked;
