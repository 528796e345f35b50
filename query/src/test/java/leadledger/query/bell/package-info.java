/** The bell, proven on real PostgreSQL. */
@NullMarked
package leadledger.query.bell;

import org.jspecify.annotations.NullMarked;
