/** The lead's history. */
@NullMarked
package leadledger.query.history;

import org.jspecify.annotations.NullMarked;
