/** The watch list of headquarters (SL-21): its read model, its questions, its endpoint and its words. */
@NullMarked
package leadledger.query.watchlist;

import org.jspecify.annotations.NullMarked;
