/**
 * The command line for auditors and headquarters: {@code lead-ledger audit …}. Speaks to a service over HTTP with a token, or
 * checks files offline. Knows neither Spring nor the service's own classes: it starts at once, and it can be believed by
 * somebody who does not believe the service.
 */
@NullMarked
package leadledger.app.cli;

import org.jspecify.annotations.NullMarked;
