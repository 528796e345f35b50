/** The list views of sales leads and their possible duplicates: one row per lead, kept by a projection. */
@NullMarked
package leadledger.query.saleslist;

import org.jspecify.annotations.NullMarked;
