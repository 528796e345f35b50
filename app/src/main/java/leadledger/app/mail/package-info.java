/** Sends e-mails: takes what is due from the outbox, has it written, hands it to a mail server and records what came of it. */
@NullMarked
package leadledger.app.mail;

import org.jspecify.annotations.NullMarked;
