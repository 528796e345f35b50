/** Verdicts of one lead, against real PostgreSQL. */
@NullMarked
package leadledger.query.verdicts;

import org.jspecify.annotations.NullMarked;
