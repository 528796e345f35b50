/** Rates over many leads, against real PostgreSQL. */
@NullMarked
package leadledger.query.slareport;

import org.jspecify.annotations.NullMarked;
