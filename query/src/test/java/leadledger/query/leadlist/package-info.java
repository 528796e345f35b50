/** The list views, proven on real PostgreSQL. */
@NullMarked
package leadledger.query.leadlist;

import org.jspecify.annotations.NullMarked;
