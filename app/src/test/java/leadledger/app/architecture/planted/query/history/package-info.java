/** Planted violations of the dependency rules. */
@NullMarked
package leadledger.app.architecture.planted.query.history;

import org.jspecify.annotations.NullMarked;
