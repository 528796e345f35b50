/** What the rules of disputes over verdicts have in common in both processes (SL-40). Pure. */
@NullMarked
package leadledger.command.dispute;

import org.jspecify.annotations.NullMarked;
