/** Planted violations of the dependency rules. */
@NullMarked
package leadledger.app.architecture.planted.app.wiring;

import org.jspecify.annotations.NullMarked;
