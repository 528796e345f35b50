/** Planted violations of the dependency rules. */
@NullMarked
package leadledger.app.architecture.planted.command.desk;

import org.jspecify.annotations.NullMarked;
