/** Tests of the watch list. */
@NullMarked
package leadledger.query.watchlist;

import org.jspecify.annotations.NullMarked;
