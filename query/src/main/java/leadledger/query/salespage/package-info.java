/** A sales lead's page with its sections, folded from the lead's events at each request. */
@NullMarked
package leadledger.query.salespage;

import org.jspecify.annotations.NullMarked;
