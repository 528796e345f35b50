/** A lead becomes an opportunity (商談化, SA-42): by given, when, then. */
@NullMarked
package leadledger.command.sales.conversion;

import org.jspecify.annotations.NullMarked;
