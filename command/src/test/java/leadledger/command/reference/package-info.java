/** Tests of how reference data is defined. */
@NullMarked
package leadledger.command.reference;

import org.jspecify.annotations.NullMarked;
