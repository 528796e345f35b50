/** What the endpoints of disputes have in common, and those of disputes that are there, of either process (SL-40). */
@NullMarked
package leadledger.command.disputedesk;

import org.jspecify.annotations.NullMarked;
