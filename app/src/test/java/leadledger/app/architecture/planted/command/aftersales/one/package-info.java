/** Planted violations of the dependency rules. */
@NullMarked
package leadledger.app.architecture.planted.command.aftersales.one;

import org.jspecify.annotations.NullMarked;
