/** Planted violations of the dependency rules. */
@NullMarked
package leadledger.app.architecture.planted.query.projection;

import org.jspecify.annotations.NullMarked;
