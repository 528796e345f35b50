/** What lists share. */
@NullMarked
package leadledger.query.listing;

import org.jspecify.annotations.NullMarked;
