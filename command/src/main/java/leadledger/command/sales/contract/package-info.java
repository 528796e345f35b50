/** An opportunity's contract is won or lost (成約・失注, SA-42). Imports no other use case. */
@NullMarked
package leadledger.command.sales.contract;

import org.jspecify.annotations.NullMarked;
