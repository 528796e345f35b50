/** Measures the list views of sales leads from within their package. */
@NullMarked
package leadledger.query.saleslist;

import org.jspecify.annotations.NullMarked;
