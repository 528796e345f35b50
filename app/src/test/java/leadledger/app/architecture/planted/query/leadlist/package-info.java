/** Planted violations of the dependency rules. */
@NullMarked
package leadledger.app.architecture.planted.query.leadlist;

import org.jspecify.annotations.NullMarked;
