/** Proves the rules of the writing side, as given/when/then sentences that cite them. */
@NullMarked
package leadledger.command;

import org.jspecify.annotations.NullMarked;
