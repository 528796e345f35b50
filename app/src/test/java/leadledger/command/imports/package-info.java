/** Imports, for measurements. */
@NullMarked
package leadledger.command.imports;

import org.jspecify.annotations.NullMarked;
