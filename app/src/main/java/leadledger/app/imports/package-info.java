/** Imports go on by themselves (LG-40). */
@NullMarked
package leadledger.app.imports;

import org.jspecify.annotations.NullMarked;
