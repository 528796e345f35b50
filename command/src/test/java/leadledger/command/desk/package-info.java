/** Proves how commands travel, and how bodies are read. */
@NullMarked
package leadledger.command.desk;

import org.jspecify.annotations.NullMarked;
