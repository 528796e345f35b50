/** Planted violations of the dependency rules. */
@NullMarked
package leadledger.app.architecture.planted.query.leadpage;

import org.jspecify.annotations.NullMarked;
