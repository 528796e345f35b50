/** Answers: views folded from the events, each with its own table. Imports events, never command. */
@NullMarked
package leadledger.query;

import org.jspecify.annotations.NullMarked;
