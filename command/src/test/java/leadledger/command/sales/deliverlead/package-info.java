/** Deliveries by given, when, then. */
@NullMarked
package leadledger.command.sales.deliverlead;

import org.jspecify.annotations.NullMarked;
