/** A lead's story step by step (LG-32), told from its events; what a process has to say of a step, the process says. */
@NullMarked
package leadledger.query.replay;

import org.jspecify.annotations.NullMarked;
