/** Who may read a lead, and as of which moment. */
@NullMarked
package leadledger.query.lead;

import org.jspecify.annotations.NullMarked;
