/** The car that the customer drives now is saved, piece by piece (現有車情報, SA-40): by given, when, then. */
@NullMarked
package leadledger.command.sales.currentcar;

import org.jspecify.annotations.NullMarked;
