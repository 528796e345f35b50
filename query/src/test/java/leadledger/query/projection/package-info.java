/** How read models are kept, proven on real PostgreSQL with Axon's processors. */
@NullMarked
package leadledger.query.projection;

import org.jspecify.annotations.NullMarked;
