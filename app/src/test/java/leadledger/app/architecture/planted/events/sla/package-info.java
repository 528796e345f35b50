/** Planted violations of the dependency rules. */
@NullMarked
package leadledger.app.architecture.planted.events.sla;

import org.jspecify.annotations.NullMarked;
