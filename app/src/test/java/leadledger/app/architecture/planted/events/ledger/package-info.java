/** Planted violations of the dependency rules. */
@NullMarked
package leadledger.app.architecture.planted.events.ledger;

import org.jspecify.annotations.NullMarked;
