/** What the lists of both processes share: cursors, counts, parameters, and how texts are searched. */
@NullMarked
package leadledger.query.listing;

import org.jspecify.annotations.NullMarked;
