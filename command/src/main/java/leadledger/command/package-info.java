/** Decides: a command and the history of a lead become events, or a refusal. Imports events, never query. */
@NullMarked
package leadledger.command;

import org.jspecify.annotations.NullMarked;
