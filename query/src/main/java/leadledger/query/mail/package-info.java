/**
 * E-mails on the reading side: what follows from a lead and became of it, and the outbox that tells what is to be sent. The
 * outbox is filled from the ledger in order and can be dropped at any time.
 */
@NullMarked
package leadledger.query.mail;

import org.jspecify.annotations.NullMarked;
