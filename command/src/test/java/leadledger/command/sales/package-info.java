/** The sales process by given, when, then. */
@NullMarked
package leadledger.command.sales;

import org.jspecify.annotations.NullMarked;
