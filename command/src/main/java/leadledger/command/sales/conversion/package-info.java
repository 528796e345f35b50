/** A lead becomes an opportunity (商談化, SA-42). Imports no other use case. */
@NullMarked
package leadledger.command.sales.conversion;

import org.jspecify.annotations.NullMarked;
