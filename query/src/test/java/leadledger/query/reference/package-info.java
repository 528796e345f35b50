/** Tests of how reference data and vehicles are read. */
@NullMarked
package leadledger.query.reference;

import org.jspecify.annotations.NullMarked;
