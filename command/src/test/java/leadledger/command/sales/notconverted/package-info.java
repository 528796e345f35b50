/** A lead comes to nothing (失注・終了, SA-42): by given, when, then. */
@NullMarked
package leadledger.command.sales.notconverted;

import org.jspecify.annotations.NullMarked;
