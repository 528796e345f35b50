/** Disputes over the verdicts of an aftersales lead (SL-40, AS-60, AS-65). Imports no other use case. */
@NullMarked
package leadledger.command.aftersales.dispute;

import org.jspecify.annotations.NullMarked;
