/** What decisions of both processes are made of: an input, whether it may be asked at all, and what comes of it. Pure. */
@NullMarked
package leadledger.command.decision;

import org.jspecify.annotations.NullMarked;
