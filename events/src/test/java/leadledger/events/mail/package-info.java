/** Tests of what follows from a lead's history for e-mails. */
@NullMarked
package leadledger.events.mail;

import org.jspecify.annotations.NullMarked;
