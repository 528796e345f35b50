/** Tests of reference data as such, without a database. */
@NullMarked
package leadledger.events.reference;

import org.jspecify.annotations.NullMarked;
