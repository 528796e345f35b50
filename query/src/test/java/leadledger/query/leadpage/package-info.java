/** The lead's page. */
@NullMarked
package leadledger.query.leadpage;

import org.jspecify.annotations.NullMarked;
