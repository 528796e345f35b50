/** Puts the service together: the one place that sees both sides. */
@NullMarked
package leadledger.app.wiring;

import org.jspecify.annotations.NullMarked;
