/** What a scope shows, whatever a query asks. */
@NullMarked
package leadledger.query.access;

import org.jspecify.annotations.NullMarked;
