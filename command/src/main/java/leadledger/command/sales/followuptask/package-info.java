/** The lead's own task <em>lead follow-up</em> is updated (SA-31 to SA-33). Imports no other use case. */
@NullMarked
package leadledger.command.sales.followuptask;

import org.jspecify.annotations.NullMarked;
